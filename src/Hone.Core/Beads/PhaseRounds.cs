using System.Globalization;
using Hone.Workloads;

namespace Hone.Beads;

/// <summary>
/// The rounds of a phase. The first round's steps have the plain keys, <c>wordfreq.flamegraph</c>; a later round has beads of its own,
/// <c>wordfreq.flamegraph-r2</c>, each related to the one before it. The epic stands over all rounds, and a bead of a row is that row's in
/// whichever round.
/// </summary>
public static class PhaseRounds
{
    private const string Mark = "-r";

    private static readonly string[] _steps =
    [
        .. PhaseSteps.Profiling, PhaseSteps.Oracle, PhaseSteps.Strength, PhaseSteps.Teeth, PhaseSteps.Matrix, PhaseSteps.Guardrails,
    ];

    /// <summary>The key of a step in a round, from 1.</summary>
    public static string Key(Project project, string step, int round) =>
        BeadId.Key(project, round <= 1 ? step : step + Mark + round.ToString(CultureInfo.InvariantCulture));

    /// <summary>The step that a key names, without its round: one of <see cref="PhaseSteps"/>, <c>lever-…</c>, or empty for the epic.</summary>
    public static string StepOf(Project project, string key) => Split(project, key).Step;

    /// <summary>Whether the key is that of a step which every round has anew.</summary>
    public static bool IsStep(Project project, string key) => Split(project, key).Round > 0;

    /// <summary>The latest round that has a bead; 1 where none has, because the first is the next to be made.</summary>
    /// <param name="project">The project.</param>
    /// <param name="keys">The keys of its beads.</param>
    public static int Latest(Project project, IEnumerable<string> keys) => keys.Select(key => Split(project, key).Round).DefaultIfEmpty(1).Max() is > 1 and int latest ? latest : 1;

    /// <summary>The key of the latest round's bead of a step; null where there is none.</summary>
    public static string? LatestKey(Project project, string step, IEnumerable<string> keys) =>
        keys.Where(key => Split(project, key) is { Round: > 0 } split && split.Step == step).MaxBy(key => Split(project, key).Round);

    /// <summary>A phase's plan as a round has it.</summary>
    /// <param name="plan">The plan of a first round.</param>
    /// <param name="project">The project.</param>
    /// <param name="round">The round, from 1.</param>
    public static BeadPlan Of(BeadPlan plan, Project project, int round)
    {
        if (round <= 1)
        {
            return plan;
        }

        Dictionary<string, string> ids = plan.Beads.Where(bead => IsStep(project, bead.Key)).ToDictionary(bead => bead.Id, bead => BeadId.Written(project, Key(project, bead.Key[(project.Name.Length + 1)..], round)));
        return new([.. plan.Beads.Select(bead => Renamed(bead) with { Dependencies = [.. bead.Dependencies.Select(edge => ids.TryGetValue(edge.On, out string? id) ? edge with { On = id } : edge)] })]);

        PlannedBead Renamed(PlannedBead bead)
        {
            if (!ids.TryGetValue(bead.Id, out string? id))
            {
                return bead;
            }

            // br merges two issues of one text into one.
            string title = string.Create(CultureInfo.InvariantCulture, $"{bead.Title}, round {round}");
            string step = bead.Key[(project.Name.Length + 1)..];
            return bead with { Key = Key(project, step, round), Id = id, Title = title, Description = TextSeal.Again(title, bead.Description), Previous = Key(project, step, round - 1) };
        }
    }

    // Round 0 is no step of a round.
    private static (string Step, int Round) Split(Project project, string key)
    {
        string step = key.Length > project.Name.Length ? key[(project.Name.Length + 1)..] : "";
        if (_steps.Contains(step))
        {
            return (step, 1);
        }

        int mark = step.LastIndexOf(Mark, StringComparison.Ordinal);
        return mark > 0 && _steps.Contains(step[..mark]) && mark + Mark.Length < step.Length && step[mark + Mark.Length] is >= '1' and <= '9'
            && int.TryParse(step.AsSpan(mark + Mark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int round) && round > 1
            ? (step[..mark], round)
            : (step, 0);
    }
}
