using Hone.Units;
using Hone.Workloads;

namespace Hone.Beads;

/// <summary>The epic and the standing beads of one project's phase. Every criterion names the command that decides it.</summary>
internal sealed class PhaseText
{
    private const string Analysis = "PERFORMANCE_ANALYSIS.md";

    private readonly Project _project;
    private readonly string _those;
    private readonly string _names;

    public PhaseText(Project project)
    {
        _project = project;
        List<string> primary = [.. project.Workloads.Where(workload => workload.Primary).Select(workload => workload.Name)];
        List<string> names = primary.Count > 0 ? primary : [.. project.Workloads.Select(workload => workload.Name)];
        _those = names.Count == 1 ? "the primary workload" : $"the {names.Count} primary workloads";
        _names = BeadDescription.List(names);
    }

    public PlannedBead Epic() => Make("", "Performance phase", "epic", 2, 0, [], [],
        $"Profile-driven optimization of {_project.Name} as scheduled work: baseline, profile, oracle, opportunity matrix, "
        + $"one lever per change, guardrails.\n\nWorkloads: {_names}.\n\n"
        + "Profile before proposing. Prove equivalence before landing. A bead that ends with no win, with evidence, is done.",
        [
            "`hone status` exits 0: all profiling beads are closed, no opportunity at or above score "
                + $"{Significant.Three(_project.Thresholds.Score)} is unresolved, no actionable hotspot is at or above {_project.Thresholds.HotspotShare}",
            "`hone ledger verify` exits 0",
        ],
        "## Success Criteria");

    public IReadOnlyList<PlannedBead> Steps() =>
    [
        Make(PhaseSteps.Baseline, "Baseline", "task", 1, 30, ["profiling"], [],
            $"Run the tests, then measure {_those} ({_names}) on a quiet machine. Record p50, p95 and p99 with their intervals, "
            + "peak memory, CPU time and the exact command; the machine's fingerprint goes along.",
            [
                $"`hone baseline` exits 0 for: {_names}",
                $"`hone report` writes the smallest effect that each workload can show to {Analysis}",
            ]),
        Make(PhaseSteps.FlameGraph, "CPU flame graphs", "task", 1, 60, ["profiling"], [PhaseSteps.Baseline],
            $"Generate CPU flame graphs for {_those}: {_names}. Identify the top 5 hotspots by cumulative time. "
            + $"Document findings in {Analysis}.",
            [
                "`hone profile` has recorded a CPU profile of each workload; what is degraded is stated with it",
                $"`hone report` writes the top 5 hotspots of each workload to {Analysis}, each with share, samples and artifact",
            ]),
        Make(PhaseSteps.Heaptrack, "Allocation profile", "task", 2, 60, ["profiling"], [PhaseSteps.Baseline],
            $"Run heaptrack, or the runtime's own allocation profiler, on {_those}: {_names}. Identify allocation-heavy call sites. "
            + "Propose zero-copy or arena alternatives where justified.",
            [
                "`hone profile` has recorded an allocation profile of each workload; what is degraded is stated with it",
                $"`hone report` writes the top 5 allocation sites of each workload to {Analysis}; a proposal names its call site",
            ]),
        Make(PhaseSteps.Io, "I/O profile", "task", 2, 30, ["profiling"], [PhaseSteps.Baseline],
            $"Record the system calls of {_those}: {_names}. Identify the files and descriptors with the most calls, bytes and "
            + "time, and the calls that transfer little.",
            [
                "`hone profile` has recorded an I/O profile of each workload; what is degraded is stated with it",
                $"`hone report` writes the most expensive I/O of each workload to {Analysis}, or that there is none worth a row",
            ]),
        Make(PhaseSteps.Oracle, "Equivalence oracle", "task", 1, 45, ["guardrail"], [],
            $"Record golden outputs and invariants of {_those} ({_names}) before anything is changed: exit code, standard output and "
            + "error, output files. A normaliser is allowed only where repeated runs really differed.",
            [
                "`hone oracle record` exits 0",
                "`hone oracle check` exits 0 on the unchanged commit, twice in a row",
            ]),
        Make(PhaseSteps.Matrix, "Opportunity matrix", "task", 2, 30, ["lever"], [PhaseSteps.FlameGraph, PhaseSteps.Heaptrack, PhaseSteps.Io],
            "Rank each hotspot and its lever by Impact × Confidence ÷ Effort, each 1 to 5, from the profiles and not from opinion. "
            + $"Only a row at or above {Significant.Three(_project.Thresholds.Score)} becomes work; a row that is turned down needs a reason.",
            [
                "`hone matrix` exits 0 and every row names its profile",
                "`hone beads seed` has made one bead of each row at or above the score",
            ]),
        Make(PhaseSteps.Guardrails, "Regression guardrails", "task", 3, 30, ["guardrail"], [PhaseSteps.Matrix],
            $"Keep what was gained: set thresholds on {_those} ({_names}) from the landed state, and let continuous integration ask.",
            [
                "`hone baseline` has recorded the landed state, and each gain has a threshold on its workload and metric",
                "continuous integration runs `hone oracle check`, measures against the thresholds, and fails when a gain is lost",
            ]),
    ];

    private PlannedBead Make(
        string step, string name, string type, int priority, int minutes, string[] labels, string[] after, string body, string[] criteria,
        string heading = "## Acceptance Criteria")
    {
        string key = BeadId.Key(_project, step);
        string title = $"{name} of {_project.Name}" + (type == "epic" ? "" : " (performance phase)");
        List<BeadDependency> edges = type == "epic" ? [] : [new(BeadId.Written(_project, _project.Name), BeadDependency.ParentChild)];
        edges.AddRange(after.Select(other => new BeadDependency(BeadId.Written(_project, BeadId.Key(_project, other)), BeadDependency.Blocks)));
        return new PlannedBead
        {
            Key = key,
            Id = BeadId.Written(_project, key),
            Title = title,
            Description = TextSeal.Seal(title, BeadDescription.Of(body, criteria, heading)),
            Priority = priority,
            Type = type,
            Labels = ["perf", "phase-8", .. labels],
            EstimatedMinutes = minutes,
            Dependencies = edges,
        };
    }
}
