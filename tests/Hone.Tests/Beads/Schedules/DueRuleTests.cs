using Hone.Beads.Schedules;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Tests.Beads.Schedules;

public sealed class DueRuleTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo _berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static DueFacts Facts { get; } = new()
    {
        Schedule = new() { Cron = CronTimes.Parse("0 3 * * *", out _), TimeZone = "Europe/Berlin", EveryCommits = 20, HotCodeShare = new Ratio(0.25) },
        Zone = _berlin,
        Now = _now,
        LastRound = new(_now.AddHours(-2), _now.AddHours(-1), "c1"),
        CommitsSince = 3,
        HotCode = new(1, 8),
    };

    [Fact]
    public void Nothing_is_due_while_each_part_is_below_its_limit_and_it_says_by_how_much()
    {
        DueAnswer answer = DueRule.Of(Facts);
        Assert.False(answer.IsDue);
        Assert.Equal(
            ["not yet: the next time is 2026-11-28 03:00 +01:00 (cron \"0 3 * * *\" in Europe/Berlin); 3 commits since the last round (every 20 commits); 1 of 8 hot functions have another text since the last round (12.5 %) (25.0 % of the hot functions)"],
            answer.Reasons);
        Assert.Equal(new DateTimeOffset(2026, 11, 28, 3, 0, 0, TimeSpan.FromHours(1)), answer.Next);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(-5, false)]
    [InlineData(-6, true)]
    [InlineData(1, true)]
    public void After_a_round_that_did_not_come_to_its_end_the_next_waits_and_clocks_that_are_put_back_do_not_make_it_wait_for_ever(int hours, bool isDue)
    {
        DueAnswer answer = DueRule.Of(Facts with { CommitsSince = 20, Unended = _now.AddHours(hours) });
        Assert.Equal(isDue, answer.IsDue);
        Assert.Equal(!isDue, answer.Reasons[0].Contains("did not come to its end; none is begun before", StringComparison.Ordinal));
        Assert.Contains(answer.Reasons, reason => reason.EndsWith("20 commits since the last round", StringComparison.Ordinal));
        Assert.StartsWith("not yet", DueRule.Of(Facts with { Unended = _now.AddHours(-1) }).Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_round_the_first_one_is_due()
    {
        DueAnswer answer = DueRule.Of(Facts with { LastRound = null, CommitsSince = null, HotCode = null });
        Assert.True(answer.IsDue);
        Assert.Equal("no round is recorded", answer.Reasons[0]);
    }

    [Fact]
    public void Of_many_times_that_passed_one_round_makes_up()
    {
        DueAnswer missed = DueRule.Of(Facts with { LastRound = new(_now.AddDays(-6), _now.AddDays(-6).AddHours(1), "c1") });
        Assert.True(missed.IsDue);
        Assert.Equal(6, missed.Passed);
        Assert.Contains("6 times passed since the last round began, the first at 2026-11-22 03:00 +01:00; one round makes up for all", missed.Reasons[0], StringComparison.Ordinal);
        Assert.False(DueRule.Of(Facts with { LastRound = new(_now, _now, "c1") }).IsDue);
    }

    [Fact]
    public void A_time_that_falls_into_a_round_is_due_when_its_phase_ends()
    {
        DueFacts during = Facts with { LastRound = new(new(2026, 11, 27, 1, 30, 0, TimeSpan.Zero), _now, "c1") };
        DueAnswer open = DueRule.Of(during with { Open = new("2 open beads, bd-x.io, bd-x.oracle", _now.AddHours(-5), "close them") });
        Assert.False(open.IsDue);
        Assert.Equal(
            ["a phase is open since 2026-11-27 05:00 +01:00: 2 open beads, bd-x.io, bd-x.oracle", "due when it ends: 2026-11-27 03:00 +01:00 passed since the last round began"],
            open.Reasons);
        Assert.True(DueRule.Of(during).IsDue);
    }

    [Theory]
    [InlineData(19, 0, false)]
    [InlineData(20, 0, true)]
    [InlineData(0, 1, false)]
    [InlineData(0, 2, true)]
    public void Commits_and_changed_hot_functions_count_from_their_limit_on(long commits, int changed, bool due) =>
        Assert.Equal(due, DueRule.Of(Facts with { CommitsSince = commits, HotCode = new(changed, 8) }).IsDue);

    [Fact]
    public void Commits_that_cannot_be_counted_make_a_round_due_only_where_it_mends_that()
    {
        Assert.True(DueRule.Of(Facts with { CommitsSince = null }).IsDue);
        Assert.False(DueRule.Of(Facts with { CommitsSince = null, Uncountable = "the project is not in a git repository" }).IsDue);
    }

    [Fact]
    public void A_schedule_of_commits_alone_has_no_next_time()
    {
        DueAnswer answer = DueRule.Of(Facts with { Schedule = new() { EveryCommits = 1 }, CommitsSince = 0 });
        Assert.Equal((false, null, "not yet: 0 commits since the last round (every 1 commit)"), (answer.IsDue, answer.Next, answer.Reasons[0]));
    }

    [Fact]
    public void Years_of_missed_minutes_are_counted_to_an_end()
    {
        DueAnswer answer = DueRule.Of(Facts with { Schedule = new() { Cron = CronTimes.Parse("* * * * *", out _) }, LastRound = new(_now.AddYears(-20), _now.AddYears(-20), "c1") });
        Assert.Equal((true, DueRule.MostPassed), (answer.IsDue, answer.Passed));
        Assert.StartsWith("at least 1000 times passed", answer.Reasons[0], StringComparison.Ordinal);
    }
}
