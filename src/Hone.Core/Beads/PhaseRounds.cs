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

    /// <summary>The key of a step in a round, from 1.</summary>
    public static string Key(Project project, string step, int round) =>
        BeadId.Key(project, round <= 1 ? step : step + Mark + round.ToString(CultureInfo.InvariantCulture));

    /// <summary>The step that a key names, without its round: one of <see cref="PhaseSteps"/>, <c>lever-…</c>, or empty for the epic.</summary>
    public static string StepOf(Project project, string key) => Split(project, key).Step;

    /// <summary>Whether the key is that of a step which every round has anew.</summary>
    public static bool IsStep(Project project, string key) => Split(project, key).Round > 0;

    /// <summary>The round that the key's step is of, from 1; 0 for what is no step of a round.</summary>
    public static int RoundOf(Project project, string key) => Split(project, key).Round;

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
    /// <param name="standing">The round of each step's bead that stands over from an earlier round; null for none.</param>
    public static BeadPlan Of(BeadPlan plan, Project project, int round, IReadOnlyDictionary<string, int>? standing = null)
    {
        Dictionary<string, (string Step, int Round)> later = [];
        foreach (PlannedBead bead in plan.Beads.Where(bead => IsStep(project, bead.Key)))
        {
            string step = StepOf(project, bead.Key);
            int own = standing?.TryGetValue(step, out int stood) == true ? stood : round;
            if (own > 1)
            {
                later[bead.Id] = (step, own);
            }
        }

        return later.Count == 0 ? plan : new([.. plan.Beads.Select(bead => Renamed(bead) with { Dependencies = [.. bead.Dependencies.Select(edge => edge with { On = IdOf(edge.On) })] })]);

        string IdOf(string id) => later.TryGetValue(id, out (string Step, int Round) step) ? BeadId.Written(project, Key(project, step.Step, step.Round)) : id;

        PlannedBead Renamed(PlannedBead bead)
        {
            if (!later.TryGetValue(bead.Id, out (string Step, int Round) of))
            {
                return bead;
            }

            // br merges two issues of one text into one.
            string title = string.Create(CultureInfo.InvariantCulture, $"{bead.Title}, round {of.Round}");
            return bead with { Key = Key(project, of.Step, of.Round), Id = IdOf(bead.Id), Title = title, Description = TextSeal.Again(title, bead.Description), Previous = Key(project, of.Step, of.Round - 1) };
        }
    }

    /// <summary>
    /// The steps whose bead stands over from an earlier round, with that round: it is open, or was closed in this one. Others would be asked
    /// for a second time in one round.
    /// </summary>
    /// <param name="project">The project.</param>
    /// <param name="beads">Its beads.</param>
    /// <param name="round">The round that is planned.</param>
    public static IReadOnlyDictionary<string, int> Standing(Project project, IReadOnlyCollection<Bead> beads, int round)
    {
        Dictionary<string, int> standing = [];
        DateTimeOffset? began = beads.FirstOrDefault(bead => bead.Key == Key(project, PhaseSteps.Baseline, round))?.CreatedAt;
        foreach (string step in PhaseSteps.Standing)
        {
            if (LatestKey(project, step, beads.Select(bead => bead.Key!)) is { } key && RoundOf(project, key) is var of && of < round
                && beads.First(bead => bead.Key == key) is var bead && (!bead.IsResolved || bead.ClosedAt >= began))
            {
                standing[step] = of;
            }
        }

        return standing;
    }

    /// <summary>
    /// Whether the bead keeps the next round from beginning: it is open, is not the epic, which stands over all rounds, and is not one that
    /// stands over into the next (<see cref="PhaseSteps.Standing"/>) and that nobody holds.
    /// </summary>
    public static bool KeepsOpen(Project project, Bead bead, DateTimeOffset now) =>
        !bead.IsResolved && bead.Key is { } key && key != project.Name && (!PhaseSteps.Standing.Contains(StepOf(project, key)) || bead.IsHeld(now));

    // Round 0 is no step of a round.
    private static (string Step, int Round) Split(Project project, string key)
    {
        string step = key.Length > project.Name.Length ? key[(project.Name.Length + 1)..] : "";
        if (PhaseSteps.All.Contains(step))
        {
            return (step, 1);
        }

        int mark = step.LastIndexOf(Mark, StringComparison.Ordinal);
        return mark > 0 && PhaseSteps.All.Contains(step[..mark]) && mark + Mark.Length < step.Length && step[mark + Mark.Length] is >= '1' and <= '9'
            && int.TryParse(step.AsSpan(mark + Mark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int round) && round > 1
            ? (step[..mark], round)
            : (step, 0);
    }
}
