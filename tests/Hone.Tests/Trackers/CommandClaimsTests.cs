using System.Collections.Concurrent;
using Hone.Beads;
using Hone.Linux.Trackers;
using Hone.Problems;
using Hone.Profiling;
using Hone.Tests.Beads;

namespace Hone.Tests.Trackers;

/// <summary>Claims in a driven tracker while others claim, block and die.</summary>
public sealed class CommandClaimsTests : Doubles
{
    private static readonly TimeSpan _half = TimeSpan.FromMinutes(30);

    [Theory]
    [InlineData("bd")]
    [InlineData("br")]
    public void Of_several_Hones_that_claim_at_once_exactly_one_gets_each_and_none_is_lost(string program)
    {
        const int Count = 6;
        BeadPlan full = BeadPlan.ForPhase(Phase.Project, [.. Enumerable.Range(0, Count).Select(i => Phase.Row("r" + i, "Row " + i, null, ProfileKind.Cpu, 5))]);
        Driven(program).Seed(new([.. full.Beads.Where(bead => bead.Key.Contains("lever", StringComparison.Ordinal)).Select(bead => bead with { Dependencies = [] })]), Phase.Now, "hone");
        ConcurrentQueue<(string Key, string Who)> won = new();
        ConcurrentQueue<Exception> broken = new();
        CommandTracker[] trackers = [.. Enumerable.Range(0, 4).Select(_ => Driven(program))];
        Thread[] claimers = [.. trackers.Select((tracker, number) => new Thread(() =>
        {
            try
            {
                while (tracker.ClaimNext("agent" + number, Phase.Now, _half) is { } change)
                {
                    won.Enqueue((change.Bead.Key!, "agent" + number));
                }
            }
            catch (Exception unexpected)
            {
                // An exception must not end the thread, and with it the whole test run.
                broken.Enqueue(unexpected);
            }
        }))];
        Array.ForEach(claimers, thread => thread.Start());
        Array.ForEach(claimers, thread => thread.Join());
        Assert.Empty(broken);
        Assert.Equal(Count, won.Count);
        Assert.Equal(won.Order(), Driven(program).List().Beads.Select(bead => (bead.Key!, bead.Assignee!)).Order());
    }

    [Theory]
    [InlineData("bd")]
    [InlineData("br")]
    public void A_claim_that_was_cut_off_before_its_answer_runs_out(string program)
    {
        Driven(program).Seed(Baseline, Phase.Now, "hone");
        Assert.Equal("tracker-answer", Rule(() => Driven(program, "mute").Claim("baseline", "dies", Phase.Now, _half)));
        Assert.Equal("bead-claimed", Rule(() => Driven(program).Claim("baseline", "ben", Phase.Now)));
        BeadChange taken = Driven(program).Claim("baseline", "ben", Phase.Now.AddMinutes(31));
        Assert.Equal(("ben", "taken over from dies, whose lease ran out at 2026-11-24T18:52:17.1929207Z"), (taken.Bead.Assignee, Assert.Single(taken.Notes)));
    }

    [Theory]
    [InlineData("bd")]
    [InlineData("br")]
    public void A_bead_that_came_to_wait_for_another_meanwhile_is_given_back(string program)
    {
        Driven(program).Seed(Baseline, Phase.Now, "hone");
        Assert.Equal("bead-blocked", Rule(() => Driven(program, "late").Claim("baseline", "ann", Phase.Now, _half)));
        Bead bead = Driven(program).Find("baseline");
        Assert.Equal((BeadStatus.Open, null), (bead.Status, bead.Assignee));
    }

    [Theory]
    [InlineData("bd")]
    [InlineData("br")]
    public void A_claim_that_is_anothers_after_all_is_none(string program)
    {
        Driven(program).Seed(Baseline, Phase.Now, "hone");
        Assert.Contains("zoe", Assert.Throws<ProblemException>(() => Driven(program, "stolen").Claim("baseline", "ann", Phase.Now, _half)).Problem.What, StringComparison.Ordinal);
        Bead bead = Driven(program).Find("baseline");
        Assert.Equal(("zoe", null), (bead.Assignee, bead.LeaseUntil));
    }

    [Theory]
    [InlineData("bd")]
    [InlineData("br")]
    public void A_claim_that_ran_out_is_looked_at_again_before_it_is_taken_over(string program)
    {
        Driven(program).Seed(Baseline, Phase.Now, "hone");
        Driven(program).Claim("baseline", "ann", Phase.Now, _half);
        Forget();
        Assert.Equal("bead-claimed", Rule(() => Driven(program, "moved").Claim("baseline", "ben", Phase.Now.AddHours(1))));
        Assert.DoesNotContain(" update ", Transcript(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bd")]
    [InlineData("br")]
    public void A_namesake_on_another_machine_has_no_part_in_a_lease(string program)
    {
        Driven(program).Seed(Baseline, Phase.Now, "hone");
        Driven(program).Claim("baseline", "ann", Phase.Now, _half);
        CommandTracker other = Driven(program, host: "there");
        Assert.Equal("claim-lost", Rule(() => other.Renew("baseline", "ann", Phase.Now, _half)));
        Assert.Equal("bead-claimed", Rule(() => other.Release("baseline", "ann", Phase.Now)));
        Assert.Contains("ann on another machine", Assert.Throws<ProblemException>(() => other.Claim("baseline", "ann", Phase.Now, _half)).Problem.What, StringComparison.Ordinal);
        Assert.Equal(Phase.Now.AddHours(1), Driven(program).Renew("baseline", "ann", Phase.Now.AddMinutes(30), _half).Bead.LeaseUntil);
        Assert.True(other.Release("baseline", "ann", Phase.Now, force: true).Changed);
    }

    [Fact]
    public void A_lease_that_begins_in_the_future_begins_when_it_is_seen()
    {
        CommandTracker tracker = Driven("br");
        tracker.Seed(Baseline, Phase.Now, "hone");
        tracker.Claim("baseline", "ann", Phase.Now.AddYears(1), _half);

        // The clock is put back a year; ann may still be at work.
        Assert.Empty(tracker.Look(Phase.Now).Ready);
        Assert.Equal("bead-claimed", Rule(() => tracker.Claim("baseline", "ben", Phase.Now)));
        Assert.Equal(Phase.Now.AddMinutes(30), tracker.Find("baseline").LeaseUntil);
        Assert.Equal("ben", tracker.Claim("baseline", "ben", Phase.Now.AddMinutes(31)).Bead.Assignee);
    }

    [Fact]
    public void What_can_be_taken_after_a_move_is_said_by_the_move()
    {
        CommandTracker tracker = Driven("br");
        tracker.Seed(Phase.Plan, Phase.Now, "hone");
        Assert.False(tracker.Claim("baseline", "ann", Phase.Now).IsReady);
        Assert.True(tracker.Release("baseline", "ann", Phase.Now).IsReady);
        Assert.False(tracker.Defer("baseline", Phase.Now.AddDays(1), "ann", Phase.Now).IsReady);
        Assert.True(tracker.Defer("baseline", null, "ann", Phase.Now).IsReady);
        Assert.False(tracker.Defer("matrix", null, "ann", Phase.Now).IsReady);
    }

    // The epic and one bead: each command of a double starts an interpreter.
    private static BeadPlan Baseline { get; } = new([.. Phase.Plan.Beads.Take(2)]);

    private static string Rule(Action move) => Assert.Throws<ProblemException>(move).Problem.Rule;
}
