using System.Text;
using Hone.Beads;
using Hone.Problems;

namespace Hone.Tests.Beads;

public sealed class PhaseRoundsTests
{
    private static readonly string[] _steps = ["baseline", "flamegraph", "heaptrack", "io", "oracle", "strength", "teeth", "matrix", "guardrails"];

    private static string[] Lines(BeadDocument document) => Encoding.UTF8.GetString(document.ToBytes()).Split('\n');

    private static BeadPlan Round(int round) => BeadPlan.ForPhase(Phase.Project, Phase.Opportunities, round: round);

    [Fact]
    public void A_step_of_any_round_is_told_from_its_key_and_a_row_or_the_epic_is_of_none()
    {
        foreach (string step in _steps)
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
}
