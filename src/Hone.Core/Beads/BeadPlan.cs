using Hone.Problems;
using Hone.Workloads;

namespace Hone.Beads;

/// <summary>All beads of a project's performance phase, in the order in which they are worked.</summary>
/// <param name="Beads">The epic first.</param>
public sealed record BeadPlan(IReadOnlyList<PlannedBead> Beads)
{
    /// <summary>
    /// The phase of a project: the epic, the steps, and one bead for each opportunity at or above the project's score, best
    /// first. Fails with a <see cref="ProblemException"/> when a name makes a bead that trackers would refuse.
    /// </summary>
    /// <param name="project">The project.</param>
    /// <param name="opportunities">The rows of the matrix.</param>
    /// <param name="strength">What the oracle lacks; null at full grade, and before its strength was measured.</param>
    /// <param name="teeth">The workloads whose benchmark does not show 5 %; null when none is known to be so.</param>
    /// <param name="round">The round that the steps are of, from 1.</param>
    /// <param name="standing">The round of each step's bead that stands over from an earlier round; null for none.</param>
    public static BeadPlan ForPhase(Project project, IReadOnlyList<OpportunityBead> opportunities, StrengthBead? strength = null, TeethBead? teeth = null, int round = 1, IReadOnlyDictionary<string, int>? standing = null)
    {
        PhaseText text = new(project);
        List<PlannedBead> beads = [text.Epic(), .. text.Steps()];
        if (strength is not null)
        {
            beads.Add(strength.Plan(project));
        }

        if (teeth is not null)
        {
            beads.Add(teeth.Plan(project));
        }

        IEnumerable<OpportunityBead> worth = opportunities
            .Where(row => row.Score >= project.Thresholds.Score)
            .OrderByDescending(row => row.Score)
            .ThenBy(row => row.RowId, StringComparer.Ordinal);
        beads.AddRange(worth.Select(row => LeverText.Bead(project, row)));

        BeadPlan plan = PhaseRounds.Of(new BeadPlan(beads), project, round, standing);
        HashSet<string> ids = new(StringComparer.Ordinal);
        HashSet<string> titles = new(StringComparer.Ordinal);
        foreach (PlannedBead bead in plan.Beads)
        {
            // br merges two lines of one text into one issue, so a title must not occur twice either.
            string? refusal = TrackerRules.Refusal(bead)
                ?? (ids.Add(bead.Id) && titles.Add(bead.Title) ? null : $"{bead.Id} occurs twice in the phase");
            if (refusal is not null)
            {
                throw new ProblemException(new Problem(
                    ExitCode.Usage, "bead-refused", refusal, "shorten or rename what the bead is named after: project, prefix, workload or matrix row"));
            }
        }

        return plan;
    }
}
