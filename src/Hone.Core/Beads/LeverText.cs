using System.Globalization;
using Hone.Profiling;
using Hone.Workloads;

namespace Hone.Beads;

/// <summary>The bead of one row of the opportunity matrix. Titles and evidence hold symbols of the program under study: foreign text.</summary>
internal static class LeverText
{
    // A score of three times the limit is the difference between "worth doing" and "do this first".
    private const double First = 3;

    public static PlannedBead Bead(Project project, OpportunityBead row)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(row.ArtifactSha256);
        string key = BeadId.Key(project, BeadId.StepOfRow(row.RowId));
        string rowName = BeadDescription.OneLine(row.RowId, 60);
        string title = $"Lever {rowName}: {BeadDescription.OneLine(row.Title, 100)}";
        string name = BeadId.Shown(project, key);
        string score = row.Score.ToString("0.00", CultureInfo.InvariantCulture);
        string body =
            $"One lever, one change. Row {rowName} of the opportunity matrix.\n\n"
            + $"Score: {score} (limit {project.Thresholds.Score.ToString("0.00", CultureInfo.InvariantCulture)})\n"
            + $"Lever: {(row.Lever is null ? "to be chosen" : BeadDescription.OneLine(row.Lever, 80))}\n"
            + (row.MayBreak.Count == 0 ? "" : $"May break: {BeadDescription.OneLine(string.Join(", ", row.MayBreak), 300)}\n")
            + $"Bound: {(row.Bound is { } bound ? $"at most {bound} of the workload can be saved" : "not computed")}\n"
            + $"Evidence: {BeadDescription.OneLine(row.Evidence, 500)}\n"
            + $"Profile: {row.Kind.Name()}, artifact sha256 {BeadDescription.OneLine(row.ArtifactSha256, 64)}\n\n"
            + $"If it does not pay, abandon it and close the bead with `rejected: …` and the measured figures: that is a result.";
        return new PlannedBead
        {
            Key = key,
            Id = BeadId.Written(project, key),
            Title = title,
            Description = TextSeal.Seal(title, BeadDescription.Of(body,
            [
                "the patch holds this one lever and nothing else; the tests pass",
                "`hone oracle check` exits 0: the outputs are the same",
                $"`hone baseline` before and after, on one host, shows the gain; the close reason of {name} carries both figures",
            ])),
            Priority = row.Score >= First * project.Thresholds.Score ? 1 : 2,
            Labels = ["perf", "phase-8", "lever"],
            EstimatedMinutes = 120,
            Dependencies =
            [
                new(BeadId.Written(project, project.Name), BeadDependency.ParentChild),
                new(Step(project, PhaseSteps.Oracle), BeadDependency.Blocks),
                new(Step(project, PhaseSteps.Matrix), BeadDependency.Blocks),
                new(Step(project, ProfilingStep(row.Kind)), BeadDependency.DiscoveredFrom),
                new(Step(project, PhaseSteps.Guardrails), BeadDependency.Related),
            ],
        };
    }

    private static string Step(Project project, string step) => BeadId.Written(project, BeadId.Key(project, step));

    private static string ProfilingStep(ProfileKind kind) => kind switch
    {
        ProfileKind.Allocation => PhaseSteps.Heaptrack,
        ProfileKind.Io => PhaseSteps.Io,
        _ => PhaseSteps.FlameGraph,
    };
}
