using System.Globalization;
using Hone.Opportunities;
using Hone.Profiling;
using Hone.Workloads;

namespace Hone.Beads;

/// <summary>The beads of one phase.</summary>
public static class BeadPlan
{
    /// <summary>The epic, one bead for each step, and one for each opportunity at or above the score that nobody rejected.</summary>
    public static IReadOnlyList<Bead> ForPhase(Project project, IReadOnlyList<Opportunity> matrix)
    {
        Plan plan = new(project);
        return
        [
            plan.Epic(),
            .. plan.Steps(),
            .. matrix.Where(row => row.Score >= project.Thresholds.Score && row.Rejected is null).Select(plan.Opportunity),
        ];
    }

    /// <summary>The step whose profile an opportunity was discovered in.</summary>
    public static string StepOf(ProfileKind kind) => kind switch
    {
        ProfileKind.Cpu => "flamegraph",
        ProfileKind.Allocation => "heaptrack",
        _ => "io",
    };

    private sealed class Plan(Project project)
    {
        private readonly string[] _primary = [.. project.Workloads.Where(workload => workload.Primary).Select(workload => workload.Name)];

        private string Named => string.Join(", ", _primary);

        public Bead Epic() => new()
        {
            Key = Key(""),
            Type = "epic",
            Title = $"Performance phase of {project.Name}",
            Description = $"""
                One scheduled round of performance work on {project.Name}: baseline, profiles, oracle, opportunity matrix, then one lever a
                change. Nothing is proposed without profile evidence; nothing lands without checked equivalence and a measured gain.

                ## Success Criteria
                - [ ] `hone status` ends with exit code 0: all profiling beads closed, no opportunity at {Score} or more unresolved, no
                      actionable hotspot above the threshold
                - [ ] PERFORMANCE_ANALYSIS.md is committed
                """,
            EstimatedMinutes = 480,
            Labels = [BeadLabel.Perf, BeadLabel.Phase],
        };

        public IEnumerable<Bead> Steps()
        {
            yield return Step(
                "baseline",
                $"Baseline p50/p95/p99 of the {Workloads}",
                $"Build, run the tests, then measure {Named}: wall and CPU time, peak memory, throughput, with intervals and the exact commands.",
                ["`hone baseline` has recorded every workload at this commit", "percentiles that the runs cannot carry are marked as such"],
                [],
                []);
            yield return Step(
                "flamegraph",
                $"CPU flame graphs for the {Workloads}",
                $"Generate CPU flame graphs for {Named}. Identify the top 5 hotspots by cumulative time. Document findings in PERFORMANCE_ANALYSIS.md.",
                ["`hone profile --kind cpu` has recorded every workload", "the top five stand in PERFORMANCE_ANALYSIS.md with share, interval and file:line where debug information gives it"],
                ["baseline"],
                [BeadLabel.Profiling]);
            yield return Step(
                "heaptrack",
                $"Allocation profiles for the {Workloads}",
                $"Record allocations of {Named}. Identify allocation-heavy call sites. Propose zero-copy or arena alternatives where justified.",
                ["`hone profile --kind alloc` has recorded every workload, or the analysis says why it cannot", "the allocation-heavy call sites stand in PERFORMANCE_ANALYSIS.md"],
                ["baseline"],
                [BeadLabel.Profiling]);
            yield return Step(
                "io",
                $"I/O profiles for the {Workloads}",
                $"Record the system calls of {Named}: calls, bytes and time for each file and call site. Look for small, repeated or unneeded reads and writes.",
                ["`hone profile --kind io` has recorded every workload", "what is called most, and from where, stands in PERFORMANCE_ANALYSIS.md"],
                ["baseline"],
                [BeadLabel.Profiling]);
            yield return Step(
                "oracle",
                $"Golden outputs of the {Workloads}",
                $"Record exit code, standard output, standard error and output files of {Named} more than once; make what differs from run to run repeatable.",
                ["`hone oracle record` has recorded every workload", "`sha256sum -c .hone/golden_checksums.txt` passes", "`hone oracle check` ends with exit code 0"],
                [],
                []);
            yield return Step(
                "matrix",
                "Opportunity matrix: rank by (Impact x Confidence) / Effort",
                "Judge every row: impact comes from the measured share; give effort and confidence with a reason, or turn the row down with one.",
                ["`hone matrix` shows a row for every hotspot above the threshold", "every row has its evidence artifact"],
                ["flamegraph", "heaptrack", "io"],
                []);
            yield return Step(
                "guardrails",
                "Guardrails for what was gained",
                "Set a threshold on the metric of every landed gain, so that a later commit that loses it is noticed.",
                ["every landed change has a threshold that CI checks"],
                ["oracle", "matrix"],
                [BeadLabel.Guardrail]);
        }

        public Bead Opportunity(Opportunity row)
        {
            string function = row.Hotspot.Frame.Function;
            string place = row.Hotspot.Frame.Source is SourceLocation source
                ? string.Create(CultureInfo.InvariantCulture, $" ({source.File}:{source.Line})")
                : row.Hotspot.Frame.Module.Length > 0 ? $" ({row.Hotspot.Frame.Module})" : "";
            return new()
            {
                Key = Key(row.Id),
                Title = Cut($"{What(row.Kind)} in {function}, workload {row.Workload}", 300),
                Description = string.Create(CultureInfo.InvariantCulture, $"""
                    `{function}`{place} carries {row.Hotspot.Share} of the {row.Kind.Name()} profile of `{row.Workload}` ({row.Hotspot.SelfShare} itself).

                    - Score {row.Score:0.0} = impact {row.Impact.Value} × confidence {row.Confidence.Value} / effort {row.Effort.Value}
                    - Bound: {row.Impact.Because}
                    - Evidence: profile artifact {row.Evidence[..16]}, matrix row {row.Id}

                    One lever, one diff; outputs stay the same byte for byte. No win, with evidence, closes this bead with full honour.

                    ## Acceptance Criteria
                    - [ ] `hone oracle check` ends with exit code 0 on the changed program
                    - [ ] `hone baseline -w {row.Workload}` before and after, on one host, shows the gain, or the close reason says that there is none
                    - [ ] the tests pass
                    """),
                Priority = row.Score >= 2 * project.Thresholds.Score ? 1 : 2,
                EstimatedMinutes = 60 * row.Effort.Value,
                Labels = [BeadLabel.Perf, BeadLabel.Phase, BeadLabel.Lever],
                Dependencies =
                [
                    new(Key(""), "parent-child"),
                    new(Key("oracle"), "blocks"),
                    new(Key("matrix"), "blocks"),
                    new(Key(StepOf(row.Kind)), "discovered-from"),
                ],
            };
        }

        private string Workloads => _primary.Length == 1 ? $"primary workload {_primary[0]}" : $"{_primary.Length} primary workloads {string.Join(", ", _primary)}";

        private string Score => project.Thresholds.Score.ToString("0.0", CultureInfo.InvariantCulture);

        private Bead Step(string step, string title, string text, string[] criteria, string[] blockedBy, string[] labels) => new()
        {
            Key = Key(step),
            Title = Cut($"{project.Name}: {title}", 300),
            Description = text + "\n\n## Acceptance Criteria\n" + string.Join('\n', criteria.Select(criterion => "- [ ] " + criterion)),
            Labels = [BeadLabel.Perf, BeadLabel.Phase, .. labels],
            Dependencies = [new(Key(""), "parent-child"), .. blockedBy.Select(other => new BeadDependency(Key(other), "blocks"))],
        };

        private BeadKey Key(string step) => new(project.BeadPrefix, project.Name, step);

        private static string What(ProfileKind kind) => kind switch
        {
            ProfileKind.Cpu => "CPU time",
            ProfileKind.Allocation => "Allocations",
            _ => "I/O",
        };

        private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
    }
}
