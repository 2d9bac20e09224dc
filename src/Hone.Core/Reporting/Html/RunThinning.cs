using System.Globalization;
using Hone.Measurement;

namespace Hone.Reporting.Html;

/// <summary>Which of many runs the page shows: evenly in the order in which they ran, with the first, the last, the fastest and the slowest.</summary>
public static class RunThinning
{
    private const int Kept = 4;

    /// <summary>The places of those that are shown, in their order; all where there are no more than <paramref name="most"/>.</summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<RunSample> runs, int most)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count <= most)
        {
            return [.. Enumerable.Range(0, runs.Count)];
        }

        int even = most - Kept;
        int fastest = Enumerable.Range(0, runs.Count).MinBy(i => runs[i].WallNanoseconds);
        int slowest = Enumerable.Range(0, runs.Count).MaxBy(i => runs[i].WallNanoseconds);
        return [.. new SortedSet<int>(Enumerable.Range(0, even).Select(i => (int)((long)i * runs.Count / even)).Concat([fastest, slowest, runs.Count - 1]))];
    }

    /// <summary>Of each that is shown, the part of all runs that took at most so long.</summary>
    public static IReadOnlyList<double> Parts(IReadOnlyList<RunSample> runs, IReadOnlyList<int> shown)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(shown);
        long[] sorted = [.. runs.Select(run => run.WallNanoseconds).Order()];
        Dictionary<long, int> upTo = [];
        for (int i = 0; i < sorted.Length; i++)
        {
            upTo[sorted[i]] = i + 1;
        }

        // Six digits tell a million runs apart.
        return [.. shown.Select(i => Math.Round(1.0 * upTo[runs[i].WallNanoseconds] / sorted.Length, 6))];
    }

    /// <summary>What is said beside them.</summary>
    public static string Words(int shown, int all) =>
        string.Create(CultureInfo.InvariantCulture, $"{shown:#,0} of {all:#,0} runs, evenly in their order, with the fastest and the slowest");
}
