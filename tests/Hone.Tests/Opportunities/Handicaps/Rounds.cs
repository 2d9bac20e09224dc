using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Opportunities.Handicaps;
using Hone.Statistics;

namespace Hone.Tests.Opportunities.Handicaps;

/// <summary>Rounds of a handicap test as a machine of known noise would give them.</summary>
internal static class Rounds
{
    private const double Wall = 300e6;

    private static readonly double[] _levels = [0, 0, 0.02, 0.05, 0.10];

    /// <param name="beta">Wall time for each nanosecond put in along the chain.</param>
    /// <param name="noise">Standard deviation of a run, as a part of it.</param>
    /// <param name="count">How many rounds.</param>
    /// <param name="seed">Of the noise.</param>
    /// <param name="threads">Threads that work at the same time.</param>
    public static HandicapRun Run(double beta, double noise, int count, ulong seed = 1, int threads = 1)
    {
        SeededRandom random = new(seed);
        return new()
        {
            Workload = "w",
            Command = "./w",
            Function = "work",
            File = "work.c",
            Line = 3,
            Way = "source",
            Levels = _levels,
            Every = 1,
            WaitNanoseconds = [0, 0, 6000, 15000, 30000],
            UnchangedNanoseconds = (long)Wall,
            Seed = seed,
            Stop = StopReason.Budget,
            Rounds =
            [
                .. Enumerable.Range(0, count).Select(round =>
                {
                    double level = Wall * (1 + (0.05 * random.NextNormal()));
                    return new Round { Order = RoundOrder.Of(seed, round, _levels.Length), Runs = [.. _levels.Select(part => Sample(part * Wall, level, random))] };
                }),
            ],
        };

        RunSample Sample(double inserted, double level, SeededRandom noises) => new()
        {
            WallNanoseconds = (long)(level + (beta * inserted) + (Wall * noise * noises.NextNormal())),
            UserNanoseconds = 0,
            SystemNanoseconds = 0,
            PeakRssBytes = 0,
            Values = new DelayTotals(1000 * threads, (long)inserted * threads, (long)inserted, 1000, threads).Values(),
        };
    }
}
