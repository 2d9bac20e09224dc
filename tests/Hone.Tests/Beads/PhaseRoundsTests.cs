using System.Text;
using Hone.Beads;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Tests.Beads;

public sealed class PhaseRoundsTests
{
    private static string[] Lines(BeadDocument document) => Encoding.UTF8.GetString(document.ToBytes()).Split('\n');

    private static BeadPlan Round(int round) => BeadPlan.ForPhase(Phase.Project, Phase.Opportunities, round: round);

    [Fact]
    public void A_step_of_any_round_is_told_from_its_key_and_a_row_or_the_epic_is_of_none()
    {
        foreach (string step in PhaseSteps.All)
        {
            foreach (int round in new[] { 1, 2, 10, 365 })
            {
                string key = PhaseRounds.Key(Phase.Project, step, round);
                Assert.Equal(step, PhaseRounds.StepOf(Phase.Project, key));
                Assert.True(PhaseRounds.IsStep(Phase.Project, key));
                Assert.Equal(round, PhaseRounds.Latest(Phase.Project, [key]));
                Assert.Null(TrackerRules.IdRefusal(BeadId.Written(Phase.Project, key)));
            }
        }

        foreach ((string key, string step) in new[] { ("wordfreq", ""), ("wordfreq.lever-io-r2", "lever-io-r2"), ("wordfreq.io-r", "io-r"), ("wordfreq.io-r1", "io-r1"), ("wordfreq.io-r02", "io-r02"), ("wordfreq.io-rx", "io-rx") })
        {
            Assert.Equal(step, PhaseRounds.StepOf(Phase.Project, key));
            Assert.False(PhaseRounds.IsStep(Phase.Project, key));
            Assert.Equal(1, PhaseRounds.Latest(Phase.Project, [key]));
        }
    }

    [Fact]
    public void A_later_round_has_steps_of_its_own_under_the_same_epic_and_the_same_beads_of_rows()
    {
        BeadPlan first = Phase.Plan, second = Round(2);
        Assert.Equal(first.Beads.Count, second.Beads.Count);
        Assert.Equal((first.Beads[0].Key, first.Beads[0].Title, first.Beads[0].Description), (second.Beads[0].Key, second.Beads[0].Title, second.Beads[0].Description));
        HashSet<string> ids = [.. second.Beads.Select(bead => bead.Id)];
        Assert.All(second.Beads.SelectMany(bead => bead.Dependencies), edge => Assert.Contains(edge.On, ids));
        Assert.All(second.Beads, bead => Assert.True(TextSeal.IsIntact(bead.Title, bead.Description), bead.Key));
        PlannedBead graph = second.Beads.Single(bead => bead.Key == "wordfreq.flamegraph-r2");
        Assert.Equal(("bd-wordfreq-flamegraph-r2", "wordfreq.flamegraph"), (graph.Id, graph.Previous));
        Assert.EndsWith(", round 2", graph.Title, StringComparison.Ordinal);
        Assert.Contains(new BeadDependency("bd-wordfreq-baseline-r2", BeadDependency.Blocks), graph.Dependencies);
        PlannedBead row = second.Beads.Single(bead => bead.Key == "wordfreq.lever-r1");
        Assert.Null(row.Previous);
        Assert.Contains(new BeadDependency("bd-wordfreq-matrix-r2", BeadDependency.Blocks), row.Dependencies);
    }

    [Fact]
    public void In_a_tracker_each_step_of_a_round_is_related_to_the_one_before_it_and_nothing_of_the_last_round_changes()
    {
        BeadDocument document = BeadDocument.Parse(default, "t");
        _ = BeadSeed.Apply(document, Phase.Plan, Phase.Project, Phase.Now, "hone");
        string[] before = Lines(document);
        SeedResult result = BeadSeed.Apply(document, Round(2), Phase.Project, Phase.Now.AddDays(1), "hone");
        Assert.Equal(7, result.Created.Count);
        Assert.All(result.Created, key => Assert.EndsWith("-r2", key, StringComparison.Ordinal));
        Assert.Equal(before, Lines(document).Intersect(before));
        Assert.Empty(BrValidator.Refusals(document.ToBytes()));
        BeadDocument read = BeadDocument.Parse(document.ToBytes(), "t");
        foreach (string key in result.Created)
        {
            Bead bead = read.Beads.Single(bead => bead.Key == key);
            Assert.Contains(new BeadDependency(bead.Id[..^3], BeadDependency.Related), bead.Dependencies);
        }

        result = BeadSeed.Apply(read, Round(2), Phase.Project, Phase.Now.AddDays(2), "hone");
        Assert.False(result.Changed);
    }

    [Fact]
    public void A_bare_step_means_the_latest_round_and_a_whole_name_the_one_it_names()
    {
        BeadDocument document = BeadDocument.Parse(default, "t");
        foreach (int round in new[] { 1, 2, 10 })
        {
            _ = BeadSeed.Apply(document, Round(round), Phase.Project, Phase.Now, "hone");
        }

        Assert.Equal("wordfreq.io-r10", Found("io"));
        Assert.Equal("wordfreq.io", Found("bd-wordfreq.io"));
        Assert.Equal("wordfreq.io-r2", Found("io-r2"));
        Assert.Equal("wordfreq.io-r2", Found("bd-wordfreq-io-r2"));
        Assert.Equal("wordfreq.lever-r1", Found("lever-r1"));
        Assert.Throws<ProblemException>(() => Found("io-r3"));

        string? Found(string typed) => TypedBead.Find([.. document.Beads], Phase.Project, typed, "t").Key;
    }

    [Fact]
    public void Of_a_project_that_is_called_as_a_step_is_the_bare_word_is_the_epic()
    {
        Project project = Phase.Project with { Name = "matrix" };
        BeadDocument document = BeadDocument.Parse(default, "t");
        _ = BeadSeed.Apply(document, BeadPlan.ForPhase(project, []), project, Phase.Now, "hone");
        _ = BeadSeed.Apply(document, BeadPlan.ForPhase(project, [], round: 2), project, Phase.Now, "hone");
        Assert.Equal("matrix", TypedBead.Find([.. document.Beads], project, "matrix", "t").Key);
        Assert.Equal("matrix.matrix-r2", TypedBead.Find([.. document.Beads], project, "matrix-r2", "t").Key);
        Assert.Equal("matrix.io-r2", TypedBead.Find([.. document.Beads], project, "io", "t").Key);
    }

    [Fact]
    public void A_bead_that_stands_over_has_the_place_of_its_step_in_the_next_round()
    {
        BeadPlan second = BeadPlan.ForPhase(Phase.Project, Phase.Opportunities, round: 2, standing: new Dictionary<string, int> { ["guardrails"] = 1 });
        PlannedBead guardrails = second.Beads.Single(bead => PhaseRounds.StepOf(Phase.Project, bead.Key) == "guardrails");
        Assert.Equal(("wordfreq.guardrails", "bd-wordfreq-guardrails", null), (guardrails.Key, guardrails.Id, guardrails.Previous));
        Assert.DoesNotContain("round", guardrails.Title, StringComparison.Ordinal);
        PlannedBead row = second.Beads.Single(bead => bead.Key == "wordfreq.lever-r1");
        Assert.Contains(new BeadDependency("bd-wordfreq-guardrails", BeadDependency.Related), row.Dependencies);
        Assert.Contains(new BeadDependency("bd-wordfreq-matrix-r2", BeadDependency.Blocks), row.Dependencies);
    }

    [Theory]
    [InlineData("open", null, true)]
    [InlineData("in_progress", null, true)]
    [InlineData("closed", -1, false)]
    [InlineData("closed", 1, true)]
    public void A_step_that_no_round_does_by_itself_stands_over_while_it_is_open_and_through_the_round_in_which_it_is_closed(string status, int? days, bool stands)
    {
        Bead[] beads =
        [
            Bead("guardrails", status) with { ClosedAt = days is { } after ? Phase.Now.AddDays(after) : null },
            Bead("baseline", "closed") with { ClosedAt = Phase.Now.AddDays(-2) },
            Bead("baseline-r2", "open"),
        ];
        Assert.Equal(stands ? ["guardrails"] : Array.Empty<string>(), PhaseRounds.Standing(Phase.Project, beads, 2).Keys);
    }

    [Theory]
    [InlineData("baseline", "open", true)]
    [InlineData("lever-r1", "open", true)]
    [InlineData("matrix-r2", "deferred", true)]
    [InlineData("guardrails", "open", false)]
    [InlineData("teeth-r3", "open", false)]
    [InlineData("guardrails", "in_progress", true)]
    [InlineData("baseline", "closed", false)]
    [InlineData("", "open", false)]
    public void Only_the_epic_and_what_stands_over_and_is_held_by_nobody_let_the_next_round_begin(string step, string status, bool keeps) =>
        Assert.Equal(keeps, PhaseRounds.KeepsOpen(Phase.Project, Bead(step, status), Phase.Now));

    private static Bead Bead(string step, string status) => new() { Id = step, Title = step, Status = status, CreatedAt = Phase.Now, ExternalRef = "hone:" + BeadId.Key(Phase.Project, step) };
}
