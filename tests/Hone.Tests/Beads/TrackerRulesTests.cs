using Hone.Beads;

namespace Hone.Tests.Beads;

public sealed class TrackerRulesTests
{
    // The first block was established with br 0.1.12's own function; the rest follows its source and its tests.
    [Theory]
    [InlineData("bd-proj", true)]
    [InlineData("bd-proj.1", true)]
    [InlineData("bd-proj-flamegraph", true)]
    [InlineData("bd-proj.flamegraph", false)]
    [InlineData("bd-proj.heaptrack", false)]
    [InlineData("bd-proj_flame", false)]
    [InlineData("bd-Proj1", false)]
    [InlineData("bd-abc123.1.2", true)]
    [InlineData("invalid", false)]
    [InlineData("bd-ABC", false)]
    [InlineData("bd-", false)]
    [InlineData("-abc", false)]
    [InlineData("", false)]
    [InlineData("bd-abc.", false)]
    [InlineData("bd-abc..1", false)]
    [InlineData("bd-abc.1x", false)]
    [InlineData("b_d.x-abc", true)]
    [InlineData("Bd-abc", false)]
    [InlineData("b d-abc", false)]
    [InlineData("bd-größe", false)]
    [InlineData("bd-١", false)]
    public void An_id_is_accepted_or_refused_as_br_does(string id, bool accepted) => Assert.Equal(accepted, TrackerRules.IdRefusal(id) is null);

    [Fact]
    public void An_id_may_have_64_characters_before_and_40_after_its_last_dash()
    {
        Assert.Null(TrackerRules.IdRefusal(new string('p', 64) + "-" + new string('h', 40)));
        Assert.NotNull(TrackerRules.IdRefusal(new string('p', 65) + "-h"));
        Assert.NotNull(TrackerRules.IdRefusal("p-" + new string('h', 41)));
    }

    [Fact]
    public void What_else_br_refuses_is_refused()
    {
        PlannedBead good = Phase.Plan.Beads[1];
        Assert.Null(TrackerRules.Refusal(good));
        Assert.NotNull(TrackerRules.Refusal(good with { Title = " " }));
        Assert.NotNull(TrackerRules.Refusal(good with { Title = new string('é', 251) }));
        Assert.Null(TrackerRules.Refusal(good with { Title = new string('é', 250) }));
        Assert.NotNull(TrackerRules.Refusal(good with { Description = new string('x', 102_401) }));
        Assert.NotNull(TrackerRules.Refusal(good with { Priority = 5 }));
        Assert.NotNull(TrackerRules.Refusal(good with { Priority = -1 }));
        Assert.NotNull(TrackerRules.Refusal(good with { Labels = ["a.b"] }));
        Assert.NotNull(TrackerRules.Refusal(good with { Labels = [""] }));
        Assert.NotNull(TrackerRules.Refusal(good with { Key = "has space" }));
        Assert.NotNull(TrackerRules.Refusal(good with { Key = new string('k', 196) }));
        Assert.NotNull(TrackerRules.Refusal(good with { Dependencies = [new("bd-x", "blocks"), new("bd-x", "parent-child")] }));
        Assert.NotNull(TrackerRules.Refusal(good with { Dependencies = [new(good.Id, "blocks")] }));
    }
}
