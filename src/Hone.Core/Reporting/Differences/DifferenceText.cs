using System.Globalization;
using System.Text;
using Hone.Profiling;
using Hone.Profiling.Differences;
using Hone.Reporting.Comparisons;

namespace Hone.Reporting.Differences;

/// <summary>A difference of profiles as a person reads it: at most 80 columns, largest change first, the sum of it all last.</summary>
public static class DifferenceText
{
    private const int MostCallers = 5;

    /// <summary>The text.</summary>
    /// <param name="difference">What is reported.</param>
    /// <param name="top">How many changed functions are shown at most.</param>
    /// <param name="unicode">False for terminals that know no more than ASCII.</param>
    public static string Of(ProfileDifference difference, int top, bool unicode)
    {
        ArgumentNullException.ThrowIfNull(difference);
        StringBuilder text = new();
        Head(text, difference);
        FunctionDifference[] changed = [.. difference.Changed];
        for (int i = 0; i < Math.Min(top, changed.Length); i++)
        {
            Changed(text, difference, changed[i], i + 1);
        }

        if (changed.Length > top)
        {
            text.Append(CultureInfo.InvariantCulture, $"  and {changed.Length - top} more, which --top {changed.Length} shows\n");
        }

        Shifted(text, difference);
        Callers(text, difference);
        Foot(text, difference, changed);
        return unicode ? text.ToString() : TextShape.ToAscii(text.ToString());
    }

    private static void Head(StringBuilder text, ProfileDifference difference)
    {
        CostText cost = new(difference);
        text.Append(TextShape.Wrap($"{FigureText.Kind(difference.Kind)} profiles: {Side(difference.Before)} before, {Side(difference.After)} after"));
        if (difference.Measure == DifferenceMeasure.Share)
        {
            text.Append("  shares of the profiles are compared, each beside the rest\n");
        }
        else if (difference.Before.TotalPerRun > 0)
        {
            string change = CostText.Percent(difference.After.TotalPerRun / difference.Before.TotalPerRun);
            text.Append(TextShape.Wrap($"cost per run {cost.Amount(difference.Before.TotalPerRun)} → {cost.Amount(difference.After.TotalPerRun)}, {change}", "  "));
        }

        CommonChange common = difference.Common;
        if (difference.Measure == DifferenceMeasure.Cost && difference.Functions.Count > 0 && Math.Abs(common.Factor - 1) >= 0.01)
        {
            text.Append(TextShape.Wrap(
                $"what did not change by itself is {CostText.Percent(common.Factor)} ({CostText.Percents(common.Interval)}), "
                + (common.Real
                    ? $"more than runs of one build differ ({Spread(common)}): everything became {(common.Factor > 1 ? "dearer" : "cheaper")}"
                    : $"which may be the machine (runs of one build differ by {Spread(common)}); the changes below are beside that"),
                "  ",
                "  "));
        }

        text.Append('\n');
    }

    private static string Spread(CommonChange common) => string.Create(CultureInfo.InvariantCulture, $"±{100 * common.Expected:0.#} %");

    private static string Side(DifferenceSide side) =>
        (side.Runs is int runs && runs != side.Profiles ? string.Create(CultureInfo.InvariantCulture, $"{side.Profiles} of {runs} runs") : side.Profiles.ToString(CultureInfo.InvariantCulture))
        + (side.Samples > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({side.Samples:#,0} samples)") : "");

    private static void Changed(StringBuilder text, ProfileDifference difference, FunctionDifference row, int number)
    {
        CostText cost = new(difference);
        bool below = row.Verdict == FunctionVerdict.Below;
        CostChange change = below ? row.Cumulative : row.Self;
        string name = Printable.Shorten(FigureText.Function(row.Frame), 50);
        string place = Printable.Shorten(FigureText.Place(row.Frame), TextShape.Columns - 8 - name.Length);
        text.Append(CultureInfo.InvariantCulture, $"{number,3}  ").Append(name).Append(place.Length > 0 ? "  " + place : "").Append('\n');
        text.Append(TextShape.Wrap($"{cost.Change(change)}  ({cost.Amount(change.Before)} → {cost.Amount(change.After)})  {CostText.Relative(row.Verdict, change)}".Replace(" ", "\u00a0", StringComparison.Ordinal), "     ", "     "));
        if (below)
        {
            text.Append("     in what it calls, by no one function of it\n");
        }

        if (row.Through is Frame caller)
        {
            text.Append("     as ").Append(Printable.Shorten(FigureText.Function(caller), 50)).Append(" calls it\n");
        }
    }

    private static void Shifted(StringBuilder text, ProfileDifference difference)
    {
        CostText cost = new(difference);
        HashSet<Frame> told = [];
        foreach (FunctionDifference row in difference.Functions.Where(row => row.Verdict == FunctionVerdict.Shifted && !told.Contains(row.Frame)))
        {
            text.Append(told.Count == 0 ? "\nMoved between caller and callee, at the same sum:\n" : "");
            told.UnionWith([row.Frame, .. row.ShiftedWith.Select(cause => cause.Frame)]);
            string members = string.Join(", ", new[] { new Cause(row.Frame, row.Self.Change) }.Concat(row.ShiftedWith).Select(cause => $"{Name(cause.Frame)}\u00a0{cost.Change(cause.Change).Replace(' ', '\u00a0')}"));
            text.Append(TextShape.Wrap(members, "  ", "    "));
        }
    }

    private static void Callers(StringBuilder text, ProfileDifference difference)
    {
        CostText cost = new(difference);
        FunctionDifference[] callers = [.. difference.Functions.Where(row => row.Verdict == FunctionVerdict.Same && row.Because.Count > 0 && !FrameRules.IsEntryPoint(row.Frame))];
        if (callers.Length == 0)
        {
            return;
        }

        text.Append("\nNot changed themselves, but by what they call:\n");
        foreach (FunctionDifference row in callers.OrderByDescending(row => Math.Abs(row.Cumulative.Change)).Take(MostCallers))
        {
            // What a caller's share does as it stands is mostly the doing of the rest.
            string change = difference.Measure == DifferenceMeasure.Share && row.Cumulative.Ratio is double ratio ? CostText.Percent(ratio) + " beside the rest" : cost.Change(row.Cumulative);
            text.Append(TextShape.Wrap($"{Name(row.Frame)} {change.Replace(' ', '\u00a0')}, by {string.Join(", ", row.Because.Take(3).Select(cause => Name(cause.Frame)))}", "  ", "    "));
        }

        text.Append(callers.Length > MostCallers ? string.Create(CultureInfo.InvariantCulture, $"  and {callers.Length - MostCallers} more\n") : "");
    }

    private static void Foot(StringBuilder text, ProfileDifference difference, FunctionDifference[] changed)
    {
        int shifted = difference.Functions.Count(row => row.Verdict == FunctionVerdict.Shifted);
        int same = difference.Functions.Count - changed.Length - shifted;
        text.Append(changed.Length + shifted > 0 ? "\n" : "");
        string small = difference.TooSmall == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {difference.TooSmall} below {100 * difference.Options.SmallestPart:0.##} % of the whole were not judged");
        text.Append(TextShape.Wrap(difference.Functions.Count == 0
            ? "Nothing could be judged."
            : changed.Length == 0
                ? string.Create(CultureInfo.InvariantCulture, $"No function changed, of {difference.Functions.Count}{small}.")
                : string.Create(CultureInfo.InvariantCulture, $"{changed.Length} {(changed.Length == 1 ? "function" : "functions")} changed, {same} did not{small}.")));
        foreach (string note in difference.Notes)
        {
            text.Append(TextShape.Wrap($"({Printable.Clean(note)})", "", " "));
        }
    }

    private static string Name(Frame frame) => Printable.Shorten(FigureText.Function(frame), 40);
}
