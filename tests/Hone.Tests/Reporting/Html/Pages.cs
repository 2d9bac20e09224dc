using System.Text.RegularExpressions;
using Hone.Changes;
using Hone.Guardrails;
using Hone.Guardrails.History;
using Hone.Ledger;
using Hone.Opportunities.Growth;
using Hone.Profiling;
using Hone.Reporting;
using Hone.Reporting.Html;
using Hone.Statistics;
using Hone.Tests.Guardrails;
using Hone.Units;

namespace Hone.Tests.Reporting.Html;

/// <summary>Reports that pages are rendered from.</summary>
internal static partial class Pages
{
    public static string Render(PageReport report) => System.Text.Encoding.UTF8.GetString(ReportPage.Render(report));

    /// <summary>The page without its scripts, style and drawn data.</summary>
    public static string Skeleton(PageReport report) => Policy().Replace(Data().Replace(Render(report), "<$1>…</$1>"), "Content-Security-Policy");

    /// <summary>A project of two workloads with some of everything; <paramref name="word"/> makes every foreign text.</summary>
    public static PageReport Of(Func<string, string>? word = null)
    {
        Func<string, string> foreign = word ?? (text => text);
        PhaseReport phase = Briefs.Facts.Of("", foreign).Report;
        WorkloadReport day = phase.Workloads[0] with { Growth = Grown(foreign) };
        return new()
        {
            Project = "wordfreq",
            Phase = phase with { Workloads = [day, phase.Workloads[1]] },
            Profiles = [new("day", Profile(foreign, 40)), new("day", Profile(foreign, 60))],
            Sources = new Dictionary<SourceLocation, SourceSnippet>(),
            Ladders = new Dictionary<string, GrowthRun> { ["day"] = new("day", [], []) },
            Changes = [Story(foreign)],
            Beads = [new(foreign("bd-wordfreq.flamegraph"), foreign("Generate CPU flame graphs"), true)],
            History = HistoryReport.Of([.. Enumerable.Range(0, 40).Select(i => Entries.Of(i, Entries.Noisy(i < 20 ? 100 : 120, i), workload: foreign("day")))], Entries.Line(40), 0),
            Guard = new(
                new() { Set = new(Entry(3, EntryKind.GuardSet), new("0123456789abcdef", [], 0.05)), Accepted = [new(Entry(4, EntryKind.GuardAccept), new("day", "wall", 0.1, foreign("a feature")))] },
                [new(new(foreign("day"), "wall", 0.03), 41_000_000)],
                [new(new(Entry(5, EntryKind.GuardCheck), new("aaaa", "bbbb", false, 1)), null)]),
            Ledger = new([new(Entry(1, EntryKind.Host), foreign("a fast one")), new(Entry(2, EntryKind.Run), "a whole round")], [], 12, [foreign("entry 1: samples.json")], null),
        };
    }

    public static Profile Profile(Func<string, string> foreign, int functions)
    {
        ProfileBuilder builder = new(ProfileKind.Cpu, new Metric("time", Unit.Nanoseconds), new Metric("samples", Unit.Count));
        for (int i = 0; i < functions; i++)
        {
            builder.AddStack([new Frame(foreign("main"), "wordfreq", FrameOrigin.Native), new Frame(foreign($"count_{i}"), foreign("wordfreq"), FrameOrigin.Native, new SourceLocation(foreign("src/main.c"), i + 1))], 1_000_000, 1);
        }

        return builder.Build("perf", "perf record", []);
    }

    private static ChangeStory Story(Func<string, string> foreign)
    {
        Change change = new()
        {
            Id = "cpu-3fa2c1.1",
            Row = "cpu-3fa2c1",
            Workload = "day",
            Kind = "cpu",
            Function = foreign("Add"),
            Module = "wordfreq",
            Lever = "buffer-reuse",
            Base = new('c', 40),
            Profile = new('d', 64),
            Evidence = "strong",
            Language = "c",
            Predicted = 0.2,
            PredictedLow = 0.1,
            PredictedHigh = 0.3,
            Bound = new(0.54, 0.57, true, foreign("its share")),
        };
        return new(
            new(new(Entry(8, EntryKind.Change), change)) { Closed = new(Entry(9, EntryKind.ChangeClosed), new(change.Id, "abandoned", foreign("it did not pay"))) },
            [new(new(new(Entry(10, EntryKind.ChangeRun), new(change.Id, "p", "b", "t", false)), 0), null, null)],
            null);
    }

    private static GrowthFigures Grown(Func<string, string> foreign)
    {
        GrowthFit fit = new(1.98, new Interval(1.91, 2.06), GrowthShape.Power, 4);
        return new(
            "day", [1000, 2000, 4000], fit, fit, fit, null, null, null,
            [new(new Frame(foreign("Add"), "wordfreq", FrameOrigin.Native), ProfileKind.Cpu, fit, new(0.54), new(0.9), new(0.99))], new Dictionary<string, GrowthFit>())
        {
            Notes = [foreign("one size was left out")],
        };
    }

    private static LedgerEntry Entry(long number, string kind) => new()
    {
        Seq = number,
        Time = new(2026, 11, 24, 18, 22, 17, TimeSpan.Zero),
        Kind = kind,
        Actor = "tester",
        Commit = "0123456789abcdef+dirty",
        Host = "host1",
        Data = default,
        Prev = LedgerEntry.Origin,
        Hash = LedgerEntry.Origin,
    };

    [GeneratedRegex("<(script|style)[^>]*>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Data();

    [GeneratedRegex("Content-Security-Policy\" content=\"[^\"]*\"")]
    private static partial Regex Policy();
}
