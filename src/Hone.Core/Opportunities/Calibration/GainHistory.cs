using Hone.Statistics;

namespace Hone.Opportunities.Calibration;

/// <summary>A forecast of what a change will save.</summary>
/// <param name="Expected">The middle of it: a part of the workload's wall time.</param>
/// <param name="Interval">The range that holds what comes of four in five.</param>
/// <param name="Attempts">How many measured outcomes stand behind it.</param>
public sealed record GainForecast(double Expected, Interval Interval, int Attempts);

/// <summary>
/// What becomes of promised gains: the quotients realised / promised of measured outcomes. A forecast multiplies a promise by the
/// quantiles of these; the ranks are those of split conformal prediction (Vovk, Gammerman and Shafer, "Algorithmic Learning in a Random
/// World" (2005)), so that the interval covers whatever their distribution is. Of a lever with at least <see cref="FewestOfLever"/> measured
/// outcomes its own quotients are taken, else those of all; five quotients from nothing to a fifth more than promised stand in as long
/// as there is little else.
/// </summary>
public sealed class GainHistory
{
    /// <summary>The part of the outcomes that the interval is to hold.</summary>
    public const double Coverage = 0.8;

    /// <summary>So many outcomes of a lever speak for themselves.</summary>
    public const int FewestOfLever = 15;

    private static readonly double[] _start = [0, 0.3, 0.6, 0.9, 1.2];

    private readonly List<(string Lever, double Quotient)> _quotients = [];

    /// <summary>The history of some outcomes.</summary>
    public static GainHistory Of(IEnumerable<Outcome> outcomes)
    {
        GainHistory history = new();
        foreach (Outcome outcome in outcomes)
        {
            history.Add(outcome);
        }

        return history;
    }

    /// <summary>Takes one more outcome in; one without a measurement says nothing of gains.</summary>
    public void Add(Outcome outcome)
    {
        if (outcome is { Realised: double realised, Predicted: > 0 } && double.IsFinite(realised))
        {
            _quotients.Add((outcome.Lever ?? "", realised / outcome.Predicted));
        }
    }

    /// <summary>The forecast for a promise of <paramref name="gain"/> with a lever; no part of it is above <paramref name="bound"/>.</summary>
    public GainForecast Of(double gain, string? lever, double bound)
    {
        double[] own = [.. _quotients.Where(each => each.Lever == (lever ?? "")).Select(each => each.Quotient)];
        double[] measured = own.Length >= FewestOfLever ? own : [.. _quotients.Select(each => each.Quotient)];
        double[] sorted = [.. measured, .. measured.Length < FewestOfLever ? _start : []];
        Array.Sort(sorted);
        int n = sorted.Length;
        double tail = (1 - Coverage) / 2;

        // Of n earlier and one to come each rank is equally likely to be the new one's.
        double low = sorted[Math.Clamp((int)Math.Floor(tail * (n + 1)), 1, n) - 1];
        double high = sorted[Math.Clamp((int)Math.Ceiling((1 - tail) * (n + 1)), 1, n) - 1];
        double most = Math.Max(0, bound);
        return new(Math.Min(most, gain * Quantile.OfSorted(sorted, 0.5)), new(Math.Min(most, gain * low), Math.Min(most, gain * high)), measured.Length);
    }
}
