using Hone.Beads;
using Hone.Equivalence;
using Hone.Equivalence.Strength;
using Hone.Ledger;
using Hone.Opportunities;
using Hone.Opportunities.Handicaps;
using Hone.Opportunities.Levers;
using Hone.Profiling;
using Hone.Reporting;
using Hone.Reporting.Briefs;
using Hone.Tests.Opportunities;
using Hone.Workloads;

namespace Hone.Tests.Reporting.Briefs;

/// <summary>What briefs are rendered from: a project with two workloads, one of them profiled, and one row.</summary>
internal static class Facts
{
    public static IReadOnlyList<string> Steps { get; } =
    [
        "", PhaseSteps.Baseline, PhaseSteps.FlameGraph, PhaseSteps.Heaptrack, PhaseSteps.Io, PhaseSteps.Oracle, PhaseSteps.Strength, PhaseSteps.Teeth, PhaseSteps.Matrix, PhaseSteps.Guardrails, "lever-cpu-3fa2c1",
    ];

    /// <summary>The facts of a step's bead; <paramref name="word"/> makes every foreign text.</summary>
    public static BriefFacts Of(string step, Func<string, string>? word = null)
    {
        Func<string, string> foreign = word ?? (text => text);
        Project project = Project(foreign);
        Hotspot hotspot = Evidences.Hotspot(0.54, 1204, foreign("Count<K,V>::Add"));
        Opportunity row = Evidences.Row(
            Evidences.Workload(hotspot) with { Findings = [Evidences.Finding("buffer-reuse", LeverReliability.Raises, foreign("Count<K,V>::Add"))] }) with
        {
            Id = "cpu-3fa2c1",
            Lines = [new(foreign("src/main.c"), 12, 20, new('b', 64))],
            Handicap = Evidences.Handicap(0.97, HandicapVerdict.OnPath),
            Notes = [foreign("the debug information names no file"), foreign("few samples")],
        };
        return new()
        {
            Bead = step.Length == 0 ? "bd-wordfreq" : "bd-wordfreq." + step,
            Step = step,
            Status = "open",
            Text = foreign("Generate CPU flame graphs.\n\n## Acceptance Criteria\n- [ ] one\n- [ ] two\n\n<!-- hone:text 0123456789abcdef -->"),
            Report = Report(project, hotspot, row, foreign),
            Open = [row],
            Row = step.StartsWith("lever-", StringComparison.Ordinal) ? row : null,
            Blunt = step == PhaseSteps.Teeth ? [foreign("day: 5 % is not seen in 12 rounds, by Count")] : [],
        };
    }

    private static Project Project(Func<string, string> foreign) => new()
    {
        Name = "wordfreq",
        Build = new() { Words = ["make", foreign("-s")] },
        Test = new() { Words = ["make", "check"] },
        Workloads =
        [
            new() { Name = "day", Command = new() { Words = ["bin/wordfreq", foreign("novel.txt")] }, StdinFile = foreign("input/day.txt") },
            new() { Name = "tiny", Command = new() { Words = ["bin/wordfreq"] }, Primary = false },
        ],
    };

    private static PhaseReport Report(Project project, Hotspot hotspot, Opportunity row, Func<string, string> foreign) => new()
    {
        Project = project,
        Host = null,
        Commit = "0123456789abcdef",
        Workloads =
        [
            new(
                project.Workloads[0],
                Evidences.Baseline(),
                null,
                [Profile(ProfileKind.Cpu, hotspot, foreign), Profile(ProfileKind.Allocation, hotspot, foreign), Profile(ProfileKind.Io, null, foreign)],
                new(Entry(EntryKind.Golden), new("day", "bin/wordfreq", 5, [], []))),
            new(project.Workloads[1], null, null, [], null),
        ],
        Matrix = [row],
        Gates = [new('A', "baseline", true, "every workload", "hone baseline"), new('C', "oracle", false, foreign("missing: tiny"), "hone oracle record")],
        Stop = StopCondition.Of(new() { ProfilingBeads = [("bd-wordfreq.flamegraph", false)], Opportunities = [new("cpu-3fa2c1", 5)], Hotspots = [new("day", foreign("Count<K,V>::Add"), new(0.54))] }),
        Checks = [],
        Degraded = [],
        LastRun = null,
        Strength = new()
        {
            Killed = 12,
            Survived = 9,
            TimedOut = 0,
            Uncovered = 1,
            NotBuilt = 0,
            Identical = 0,
            KilledByInputs = 2,
            KillRate = new(0.57),
            Saturation = new(0.86),
            Coverage = new(0.9),
            Decorative = [],
            Effective = [],
            DeadWork = [],
            Grade = OracleGrade.Goldens,
            Missing = [foreign("the kill rate is 57 %, and a full oracle has 60 %")],
            Survivors = [.. Enumerable.Range(1, 9).Select(i => Mutant(i, foreign))],
        },
    };

    private static TestedMutant Mutant(int line, Func<string, string> foreign) => new()
    {
        File = foreign("src/main.c"),
        Line = line,
        Function = foreign("Add"),
        Family = "constant",
        Diff = $"--- a\n+++ b\n@@ -{line},1 +{line},1 @@\n-    {foreign("return count + 1;")}\n+    {foreign("return count + 2;")}\n",
        End = MutantEnd.Survived,
    };

    private static ProfileReport Profile(ProfileKind kind, Hotspot? hotspot, Func<string, string> foreign) => new(
        kind, new(Entry(EntryKind.Profile), new("day", kind.Name(), "perf", "bin/wordfreq", [foreign("strace is not there")])), hotspot is null ? null : Evidences.Report(kind, [.. Enumerable.Repeat(hotspot, 5)]), null);

    private static LedgerEntry Entry(string kind) => new()
    {
        Seq = 7,
        Time = new(2026, 11, 24, 18, 22, 17, TimeSpan.Zero),
        Kind = kind,
        Actor = "tester",
        Commit = "0123456789abcdef",
        Host = "host1",
        Data = default,
        Artifacts = [new("profile.json", Evidences.Digest, 100)],
        Prev = LedgerEntry.Origin,
        Hash = "",
    };
}
