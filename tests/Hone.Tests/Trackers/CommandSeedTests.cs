using Hone.Beads;
using Hone.Linux.Trackers;
using Hone.Problems;
using Hone.Tests.Beads;

namespace Hone.Tests.Trackers;

/// <summary>Seedings of a driven tracker that end in the middle.</summary>
public sealed class CommandSeedTests : Doubles
{
    [Theory]
    [InlineData("bd")]
    [InlineData("br")]
    public void What_was_made_before_a_refusal_is_told_and_the_next_seeding_makes_the_rest(string program)
    {
        Problem problem = Assert.Throws<ProblemException>(() => Driven(program, "full").Seed(Phase.Plan, Phase.Now, "hone")).Problem;
        Assert.Equal("tracker-refused", problem.Rule);
        Assert.Contains($"the disk is full; 4 of {Phase.Plan.Beads.Count} beads were made before it", problem.What, StringComparison.Ordinal);
        Assert.EndsWith("hone beads seed makes the rest", problem.Next, StringComparison.Ordinal);

        CommandTracker tracker = Driven(program);
        Assert.Equal(Phase.Plan.Beads.Count - 4, tracker.Seed(Phase.Plan, Phase.Now, "hone").Created.Count);
        Assert.Equal(Phase.Plan.Beads.Count, tracker.List().Beads.Count);
        Assert.Equal(["wordfreq.baseline", "wordfreq.oracle"], tracker.Look(Phase.Now).Ready.Select(bead => bead.Key!).Order());
        Forget();
        Assert.False(tracker.Seed(Phase.Plan, Phase.Now, "hone").Changed);
        Assert.Equal($"{program} list --all --limit=0 --json\n", Transcript());
    }

    [Fact]
    public void An_edge_that_bd_only_warns_of_is_added_by_the_next_seeding()
    {
        Problem problem = Assert.Throws<ProblemException>(() => Driven("bd", "edges").Seed(Phase.Plan, Phase.Now, "hone")).Problem;
        Assert.Equal("bead-edge-missing", problem.Rule);
        Assert.Contains("bd-wordfreq.baseline is made, and lacks its edge parent-child to bd-wordfreq", problem.What, StringComparison.Ordinal);

        CommandTracker tracker = Driven("bd");
        Forget();
        tracker.Seed(Phase.Plan, Phase.Now, "hone");
        Assert.Contains("bd dep add bd-wordfreq.baseline bd-wordfreq --type=parent-child --actor=hone --json\n", Transcript(), StringComparison.Ordinal);
        Assert.Equal(["wordfreq.baseline", "wordfreq.oracle"], tracker.Look(Phase.Now).Ready.Select(bead => bead.Key!).Order());
    }

    [Fact]
    public void An_edge_that_bd_warns_of_is_added_however_much_it_said_before_and_not_all_of_that_is_told()
    {
        CommandTracker tracker = Driven("bd", "chatty");
        SeedResult result = tracker.Seed(Phase.Plan, Phase.Now, "hone");
        Assert.Equal(20, result.Notes.Count);
        Assert.Equal(["wordfreq.baseline", "wordfreq.oracle"], tracker.Look(Phase.Now).Ready.Select(bead => bead.Key!).Order());
    }

    [Theory]
    [InlineData("bd")]
    [InlineData("br")]
    public void A_later_round_is_made_once_and_each_of_its_steps_is_related_to_the_one_before(string program)
    {
        CommandTracker tracker = Driven(program);
        tracker.Seed(Phase.Plan, Phase.Now, "hone");
        BeadPlan second = BeadPlan.ForPhase(Phase.Project, Phase.Opportunities, round: 2);
        Forget();
        Assert.Equal(7, tracker.Seed(second, Phase.Now, "hone").Created.Count);
        IReadOnlyList<Bead> beads = tracker.List().Beads;
        Assert.Equal(Phase.Plan.Beads.Count + 7, beads.Count);
        string transcript = Transcript();
        foreach (string step in new[] { "baseline", "flamegraph", "heaptrack", "io", "oracle", "matrix", "guardrails" })
        {
            string before = beads.Single(bead => bead.Key == "wordfreq." + step).Id;
            Assert.Contains("related:" + before + " ", transcript, StringComparison.Ordinal);
        }

        Assert.Equal("wordfreq.io-r2", tracker.Find("io").Key);
        Forget();
        Assert.False(tracker.Seed(second, Phase.Now, "hone").Changed);
    }

    [Fact]
    public void An_edge_that_a_person_took_away_stays_away()
    {
        CommandTracker tracker = Driven("bd");
        tracker.Seed(Phase.Plan, Phase.Now, "hone");
        string state = Path.Combine(Root, ".beads/double.json");
        string without = File.ReadAllText(state).Replace("""{"type": "blocks", "on": "bd-wordfreq.matrix"}""", """{"type": "related", "on": "bd-wordfreq.matrix"}""", StringComparison.Ordinal);
        Assert.NotEqual(File.ReadAllText(state), without);
        File.WriteAllText(state, without);
        Forget();
        tracker.Seed(new([.. Phase.Plan.Beads, BeadPlan.ForPhase(Phase.Project, [], teeth: new(["novel: blunt"])).Beads[^1]]), Phase.Now, "hone");
        Assert.DoesNotContain("bd dep add", Transcript(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_bd_warns_of_is_told()
    {
        CommandTracker tracker = Driven("bd", "warns");
        SeedResult result = tracker.Seed(new([Phase.Plan.Beads[0]]), Phase.Now, "hone");
        Assert.Equal(["bd says: Warning: creating issue without a parent"], result.Notes);
        Assert.Empty(tracker.Seed(new([Phase.Plan.Beads[0]]), Phase.Now, "hone").Notes);
    }

    [Fact]
    public void A_database_of_another_prefix_is_named_with_what_to_do()
    {
        Problem problem = Assert.Throws<ProblemException>(() => Driven("bd", prefix: "my-app").Seed(Phase.Plan, Phase.Now, "hone")).Problem;
        Assert.Equal(("bead-prefix", "set bead-prefix = \"my-app\" in hone.toml"), (problem.Rule, problem.Next));
    }
}
