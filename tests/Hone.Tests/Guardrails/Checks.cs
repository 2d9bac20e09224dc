using Hone.Guardrails;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Statistics;

namespace Hone.Tests.Guardrails;

/// <summary>Checks made up from numbers that are known.</summary>
internal static class Checks
{
    /// <summary>Runs of 50 ms and 20 MiB whose times spread by a normal factor; the head's are longer by some parts.</summary>
    public static PairedSamples Pairs(ulong seed, int pairs, double noise, double wall = 1, double cpu = 1, double memory = 1, ComparisonDesign? design = null, StopReason stop = StopReason.Budget)
    {
        SeededRandom random = new(seed);
        List<Round> rounds = [];
        for (int i = 0; i < pairs; i++)
        {
            RunSample before = Run(50e6 * Math.Exp(noise * random.NextNormal()), 45e6 * Math.Exp(noise / 2 * random.NextNormal()), 20 << 20);
            RunSample after = Run(50e6 * wall * Math.Exp(noise * random.NextNormal()), 45e6 * cpu * Math.Exp(noise / 2 * random.NextNormal()), (long)((20 << 20) * memory));
            rounds.Add(new() { Order = i % 2 == 0 ? [0, 1] : [1, 0], Runs = [before, after] });
        }

        return new()
        {
            Commands = ["work", "work"],
            Names = ["base", "head"],
            Host = "0123456789ab",
            Seed = seed,
            Metric = Metric.Cpu.Name,
            Design = design ?? GuardRule.Design(3),
            Warmups = 2,
            Stop = stop,
            Rounds = rounds,
        };
    }

    public static GuardedWorkload Workload(string name, PairedSamples pairs, Func<GuardLimit, GuardLimit>? change = null) =>
        new(name, pairs, [.. GuardLimits.Metrics.Select(metric => GuardLimits.Standard(name, metric)).Select(limit => change is null ? limit : change(limit))]);

    public static GuardRun Of(params GuardedWorkload[] workloads) => new() { Base = new('b', 40), Head = new('a', 40), Workloads = workloads };

    public static GuardFigure Figure(GuardRun run, string metric) => GuardRule.Judge(run).First(figure => figure.Limit.Metric == metric);

    private static RunSample Run(double wall, double cpu, long memory) => new() { WallNanoseconds = (long)wall, UserNanoseconds = (long)cpu, SystemNanoseconds = 0, PeakRssBytes = memory };
}
