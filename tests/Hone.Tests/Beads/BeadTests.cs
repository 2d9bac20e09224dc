using Hone.Beads;

namespace Hone.Tests.Beads;

public sealed class BeadTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(168, true)]
    [InlineData(169, true)]
    [InlineData(200, false)]
    public void A_claim_holds_until_its_lease_has_run_out_and_a_week_by_a_clock_ahead_holds_too_but_not_one_of_years(int hours, bool held)
    {
        Bead bead = new() { Id = "b", Title = "t", Status = BeadStatus.InProgress, Assignee = "ann", LeaseUntil = Phase.Now.AddHours(hours) };
        Assert.Equal(held, bead.IsHeld(Phase.Now));
        Assert.Equal(!held, bead.IsStale(Phase.Now));
    }
}
