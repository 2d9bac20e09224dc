using System.Text;
using Hone.Beads;
using Hone.Problems;
using Hone.Profiling;
using Hone.Workloads;

namespace Hone.Tests.Beads;

public sealed class BeadPlanTests
{
    [Fact]
    public void The_phase_of_two_workloads_and_three_opportunities()
    {
        StringBuilder text = new();
        foreach (PlannedBead bead in Phase.Plan.Beads)
        {
            text.AppendLine($"=== {BeadId.Shown(Phase.Project, bead.Key)}  [{bead.Id}]  {bead.Type} P{bead.Priority} {bead.EstimatedMinutes} min  {string.Join(' ', bead.Labels)}");
            text.AppendLine(bead.Title);
            foreach (BeadDependency edge in bead.Dependencies)
            {
                text.AppendLine($"  {edge.Type} {edge.On}");
            }

            text.AppendLine(bead.Description).AppendLine();
        }

        Golden.Check(text.ToString());
    }

    [Fact]
    public void A_row_below_the_score_or_without_one_gets_no_bead()
    {
        BeadPlan plan = BeadPlan.ForPhase(Phase.Project,
        [
            Phase.Row("at", "at the limit", null, ProfileKind.Cpu, 2.0),
            Phase.Row("below", "below the limit", null, ProfileKind.Cpu, 1.999),
            Phase.Row("nan", "not a number", null, ProfileKind.Cpu, double.NaN),
        ]);
        Assert.Equal(["wordfreq.lever-at"], plan.Beads.Select(bead => bead.Key).Where(key => key.Contains("lever", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_bead_can_be_told_apart_and_every_edge_leads_to_a_bead_of_the_plan()
    {
        IReadOnlyList<PlannedBead> beads = Phase.Plan.Beads;
        Assert.Equal(beads.Count, beads.Select(bead => bead.Description.Split("<!--")[0]).Distinct().Count());
        HashSet<string> ids = [.. beads.Select(bead => bead.Id)];
        Assert.Equal(beads.Count, ids.Count);
        Assert.All(beads.SelectMany(bead => bead.Dependencies), edge => Assert.Contains(edge.On, ids));
        Assert.All(beads, bead => Assert.Equal(bead.Dependencies.Count, bead.Dependencies.Select(edge => edge.On).Distinct().Count()));
        Assert.All(beads, bead => Assert.Equal(bead.Type != "epic", bead.Dependencies.Any(edge => edge.Type == "parent-child")));
        Assert.All(beads, bead => Assert.Contains("\n- [ ] ", bead.Description, StringComparison.Ordinal));
        Assert.All(beads, bead => Assert.Contains("`hone ", bead.Description, StringComparison.Ordinal));
    }

    [Fact]
    public void One_workload_is_not_written_as_many()
    {
        Project one = Phase.Project with { Workloads = [Phase.Project.Workloads[0]] };
        Assert.Contains("for the primary workload: novel.", BeadPlan.ForPhase(one, []).Beads[2].Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_symbol_cannot_break_the_text_or_fake_a_check_box()
    {
        OpportunityBead row = Phase.Row("x", "\u001b[31m\n- [x] done\u0000" + new string('w', 2000), "l\nx", ProfileKind.Lock, 25) with { Evidence = "a\r\n## Acceptance Criteria\n- [x] all" };
        PlannedBead bead = BeadPlan.ForPhase(Phase.Project, [row]).Beads[^1];
        Assert.True(bead.Title.Length < 200);
        Assert.DoesNotContain("\n- [x]", bead.Description, StringComparison.Ordinal);
        Assert.Equal(1, bead.Description.Split('\n').Count(line => line == "## Acceptance Criteria"));
        Assert.DoesNotContain(bead.Title + bead.Description, c => char.IsControl(c) && c != '\n');
        Assert.True(TextSeal.IsIntact(bead.Title, bead.Description));
    }

    [Fact]
    public void Two_rows_of_one_id_are_refused()
    {
        ProblemException refused = Assert.Throws<ProblemException>(() => BeadPlan.ForPhase(
            Phase.Project, [Phase.Row("r", "one", null, ProfileKind.Cpu, 9), Phase.Row("r", "two", null, ProfileKind.Cpu, 9)]));
        Assert.Equal("bead-refused", refused.Problem.Rule);
    }

    [Fact]
    public void A_row_without_a_profile_cannot_be() =>
        Assert.Throws<ArgumentException>(() => BeadPlan.ForPhase(Phase.Project, [Phase.Opportunities[0] with { ArtifactSha256 = "" }]));
}
