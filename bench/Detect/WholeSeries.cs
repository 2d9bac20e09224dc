using Hone.Statistics;
using Hone.Statistics.ChangePoints;
using Hone.Tests.Statistics.ChangePoints;

namespace Hone.Bench;

/// <summary>False alarms and F1 of the detector on whole series of 300 points with noise of 2 %.</summary>
internal static class WholeSeries
{
    private const int Points = 300;
    private const double Sd = 0.02;
    private const int Margin = 5;

    private static readonly int[] _short = [6, 8, 10, 14, 20, 30, 50, 100];

    // Gaussian and log-normal among the kinds of noise.
    private static readonly int[] _kindsOfShort = [0, 2];

    public static void PrintFlat(int count)
    {
        Console.WriteLine($"Flat series of {Points} points, {count} of each noise: % with a change of level that is none (per 1,000 points) / % with a change of spread");
        foreach (SimulatedSeries noise in SimulatedSeries.All)
        {
            (int Changes, int Spreads)[] found = Each(count, seed =>
            {
                ChangePointReport report = ChangePointDetector.Find(noise.Values(new SeededRandom(seed), Points, Sd, Points, 0));
                return (report.Changes.Count, report.Spreads.Count);
            });
            Console.WriteLine($"{noise.Name,-14}{Share(found.Count(one => one.Changes > 0), count),7}  ({1000.0 * found.Sum(one => one.Changes) / count / Points:0.00})   {Share(found.Count(one => one.Spreads > 0), count),7}");
        }

        Console.WriteLine("Short flat series, Gaussian / log-normal: % with a change of level");
        foreach (int n in _short)
        {
            string cells = string.Concat(_kindsOfShort.Select(kind =>
                $"{Share(Each(5 * count, seed => ChangePointDetector.Find(SimulatedSeries.All[kind].Values(new SeededRandom(seed), n, Sd, n, 0)).Changes.Count > 0 ? 1 : 0).Sum(), 5 * count),8}"));
            Console.WriteLine($"{n,5} points{cells}");
        }
    }

    public static void PrintSteps(int count)
    {
        double[] steps = [0.5, 1, 1.5, 2, 2.5, 3, 5];
        Console.WriteLine($"One step at a random place of {Points} points, found within ±{Margin}, {count} series a cell: F1 (precision/recall) by the step in standard deviations");
        Console.WriteLine($"{"",-14}{string.Concat(steps.Select(step => $"{step,18}"))}");
        foreach (SimulatedSeries noise in SimulatedSeries.All)
        {
            string row = "";
            foreach (double step in steps)
            {
                (int Right, int Found)[] found = Each(count, seed =>
                {
                    SeededRandom random = new(seed);
                    int place = 20 + random.NextIndex(Points - 40);
                    ChangePointReport report = ChangePointDetector.Find(noise.Values(random, Points, Sd, place, step));
                    return (report.Changes.Any(change => Math.Abs(change.Index - place) <= Margin) ? 1 : 0, report.Changes.Count);
                });
                double right = found.Sum(one => one.Right);
                double precision = right / Math.Max(1, found.Sum(one => one.Found));
                double recall = right / count;
                row += $"{$"{2 * right / (found.Sum(one => one.Found) + count):0.000} ({precision:.00}/{recall:.00})",18}";
            }

            Console.WriteLine($"{noise.Name,-14}{row}");
        }
    }

    internal static T[] Each<T>(int count, Func<ulong, T> one) => [.. ParallelEnumerable.Range(0, count).AsOrdered().Select(i => one(1_000_003UL * (ulong)(i + 1)))];

    internal static string Share(int count, int of) => $"{100.0 * count / of:0.0} %";
}
