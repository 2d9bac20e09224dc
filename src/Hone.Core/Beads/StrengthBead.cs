using Hone.Workloads;

namespace Hone.Beads;

/// <summary>An oracle that is not at full grade, as far as its bead shows it.</summary>
/// <param name="Grade">Its grade now.</param>
/// <param name="Missing">What is missing, in sentences.</param>
/// <param name="Survivors">The faults that it does not notice: place, function and changed lines, one text each.</param>
public sealed record StrengthBead(string Grade, IReadOnlyList<string> Missing, IReadOnlyList<string> Survivors)
{
    private const int MostSurvivors = 20;

    /// <summary>The bead "strengthen the oracle".</summary>
    internal PlannedBead Plan(Project project)
    {
        string key = BeadId.Key(project, PhaseSteps.Strength);
        string title = $"Strengthen the oracle of {project.Name} (performance phase)";
        string survivors = Survivors.Count == 0
            ? ""
            : "\n\nFaults that it does not notice; a case, an input or an invariant that does makes it stronger:\n\n"
                + string.Join("\n", Survivors.Take(MostSurvivors).Select(text => "- " + text.Replace("\n", "\n  ", StringComparison.Ordinal)))
                + (Survivors.Count > MostSurvivors ? $"\n- and {Survivors.Count - MostSurvivors} more, see `hone oracle strength --json`" : "");
        return new PlannedBead
        {
            Key = key,
            Id = BeadId.Written(project, key),
            Title = title,
            Description = TextSeal.Seal(title, BeadDescription.Of(
                $"The oracle is graded {Grade}: {string.Join("; ", Missing)}.{survivors}",
                ["`hone oracle strength` says: oracle grade full"],
                "## Acceptance Criteria")),
            Priority = 1,
            Type = "task",
            Labels = ["perf", "phase-8", "guardrail"],
            EstimatedMinutes = 60,
            Dependencies =
            [
                new(BeadId.Written(project, project.Name), BeadDependency.ParentChild),
                new(BeadId.Written(project, BeadId.Key(project, PhaseSteps.Oracle)), BeadDependency.Blocks),
            ],
        };
    }
}
