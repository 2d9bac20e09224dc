using System.Diagnostics;
using System.Text;
using Hone.Beads;
using Hone.Linux.Trackers;
using Hone.Problems;
using Hone.Tests.Beads;

namespace Hone.Tests.Trackers;

/// <summary>Claims that run out, in a JSONL file.</summary>
public sealed class LeaseTests : TrackerFixture
{
    private static readonly TimeSpan _half = TimeSpan.FromMinutes(30);

    private JsonlTracker Seeded()
    {
        JsonlTracker tracker = Tracker();
        tracker.Seed(Phase.Plan, Phase.Now, "hone");
        return tracker;
    }

    [Fact]
    public void A_claim_without_a_lease_holds_until_it_is_given_back()
    {
        JsonlTracker tracker = Seeded();
        tracker.Claim("baseline", "ann", Phase.Now);
        Assert.Equal("bead-claimed", Rule(() => tracker.Claim("baseline", "ben", Phase.Now.AddYears(9))));
        Assert.DoesNotContain(Lease.Field, File.ReadAllText(Issues), StringComparison.Ordinal);
    }

    [Fact]
    public void The_next_claimer_has_a_bead_whose_lease_ran_out_and_the_last_one_is_told_at_once()
    {
        JsonlTracker tracker = Seeded();
        Assert.Equal(Phase.Now.AddMinutes(30), tracker.ClaimNext("ann", Phase.Now, _half)!.Bead.LeaseUntil);
        Assert.Contains(" until 2026-11-24T18:52:17.1929207Z", Assert.Throws<ProblemException>(() => tracker.Claim("baseline", "ben", Phase.Now.AddMinutes(29))).Problem.What, StringComparison.Ordinal);
        Assert.DoesNotContain(tracker.Ready(Phase.Now.AddMinutes(29)), bead => bead.Key == "wordfreq.baseline");
        Assert.Contains(tracker.Ready(Phase.Now.AddMinutes(30)), bead => bead.Key == "wordfreq.baseline");

        BeadChange taken = tracker.ClaimNext("ben", Phase.Now.AddMinutes(31), _half)!;
        Assert.Equal(("wordfreq.baseline", "ben", Phase.Now.AddMinutes(61)), (taken.Bead.Key, taken.Bead.Assignee, taken.Bead.LeaseUntil!.Value));
        Assert.Equal(["taken over from ann, whose lease ran out at 2026-11-24T18:52:17.1929207Z"], taken.Notes);
        Problem lost = Assert.Throws<ProblemException>(() => tracker.Renew("baseline", "ann", Phase.Now.AddMinutes(32), _half)).Problem;
        Assert.Equal(("claim-lost", "bd-wordfreq.baseline is not ann's any more: ben has it"), (lost.Rule, lost.What));
    }

    [Fact]
    public void A_lease_is_renewed_by_its_actor_even_late_as_long_as_nobody_took_over()
    {
        JsonlTracker tracker = Seeded();
        tracker.Claim("oracle", "ann", Phase.Now, _half);
        Assert.Equal(Phase.Now.AddHours(2), tracker.Renew("oracle", "ann", Phase.Now.AddMinutes(90), _half).Bead.LeaseUntil);
        Assert.Equal(Phase.Now.AddHours(3), tracker.Claim("oracle", "ann", Phase.Now.AddMinutes(150), _half).Bead.LeaseUntil);
        Assert.False(tracker.Claim("oracle", "ann", Phase.Now.AddMinutes(151)).Changed);
    }

    [Fact]
    public void Giving_back_and_closing_leave_no_lease_and_no_other_field_behind()
    {
        JsonlTracker tracker = Seeded();
        string before = Strip(File.ReadAllText(Issues));
        tracker.Claim("oracle", "ann", Phase.Now, _half);
        tracker.Release("oracle", "ann", Phase.Now);
        Assert.Equal(before, Strip(File.ReadAllText(Issues)));
        tracker.Claim("oracle", "ann", Phase.Now, _half);
        tracker.Close("oracle", "golden output of 2 workloads", success: true, "ann", Phase.Now);
        Assert.DoesNotContain(Lease.Field, File.ReadAllText(Issues), StringComparison.Ordinal);

        // The moves tell their time.
        static string Strip(string text) => System.Text.RegularExpressions.Regex.Replace(text, "\"updated_at\":\"[^\"]*\"", "");
    }

    [Fact]
    public void Nobody_takes_what_is_assigned_to_another_deferred_or_waits()
    {
        JsonlTracker tracker = Seeded();
        File.WriteAllText(Issues, File.ReadAllText(Issues).Replace("\"id\":\"bd-wordfreq-oracle\"", "\"id\":\"bd-wordfreq-oracle\",\"assignee\":\"cem\"", StringComparison.Ordinal), new UTF8Encoding(false));
        tracker.Defer("baseline", Phase.Now.AddDays(1), "ann", Phase.Now);
        Assert.Null(tracker.ClaimNext("ann", Phase.Now, _half));
        Assert.Equal("wordfreq.oracle", tracker.ClaimNext("cem", Phase.Now, _half)!.Bead.Key);
        tracker.Defer("baseline", null, "ann", Phase.Now);
        Assert.Equal("wordfreq.baseline", tracker.ClaimNext("ann", Phase.Now, _half)!.Bead.Key);
    }

    [Fact]
    public void A_namesake_on_another_machine_has_no_part_in_a_lease()
    {
        JsonlTracker tracker = Seeded();
        tracker.Claim("baseline", "ann", Phase.Now, _half);
        JsonlTracker other = new(TrackerWorkspace.Detect(Root), Phase.Project) { Host = "there" };
        Assert.Equal("claim-lost", Rule(() => other.Renew("baseline", "ann", Phase.Now, _half)));
        Assert.Equal("bead-claimed", Rule(() => other.Release("baseline", "ann", Phase.Now)));
        Assert.Contains("ann on another machine", Assert.Throws<ProblemException>(() => other.Claim("baseline", "ann", Phase.Now, _half)).Problem.What, StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.MachineName, File.ReadAllText(Issues), StringComparison.Ordinal);

        Assert.Equal("ann", other.Claim("baseline", "ann", Phase.Now.AddMinutes(31), _half).Bead.Assignee);
        Assert.Equal("claim-lost", Rule(() => tracker.Renew("baseline", "ann", Phase.Now.AddMinutes(32), _half)));
        Assert.True(tracker.Release("baseline", "ann", Phase.Now, force: true).Changed);
        Assert.DoesNotContain(Lease.HostField, File.ReadAllText(Issues), StringComparison.Ordinal);

        // A claim without a lease is the name's, as in the trackers.
        tracker.Claim("baseline", "ann", Phase.Now);
        Assert.True(other.Release("baseline", "ann", Phase.Now).Changed);
    }

    [Fact]
    public void A_lease_that_runs_for_longer_than_any_may_is_a_put_back_clocks_and_does_not_hold()
    {
        JsonlTracker tracker = Seeded();
        tracker.Claim("baseline", "ann", Phase.Now.AddYears(1), _half);
        Assert.Contains(tracker.Ready(Phase.Now), bead => bead.Key == "wordfreq.baseline");
        BeadChange taken = tracker.Claim("baseline", "ben", Phase.Now, Lease.Most);
        Assert.Contains("a clock was put back", Assert.Single(taken.Notes), StringComparison.Ordinal);
        Assert.Equal("bead-claimed", Rule(() => tracker.Claim("baseline", "ann", Phase.Now)));
    }

    [Fact]
    public async Task A_lease_begins_after_the_wait_for_the_lock()
    {
        JsonlTracker tracker = Seeded();
        string file = Path.Combine(Root, ".beads/.hone.lock");
        using Process holder = Process.Start(new ProcessStartInfo("flock", [file, "sh", "-c", "echo held; read go; sleep 1"]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        Task<BeadChange> claiming = Task.Run(() => tracker.Claim("baseline", "ann", Phase.Now, _half), TestContext.Current.CancellationToken);

        // The second begins when the claim has the file open, and so waits.
        while (!claiming.IsCompleted && !Directory.GetFiles("/proc/self/fd").Any(fd => new FileInfo(fd).LinkTarget == file))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await holder.StandardInput.WriteLineAsync("go");
        BeadChange claim = await claiming;
        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.InRange(claim.Bead.LeaseUntil!.Value, Phase.Now.AddMinutes(30).AddSeconds(0.5), Phase.Now.AddMinutes(32));
    }

    [Fact]
    public void What_can_be_taken_after_a_move_is_said_by_the_move()
    {
        JsonlTracker tracker = Seeded();
        Assert.False(tracker.Claim("baseline", "ann", Phase.Now).IsReady);
        Assert.True(tracker.Release("baseline", "ann", Phase.Now).IsReady);
        Assert.False(tracker.Defer("baseline", Phase.Now.AddDays(1), "ann", Phase.Now).IsReady);
        Assert.False(tracker.Defer("matrix", null, "ann", Phase.Now).IsReady);
    }

    [Fact]
    public void The_best_row_of_the_matrix_is_taken_first()
    {
        JsonlTracker tracker = Tracker();
        BeadPlan plan = BeadPlan.ForPhase(Phase.Project, [.. Enumerable.Range(0, 5).Select(i => Phase.Row("r" + i, "Row " + i, null, Hone.Profiling.ProfileKind.Cpu, 5))]);
        tracker.Seed(new([.. plan.Beads.Where(bead => bead.Key.Contains("lever", StringComparison.Ordinal)).Select(bead => bead with { Dependencies = [] })]), Phase.Now, "hone");
        Dictionary<string, double> scores = Enumerable.Range(0, 5).ToDictionary(i => "wordfreq.lever-r" + i, i => (double)((i * 3) % 5));
        string[] order = [.. Enumerable.Range(0, 5).Select(i => tracker.ClaimNext("a" + i, Phase.Now, null, scores)!.Bead.Key!)];
        Assert.Equal(scores.OrderByDescending(pair => pair.Value).Select(pair => pair.Key), order);
    }

    [Theory]
    [InlineData("30m", 1800)]
    [InlineData("1h30m", 5400)]
    [InlineData("168h", 604_800)]
    public void A_lease_is_written_with_its_unit(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Lease.Parse(text));

    [Theory]
    [InlineData("30")]
    [InlineData("0s")]
    [InlineData("200h")]
    [InlineData("-5m")]
    public void Any_other_is_refused(string text) => Assert.Equal("lease", Rule(() => Lease.Parse(text)));

    private static string Rule(Action move) => Assert.Throws<ProblemException>(move).Problem.Rule;
}
