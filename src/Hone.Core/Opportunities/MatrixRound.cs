using System.Globalization;

namespace Hone.Opportunities;

/// <summary>The last round: from one whole run to the next.</summary>
/// <param name="Number">Counted from 1; a round ends with a whole run, so that the first run ends none.</param>
/// <param name="Gain">What it brought; null when it cannot be told.</param>
/// <param name="Unknown">Why the gain cannot be told, as one clause; null when it can.</param>
/// <param name="Tried">The classes of levers that were tried so far, in their order.</param>
/// <param name="Next">The class to try next: the untried one with the best open row; null when none is left.</param>
/// <param name="NextRow">That row; null without one.</param>
public sealed record MatrixRound(int Number, RoundGain? Gain, string? Unknown, IReadOnlyList<LeverClass> Tried, LeverClass? Next, Opportunity? NextRow)
{
    /// <summary>Makes it of what is known.</summary>
    /// <param name="number">See <see cref="MatrixRound"/>.</param>
    /// <param name="gain">See <see cref="MatrixRound"/>.</param>
    /// <param name="unknown">See <see cref="MatrixRound"/>.</param>
    /// <param name="levers">The levers that were tried so far: taken, turned down or brought to an end.</param>
    /// <param name="open">The rows that something can still be done about, best first.</param>
    public static MatrixRound Of(int number, RoundGain? gain, string? unknown, IEnumerable<string> levers, IReadOnlyList<Opportunity> open)
    {
        LeverClass[] tried = [.. levers.Select(LeverClasses.Of).OfType<LeverClass>().Distinct().Order()];
        Opportunity? next = open.FirstOrDefault(row => LeverClasses.Of(row.Lever?.Name) is LeverClass of && !tried.Contains(of));
        return new(number, gain, unknown, tried, LeverClasses.Of(next?.Lever?.Name), next);
    }

    /// <summary>In one sentence.</summary>
    public string Sentence
    {
        get
        {
            if (Gain is null)
            {
                return Unknown ?? "no round is complete: a round goes from one hone run to the next";
            }

            string range = Gain.Interval is { } interval ? string.Create(CultureInfo.InvariantCulture, $" ({interval.Low * 100:0.0}–{interval.High * 100:0.0})") : "";
            string gained = $"round {Number.ToString(CultureInfo.InvariantCulture)} gained {Gain.Gain}{range}";
            if (!Gain.IsLittle)
            {
                return gained;
            }

            string tried = Tried.Count == 0 ? "no class of levers was tried" : "tried: " + string.Join(", ", Tried.Select(each => each.Title()));
            return $"{gained}, which is under {RoundGain.Little * 100:0} %; {tried}; next: "
                + (Next is LeverClass next ? $"{next.Title()} ({NextRow!.Id} {NextRow.Lever!.Name})" : "the end, unless somebody sees a lever that the evidence does not show");
        }
    }
}
