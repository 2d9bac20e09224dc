using Hone.Changes;
using Hone.Changes.Runs;
using Hone.Changes.Verdicts;
using Hone.Equivalence;
using Hone.Measurement;
using Hone.Measurement.Comparing;

namespace Hone.Tests.Changes.Verdicts;

/// <summary>Verifications as they would be recorded, of arms whose truth is known.</summary>
internal static class Verifications
{
    public const string Own = "day";

    public static Change Change { get; } = new()
    {
        Id = "cpu-000001.1",
        Row = "cpu-000001",
        Workload = Own,
        Kind = "cpu",
        Function = "mix",
        Module = "work",
        Lever = "buffer-reuse",
        Base = new('a', 40),
        Profile = new('b', 64),
        Evidence = "strong",
        Language = "c",
        Predicted = 0.2,
        Bound = new(0.4, 0.45, true, "40 % of CPU time"),
    };

    /// <summary>An honest change: everything passes, and it saves a fifth.</summary>
    public static ChangeRun Honest { get; } = new()
    {
        Change = Change.Id,
        Base = Change.Base,
        Patch = new('c', 64),
        Tree = new('d', 40),
        Quick = false,
        Paths = [new("src/mix.c", null, PathClass.Source, "source")],
        Build = new("make", true, true, null),
        Tests = new("make check", true, true, null),
        Cases = [new(Own, 3, [], [], [], [])],
        Seeded = new(Own, 1, 200, 2, null, null),
        Timed = [Timed(Own, 0.8), Timed("night", 1)],
        Sandbox = new(true, true, true, []) { Variables = true, Making = true },
    };

    public static Verdict Judge(ChangeRun run, int attempt = 1, Change? change = null) => VerdictRule.Judge(new(change ?? Change, run, attempt));

    /// <summary>Pairs in which the candidate takes so many times as long.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="ratio">Candidate over baseline.</param>
    /// <param name="pairs">How many.</param>
    /// <param name="noise">The spread of a run.</param>
    /// <param name="seed">The noise is drawn from it.</param>
    /// <param name="candidate">What is different in the candidate's run of a number.</param>
    public static TimedWorkload Timed(string workload, double ratio, int pairs = 40, double noise = 0.01, int seed = 1, Func<RunSample, int, RunSample>? candidate = null)
    {
        Random random = new(seed + workload.Length);
        double Draw() => Math.Exp(noise * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5));
        RunSample Run(double wall) => new()
        {
            WallNanoseconds = (long)(wall * 100e6),
            UserNanoseconds = (long)(wall * 90e6),
            SystemNanoseconds = (long)(wall * 5e6),
            PeakRssBytes = 8 << 20,
            MinorFaults = 1000,
            BytesRead = 1 << 20,
            BytesWritten = 1 << 10,
        };
        List<Round> rounds = [];
        for (int i = 0; i < pairs; i++)
        {
            RunSample second = Run(ratio * Draw());
            rounds.Add(new() { Order = [0, 1], Runs = [Run(Draw()), candidate is null ? second : candidate(second, i)] });
        }

        PairedSamples samples = new()
        {
            Commands = ["work", "work"],
            Host = "host",
            Seed = 1,
            Metric = "wall",
            Design = new(),
            Warmups = 2,
            Stop = StopReason.Budget,
            Rounds = rounds,
        };
        return new(workload, samples, new(2 * pairs, 0, 0, 0, 0, null));
    }

    public static CaseComparison Case(IReadOnlyList<Divergence>? baseline = null, IReadOnlyList<Divergence>? candidate = null, IReadOnlyList<BrokenInvariant>? broken = null, int compared = 3) =>
        new("day", compared, baseline ?? [], candidate ?? [], broken ?? [], []);
}
