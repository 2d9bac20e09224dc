using Hone.Beads;

namespace Hone.Tests.Beads;

public sealed class RoundLimitsTests
{
    [Fact]
    public void In_a_first_round_everything_counts() => Assert.True(Limits().Counts("wordfreq.baseline", 1, Phase.Now));

    [Fact]
    public void In_a_later_round_only_what_was_recorded_after_the_last_rounds_bead_was_closed_counts()
    {
        RoundLimits limits = Limits(closed: ("wordfreq.baseline", 7));
        Assert.False(limits.Counts("wordfreq.baseline-r2", 6, Phase.Now.AddYears(1)));
        Assert.True(limits.Counts("wordfreq.baseline-r2", 8, Phase.Now.AddYears(-1)));
    }

    [Fact]
    public void Where_the_record_does_not_have_the_closing_the_trackers_time_counts()
    {
        RoundLimits limits = Limits();
        Assert.False(limits.Counts("wordfreq.baseline-r2", 100, Phase.Now));
        Assert.True(limits.Counts("wordfreq.baseline-r2", 1, Phase.Now.AddSeconds(1)));
    }

    [Fact]
    public void A_step_that_the_last_round_did_not_have_is_counted_from_the_one_before_it_and_else_from_the_baseline()
    {
        RoundLimits limits = Limits(closed: [("wordfreq.guardrails", 5), ("wordfreq.baseline", 7)]);
        Assert.True(limits.Counts("wordfreq.guardrails-r3", 6, Phase.Now));
        Assert.False(limits.Counts("wordfreq.strength-r2", 6, Phase.Now));
        Assert.True(limits.Counts("wordfreq.strength-r2", 8, Phase.Now));
    }

    private static RoundLimits Limits(params (string Key, long Seq)[] closed) => new(
        Phase.Project,
        [new() { Id = "1", Title = "b", Status = BeadStatus.Closed, ClosedAt = Phase.Now, ExternalRef = "hone:wordfreq.baseline" }, new() { Id = "2", Title = "b", ExternalRef = "hone:wordfreq.baseline-r2" }],
        closed.ToDictionary(each => each.Key, each => each.Seq));
}
