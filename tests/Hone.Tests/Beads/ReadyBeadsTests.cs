using Hone.Beads;

namespace Hone.Tests.Beads;

public sealed class ReadyBeadsTests
{
    private static Bead Make(string step, params BeadDependency[] edges) => new()
    {
        Id = "bd-p" + (step.Length == 0 ? "" : "-" + step),
        Title = step,
        ExternalRef = "hone:p" + (step.Length == 0 ? "" : "." + step),
        Dependencies = edges,
        CreatedAt = Phase.Now,
    };

    private static IEnumerable<string> Ready(params Bead[] beads) =>
        ReadyBeads.Of(beads, "p", Phase.Now).Select(bead => bead.Title);

    [Fact]
    public void A_bead_is_ready_once_all_it_waits_for_is_closed()
    {
        Bead first = Make("a");
        Bead second = Make("b", new BeadDependency("bd-p-a", "blocks"));
        Assert.Equal(["a"], Ready(first, second));
        Assert.Equal(["b"], Ready(first with { Status = "closed" }, second));
        Assert.Equal(["b"], Ready(first with { Status = "tombstone" }, second));
        Assert.Empty(Ready(first with { Status = "in_progress" }, second));
    }

    [Fact]
    public void A_foreign_bead_can_block_but_is_not_in_the_list()
    {
        Bead foreign = new() { Id = "bd-z9", Title = "foreign" };
        Assert.Empty(Ready(foreign, Make("a", new BeadDependency("bd-z9", "waits-for"))));
        Assert.Equal(["a"], Ready(foreign, Make("a", new BeadDependency("bd-z9", "related"))));
        Assert.Equal(["a"], Ready(Make("a", new BeadDependency("bd-gone", "blocks"))));
    }

    [Fact]
    public void A_blocked_epic_blocks_its_children_and_an_open_one_does_not()
    {
        Bead gate = new() { Id = "bd-gate", Title = "gate" };
        Bead child = Make("a", new BeadDependency("bd-p", "parent-child"));
        Assert.Equal(["a"], Ready(gate, Make(""), child));
        Assert.Empty(Ready(gate, Make("", new BeadDependency("bd-gate", "blocks")), child));
    }

    [Fact]
    public void Circles_end()
    {
        Assert.Empty(Ready(Make("a", new BeadDependency("bd-p-b", "blocks")), Make("b", new BeadDependency("bd-p-a", "blocks"))));
        Assert.Equal(["a", "b"], Ready(Make("a", new BeadDependency("bd-p-b", "parent-child")), Make("b", new BeadDependency("bd-p-a", "parent-child"))));
        Assert.Equal(["a"], Ready(Make("a", new BeadDependency("bd-p-a", "blocks"))));
    }

    [Fact]
    public void Deferred_custom_and_other_projects_beads_are_not_ready()
    {
        Assert.Empty(Ready(Make("a") with { DeferUntil = Phase.Now.AddTicks(1) }));
        Assert.Equal(["a"], Ready(Make("a") with { DeferUntil = Phase.Now }));
        Assert.Empty(Ready(Make("a") with { Status = "deferred" }, Make("b") with { ExternalRef = "hone:p2.b" }, Make("c") with { ExternalRef = "gh-1" }));
    }

    [Fact]
    public void The_order_is_priority_then_score_then_age()
    {
        Bead[] beads =
        [
            Make("late") with { CreatedAt = Phase.Now.AddDays(1) }, Make("low"), Make("high"),
            Make("urgent") with { Priority = 0 }, Make("early") with { CreatedAt = Phase.Now.AddDays(-1) },
        ];
        Dictionary<string, double> scores = new() { ["p.low"] = 2, ["p.high"] = 8 };
        Assert.Equal(["urgent", "high", "low", "early", "late"], ReadyBeads.Of(beads, "p", Phase.Now, scores).Select(bead => bead.Title));
    }

    [Fact]
    public void A_seeded_phase_begins_with_the_baseline_and_the_oracle()
    {
        BeadDocument document = BeadDocument.Parse(default, "t");
        BeadSeed.Apply(document, Phase.Plan, Phase.Project, Phase.Now, "hone");
        Assert.Equal(["wordfreq.baseline", "wordfreq.oracle"], ReadyBeads.Of(document.Beads, "wordfreq", Phase.Now).Select(bead => bead.Key));
    }
}
