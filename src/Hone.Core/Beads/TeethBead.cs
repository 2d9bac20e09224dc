using Hone.Workloads;

namespace Hone.Beads;

/// <summary>Workloads whose benchmark does not show a handicap of 5 %: a gain of that size could not be shown either.</summary>
/// <param name="Workloads">Each with what was measured, one line each.</param>
public sealed record TeethBead(IReadOnlyList<string> Workloads)
{
    /// <summary>The bead "sharpen the benchmark".</summary>
    internal PlannedBead Plan(Project project)
    {
        string key = BeadId.Key(project, PhaseSteps.Teeth);
        string title = $"Sharpen the benchmark of {project.Name} (performance phase)";
        return new PlannedBead
        {
            Key = key,
            Id = BeadId.Written(project, key),
            Title = title,
            Description = TextSeal.Seal(title, BeadDescription.Of(
                "A function on the critical path was made slower by 5 % of the run, and the benchmark did not show it, so it cannot show a gain of 5 % either:\n\n"
                    + string.Join("\n", Workloads.Select(line => "- " + line))
                    + "\n\nA longer run, a larger input, less else on the machine, or less input and output in the run make it sharper.",
                ["`hone handicap --teeth` says: sees 5 %"])),
            Priority = 1,
            Type = "task",
            Labels = ["perf", "phase-8", "guardrail"],
            EstimatedMinutes = 60,
            Dependencies =
            [
                new(BeadId.Written(project, project.Name), BeadDependency.ParentChild),
                new(BeadId.Written(project, BeadId.Key(project, PhaseSteps.Baseline)), BeadDependency.Blocks),
            ],
        };
    }
}
