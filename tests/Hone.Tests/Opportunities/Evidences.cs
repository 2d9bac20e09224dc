using Hone.Measurement;
using Hone.Opportunities;
using Hone.Opportunities.Handicaps;
using Hone.Opportunities.Levers;
using Hone.Profiling;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Tests.Opportunities;

/// <summary>Evidence as tests need it: one workload, functions with shares, and a baseline whose runs take a second.</summary>
internal static class Evidences
{
    public static string Digest { get; } = new('a', 64);

    public static Frame Frame(string function = "hot", bool source = true) =>
        new(function, "program", FrameOrigin.Native, source ? new SourceLocation("src/main.c", 10) : null);

    public static Hotspot Hotspot(double share, long samples = 1000, string function = "hot", bool own = true, bool exact = false)
    {
        long total = (long)Math.Round(samples / Math.Max(share, 1e-9));
        return new()
        {
            Frame = Frame(function),
            Cumulative = samples,
            Share = new(share),
            Self = samples,
            SelfShare = new(share),
            Samples = samples,
            Exact = exact,
            ShareInterval = exact ? null : Proportion.Wilson(Math.Min(samples, total), Math.Max(samples, total)),
            IsCode = true,
            Own = own,
            Category = HotspotCategory.Cpu,
            Path = ["main", function],
            Via = [],
            SpentIn = [],
        };
    }

    public static HotspotReport Report(ProfileKind kind, params Hotspot[] hotspots) => new()
    {
        Kind = kind,
        Metric = new("time", Unit.Nanoseconds),
        Total = 1_000_000,
        Samples = 1000,
        Hotspots = hotspots,
        Apart = [],
        Origins = [],
        EntryChain = [],
    };

    public static ProfileEvidence Profile(ProfileKind kind, params Hotspot[] hotspots) => new(Report(kind, hotspots), Digest, "0123456789abcdef", "host1");

    /// <summary>Runs of a second, of which the given parts are CPU time and CPU time in user mode.</summary>
    public static BaselineSummary Baseline(double cpu = 1, double? user = null, int runs = 20) => BaselineSummary.Of(new Samples
    {
        Workload = "day",
        Command = "./program",
        Warmups = 0,
        Runs = [.. Enumerable.Range(0, runs).Select(i => new RunSample
        {
            WallNanoseconds = 1_000_000_000 + (i * 100_000),
            UserNanoseconds = (long)((user ?? cpu) * 1e9),
            SystemNanoseconds = (long)((cpu - (user ?? cpu)) * 1e9),
            PeakRssBytes = 1 << 20,
        })],
    });

    public static WorkloadEvidence Workload(params Hotspot[] hotspots) => new()
    {
        Workload = "day",
        Baseline = Baseline(),
        Profiles = new Dictionary<ProfileKind, ProfileEvidence> { [ProfileKind.Cpu] = Profile(ProfileKind.Cpu, hotspots) },
    };

    public static LeverFinding Finding(string lever, LeverReliability reliability, string function = "hot", double rank = 0) =>
        new(LeverCatalogue.Find(lever)!, Frame(function), ProfileKind.Cpu, [new("calls", "80,000", "at least 1,000", true)], reliability) { Share = new(1), Support = 1, Rank = rank };

    public static HandicapFigures Handicap(double beta, HandicapVerdict verdict, double? ofThreadTime = null) => new(beta, new(beta - 0.05, beta + 0.05), 1000, true, verdict)
    {
        BetaOfThreadTime = ofThreadTime ?? beta,
        Threads = 1,
        Rounds = 12,
        SeesNothingAsChange = false,
        SmallestVisible = 0.01,
        WallNanoseconds = 1e9,
        Levels = [],
    };

    public static Opportunity Row(WorkloadEvidence workload, Func<MatrixFacts, MatrixFacts>? more = null)
    {
        MatrixFacts facts = new() { Workloads = [workload] };
        return Matrix.Build(more?.Invoke(facts) ?? facts)[0];
    }
}
