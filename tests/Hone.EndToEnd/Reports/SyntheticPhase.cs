using Hone.Beads;
using Hone.Changes;
using Hone.Guardrails.History;
using Hone.Ledger;
using Hone.Measurement;
using Hone.Opportunities.Growth;
using Hone.Profiling;
using Hone.Reporting;
using Hone.Reporting.Html;
using Hone.Statistics;
using Hone.Units;
using Hone.Workloads;

using Metric = Hone.Profiling.Metric;

namespace Hone.EndToEnd.Reports;

/// <summary>A made-up phase with every chart, and a CPU profile of as many distinct stacks as are asked for; the same each time.</summary>
internal static class SyntheticPhase
{
    public static PageReport Of(int stacks, Func<string, string>? word = null)
    {
        Func<string, string> foreign = word ?? (text => text);
        Workload workload = new() { Name = "day", Command = new() { Words = ["bin/shop", foreign("orders.csv")] } };
        Profile cpu = Profile(stacks, foreign);
        Recorded<ProfileFact> recorded = new(Entry(3, EntryKind.Profile), new("day", "cpu", "perf", foreign("perf record bin/shop"), [foreign("two modules have no names")]));
        GrowthFit fit = new(1.52, new Interval(1.44, 1.6), GrowthShape.Power, 5);
        WorkloadReport day = new(
            workload, BaselineSummary.Of(Samples(foreign)), new(Entry(2, EntryKind.Baseline), new("day", "bin/shop", 1, 400, new Dictionary<string, string>())),
            [new(ProfileKind.Cpu, recorded, Hotspots.Find(cpu, new()), null)], null)
        {
            Growth = new("day", [1000, 2000, 4000, 8000], fit, fit, fit, null, null, null, [], new Dictionary<string, GrowthFit>()),
        };
        SourceLocation[] places = [.. day.Profiles[0].Hotspots!.Hotspots.Select(hotspot => hotspot.Frame.Source).OfType<SourceLocation>().Distinct()];
        return new()
        {
            Project = "shop",
            Phase = new()
            {
                Project = new() { Name = "shop", Workloads = [workload] },
                Host = null,
                Commit = new('a', 40),
                Workloads = [day],
                Matrix = [],
                Gates = [new('A', "baseline", true, "every workload", "hone baseline"), new('C', "oracle", false, foreign("missing: day"), "hone oracle record")],
                Stop = StopCondition.Of(new() { ProfilingBeads = [(foreign("bd-shop.io"), false)], Hotspots = [new("day", foreign("Parse"), new(0.4))] }),
                Checks = [],
                Degraded = [foreign("there is no debugger")],
                LastRun = null,
            },
            Profiles = [new("day", cpu), new("day", Profile(200, foreign) with { Kind = ProfileKind.Allocation })],
            Sources = places.ToDictionary(place => place, place => new SourceSnippet(Math.Max(1, place.Line - 1), [foreign("static int parse(const char *line) {"), "    return 0;", "}"], null)),
            Ladders = new Dictionary<string, GrowthRun> { ["day"] = new("day", [.. new long[] { 1000, 2000, 4000, 8000 }.Select(Rung)], []) },
            Changes = [Change(1, 0.2, foreign, 100), Change(2, 0.08, foreign, 160)],
            Beads = [new(foreign("bd-shop.io"), foreign("Record system calls"), true)],
            History = HistoryReport.Of([.. Enumerable.Range(0, 60).Select(i => Point(i, foreign))], null, 0),
            Ledger = new([.. Enumerable.Range(1, 150).Select(i => new PageEntry(Entry(i, EntryKind.Profile), foreign("a profile")))], [], 12, [], null),
        };
    }

    private static Profile Profile(int stacks, Func<string, string> foreign)
    {
        ProfileBuilder builder = new(ProfileKind.Cpu, new Metric("time", Unit.Nanoseconds), new Metric("samples", Unit.Count));
        Frame[] frames = [.. Enumerable.Range(0, 4000).Select(i => new Frame(foreign($"Shop.Orders.Type{i % 61}.Method{i}"), "shop.dll", FrameOrigin.Managed, new SourceLocation(foreign($"src/Type{i % 61}.cs"), i + 1)))];
        for (int i = 0; i < stacks; i++)
        {
            // Digits of i choose the calls, so that no two stacks are the same; the first levels branch little, as programs do.
            int[] calls = [0, 1 + (i % 3), 10 + (i % 17), 40 + (i % 101), 200 + (i % 1009), 1300 + (i / 1009 % 50), 1400 + (i / 50_450 % 50), 1500 + (i * 7919 % 2500)];
            builder.AddStack([.. calls.Select(call => frames[call])], 1_000_000 * Weight(i), Weight(i));
        }

        return builder.Build("perf", "perf record", []);

        // Few stacks are heavy and many are light, as in programs (Zipf).
        long Weight(int i) => 1 + (20_000 / (1 + ((long)i * 7919 % Math.Max(1, stacks))));
    }

    private static Samples Samples(Func<string, string> foreign) => new()
    {
        Workload = "day",
        Command = foreign("bin/shop orders.csv"),
        Warmups = 1,
        Runs = [.. Enumerable.Range(0, 400).Select(i => Run(400 + (i * 7919 % 83) + (i * 104_729 % 29) + (i % 23 == 0 ? 120 : 0)))],
    };

    private static GrowthRung Rung(long size) => new(size, [.. Enumerable.Range(0, 5).Select(i => Run(2 + (Math.Pow(size / 1000.0, 1.52) * (10 + (0.1 * i)))))], new Dictionary<ProfileKind, Profile>());

    private static RunSample Run(double milliseconds) => new()
    {
        WallNanoseconds = (long)(milliseconds * 1e6),
        UserNanoseconds = (long)(milliseconds * 0.9e6),
        SystemNanoseconds = 1_000_000,
        PeakRssBytes = 40 << 20,
    };

    private static HistoryEntry Point(int i, Func<string, string> foreign) => new(
        new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero).AddHours(i), HistoryEntry.NoCommit, foreign("day"), "baseline", new Dictionary<string, string>(),
        [new("wall", "ns", (i < 35 ? 400 : 440) * 1e6 * (1 + (0.004 * ((i * 7919 % 11) - 5))))]);

    private static ChangeStory Change(int number, double predicted, Func<string, string> foreign, int stacks)
    {
        Change change = new()
        {
            Id = "cpu-3fa2c1." + number,
            Row = "cpu-3fa2c1",
            Workload = "day",
            Kind = "cpu",
            Function = foreign("Parse"),
            Module = "shop.dll",
            Lever = "buffer-reuse",
            Base = new('c', 40),
            Profile = new('d', 64),
            Evidence = "strong",
            Language = "c#",
            Predicted = predicted,
            PredictedLow = predicted / 2,
            PredictedHigh = predicted * 1.5,
            Bound = new(0.4, 0.43, true, foreign("its share")),
        };
        return new(
            new(new(Entry(20, EntryKind.Change), change)) { Closed = new(Entry(22, EntryKind.ChangeClosed), new(change.Id, "landed", foreign("it pays"), new('e', 40))) },
            [],
            new(Profile(300, foreign), Profile(stacks, foreign), []));
    }

    private static LedgerEntry Entry(long number, string kind) => new()
    {
        Seq = number,
        Time = new(2026, 11, 24, 18, 22, 17, TimeSpan.Zero),
        Kind = kind,
        Actor = "tester",
        Commit = new('a', 40),
        Host = "host1",
        Data = default,
        Artifacts = [new("profile.json", new('f', 64), 100)],
        Prev = LedgerEntry.Origin,
        Hash = LedgerEntry.Origin,
    };
}
