using System.Text.RegularExpressions;
using Hone.Beads;
using Hone.Beads.Driving;
using Hone.Linux.Trackers;
using Hone.Problems;
using Hone.Tests.Beads;

namespace Hone.Tests.Trackers;

/// <summary>bd and br by their own commands; the trackers are doubles, see tests/fixtures/trackers/README.md.</summary>
public sealed class CommandTrackerTests : Doubles
{
    [Fact]
    public void Every_command_that_bd_is_given() => Golden.Check(Life("bd"));

    [Fact]
    public void Every_command_that_br_is_given() => Golden.Check(Life("br"));

    [Theory]
    [InlineData("bd")]
    [InlineData("br")]
    public void A_phase_is_seeded_once_and_each_bead_has_its_edges_from_its_first_moment(string program)
    {
        CommandTracker tracker = Driven(program);
        Assert.Equal(Phase.Plan.Beads.Select(bead => bead.Key), tracker.Seed(Phase.Plan, Phase.Now, "hone", dryRun: true).Created);
        Assert.Empty(tracker.List().Beads);

        Assert.Equal(Phase.Plan.Beads.Select(bead => bead.Key), tracker.Seed(Phase.Plan, Phase.Now, "hone").Created);
        Forget();
        SeedResult again = tracker.Seed(Phase.Plan, Phase.Now, "hone");
        Assert.False(again.Changed);
        Assert.Equal(Phase.Plan.Beads.Count, again.Unchanged.Count);
        Assert.Equal($"{program} list --all --limit=0 --json\n", Transcript());

        Assert.Equal(["wordfreq.baseline", "wordfreq.oracle"], tracker.Look(Phase.Now).Ready.Select(bead => bead.Key!).Order());
    }

    [Theory]
    [InlineData("bd")]
    [InlineData("br")]
    public void Hones_own_words_are_renewed_and_edited_ones_are_left_alone(string program)
    {
        CommandTracker tracker = Driven(program);
        tracker.Seed(Phase.Plan, Phase.Now, "hone");
        BeadPlan changed = new([.. Phase.Plan.Beads.Select(bead => bead.Key is "wordfreq.io" or "wordfreq.oracle" ? bead with { Title = bead.Title + " again", Description = TextSeal.Seal(bead.Title + " again", "new words") } : bead)]);
        string state = Path.Combine(Root, ".beads/double.json");
        string title = Phase.Plan.Beads.First(bead => bead.Key == "wordfreq.oracle").Title;
        File.WriteAllText(state, File.ReadAllText(state).Replace(title, title + ", said Ann", StringComparison.Ordinal));

        SeedResult result = tracker.Seed(changed, Phase.Now, "hone");
        Assert.Equal(["wordfreq.io"], result.Updated);
        Assert.Equal(["wordfreq.oracle"], result.KeptEdited);
        Assert.EndsWith(" again", tracker.Find("io").Title, StringComparison.Ordinal);
        Assert.EndsWith(", said Ann", tracker.Find("oracle").Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bd")]
    [InlineData("br")]
    public void A_claim_is_one_actors_until_its_lease_runs_out(string program)
    {
        CommandTracker tracker = Driven(program);
        tracker.Seed(Phase.Plan, Phase.Now, "hone");
        Assert.Equal(("ann", Phase.Now.AddMinutes(30)), tracker.Claim("baseline", "ann", Phase.Now, TimeSpan.FromMinutes(30)).Bead is var mine ? (mine.Assignee, mine.LeaseUntil!.Value) : default);
        Assert.Equal("bead-claimed", Rule(() => tracker.Claim("baseline", "ben", Phase.Now)));
        Assert.Equal("claim-lost", Rule(() => tracker.Renew("baseline", "ben", Phase.Now, TimeSpan.FromMinutes(1))));
        Assert.Equal(Phase.Now.AddHours(2), tracker.Renew("baseline", "ann", Phase.Now.AddHours(1), TimeSpan.FromHours(1)).Bead.LeaseUntil);

        BeadChange taken = tracker.Claim("baseline", "ben", Phase.Now.AddHours(3));
        Assert.Equal(("ben", null), (taken.Bead.Assignee, taken.Bead.LeaseUntil));
        Assert.Contains("taken over from ann", Assert.Single(taken.Notes), StringComparison.Ordinal);
        Assert.Equal("claim-lost", Rule(() => tracker.Renew("baseline", "ann", Phase.Now.AddHours(3), TimeSpan.FromHours(1))));
        Assert.Equal(BeadStatus.Open, tracker.Release("baseline", "ben", Phase.Now.AddHours(3)).Bead.Status);
        Assert.Null(tracker.Find("baseline").Assignee);
    }

    [Theory]
    [InlineData("bd")]
    [InlineData("br")]
    public void The_next_bead_is_one_that_the_tracker_lets_go_and_each_is_taken_once(string program)
    {
        CommandTracker tracker = Driven(program);
        tracker.Seed(Phase.Plan, Phase.Now, "hone");
        Assert.Equal("wordfreq.baseline", tracker.ClaimNext("ann", Phase.Now)!.Bead.Key);
        Assert.Equal("wordfreq.oracle", tracker.ClaimNext("ben", Phase.Now)!.Bead.Key);
        Assert.Null(tracker.ClaimNext("cem", Phase.Now));
        Assert.Equal("bead-blocked", Rule(() => tracker.Claim("matrix", "cem", Phase.Now)));
        tracker.Close("baseline", "30 runs, p50 12 ms", success: true, "ann", Phase.Now);
        tracker.Defer("flamegraph", Phase.Now.AddDays(1), "ann", Phase.Now);
        Assert.Equal("bead-deferred", Rule(() => tracker.Claim("flamegraph", "cem", Phase.Now)));
        Assert.Equal(["wordfreq.heaptrack", "wordfreq.io"], tracker.Look(Phase.Now).Ready.Select(bead => bead.Key));
    }

    [Theory]
    [InlineData("bd")]
    [InlineData("br")]
    public void A_bead_is_closed_with_evidence_and_in_words_that_no_tracker_takes_for_a_failure(string program)
    {
        CommandTracker tracker = Driven(program);
        tracker.Seed(Phase.Plan, Phase.Now, "hone");
        Assert.Equal("close-reason-reads-as-failure", Rule(() => tracker.Close("oracle", "no errors", success: true, "ann", Phase.Now)));
        Assert.Equal("tracker-refused", Rule(() => tracker.Close("matrix", "7 rows", success: true, "ann", Phase.Now)));
        Assert.True(tracker.Close("oracle", "golden output of 2 workloads", success: true, "ann", Phase.Now).Changed);
        BeadChange again = tracker.Close("oracle", "twice", success: true, "ann", Phase.Now);
        Assert.Equal((false, "golden output of 2 workloads"), (again.Changed, again.Bead.CloseReason));
    }

    [Theory]
    [InlineData("bd", "noise", null)]
    [InlineData("br", "noise", null)]
    [InlineData("bd", "garbage", "tracker-answer")]
    [InlineData("br", "silent", "tracker-answer")]
    [InlineData("bd", "refuse", "tracker-unreadable")]
    [InlineData("br", "refuse", "tracker-unreadable")]
    public void What_a_tracker_says_beside_the_matter_is_passed_over_or_told(string program, string fault, string? rule)
    {
        Driven(program).Seed(Phase.Plan, Phase.Now, "hone");
        CommandTracker tracker = Driven(program, fault);
        if (rule is null)
        {
            Assert.Equal(Phase.Plan.Beads.Count, tracker.List().Beads.Count);
            return;
        }

        Problem problem = Assert.Throws<ProblemException>(() => tracker.List()).Problem;
        Assert.Equal((rule, ExitCode.ToolMissing), (problem.Rule, problem.Exit));
        Assert.Contains(fault == "refuse" ? "the database is locked" : program + " list", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void An_issue_of_somebody_else_is_never_written_over()
    {
        Put(".beads/double.json", """[{"id":"bd-wordfreq.io","title":"Ours, not Hone's","description":"keep","status":"open","priority":2,"issue_type":"task","created_at":"2026-11-24T18:22:17Z","updated_at":"2026-11-24T18:22:17Z","edges":[]}]""");
        CommandTracker tracker = Driven("bd");
        Problem problem = Assert.Throws<ProblemException>(() => tracker.Seed(Phase.Plan, Phase.Now, "hone")).Problem;
        Assert.Equal("bead-id-taken", problem.Rule);
        Assert.Contains("bd-wordfreq.io belongs to another issue", problem.What, StringComparison.Ordinal);
        Assert.Contains("bead-prefix in hone.toml", problem.Next, StringComparison.Ordinal);
        Assert.Equal(("Ours, not Hone's", "keep"), tracker.List().All.Single(bead => bead.Id == "bd-wordfreq.io") is var kept ? (kept.Title, kept.Description) : default);
    }

    [Theory]
    [InlineData("bd")]
    [InlineData("br")]
    public void An_epic_is_closed_after_its_children(string program)
    {
        CommandTracker tracker = Driven(program);
        tracker.Seed(Phase.Plan, Phase.Now, "hone");
        Assert.Equal("bead-has-open-children", Rule(() => tracker.Close("wordfreq", "all terms hold", success: true, "ann", Phase.Now)));
        foreach (PlannedBead bead in CreationOrder.Of(Phase.Plan).Skip(1))
        {
            tracker.Close(bead.Key, "done, 30 runs", success: true, "ann", Phase.Now, force: true);
        }

        Assert.True(tracker.Close("wordfreq", "all terms hold", success: true, "ann", Phase.Now).Changed);
    }

    [Fact]
    public void Words_that_look_like_flags_stay_words()
    {
        CommandTracker tracker = Driven("br");
        PlannedBead odd = Phase.Plan.Beads[0] with { Title = "--force it; rm -rf $HOME `id`", Description = "-x\n\"'\\" };
        tracker.Seed(new([odd]), Phase.Now, "hone");
        Assert.Equal(("--force it; rm -rf $HOME `id`", "-x\n\"'\\"), (tracker.List().Beads[0].Title, tracker.List().Beads[0].Description));
        Assert.Equal("actor", Rule(() => tracker.Claim("wordfreq", "--force", Phase.Now)));
    }

    [Fact]
    public void A_dry_run_prints_the_commands_that_are_then_given()
    {
        foreach (string program in new[] { "bd", "br" })
        {
            CommandTracker tracker = Driven(program);
            IReadOnlyList<string> said = tracker.Commands(Phase.Plan, "hone");
            Forget();
            tracker.Seed(Phase.Plan, Phase.Now, "hone");

            // That an id is free is asked before each, which is no command that changes something.
            string given = string.Concat(Regex.Split(Transcript().Split('\n', 2)[1], "(?<=\n)(?=b[dr] )").Where(command => !command.StartsWith("bd show ", StringComparison.Ordinal)));

            // The ids that br gives are not known before: they are shown by what they are the ids of.
            string foretold = string.Concat(said.Select(line => line + "\n"));
            foreach (Bead bead in tracker.List().Beads)
            {
                foretold = foretold.Replace($"<{bead.Key}>", bead.Id, StringComparison.Ordinal);
            }

            Assert.Equal(Phase.Plan.Beads.Count, said.Count);
            Assert.Equal(Unquoted(given), Unquoted(foretold));
            File.Delete(Path.Combine(Root, ".beads/double.json"));
        }

        static string Unquoted(string line) => line.Replace("'", "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_gate_of_bd_holds_a_bead_back_until_Hones_verdict_passes()
    {
        CommandTracker tracker = Driven("bd");
        tracker.Seed(Phase.Plan, Phase.Now, "hone");
        Bead bead = tracker.Find("oracle");
        Assert.Contains("made the gate", Assert.Single(tracker.Gates.Demand(bead, "ann")), StringComparison.Ordinal);
        Assert.Contains("is there already", Assert.Single(tracker.Gates.Demand(bead, "ann")), StringComparison.Ordinal);
        Assert.Equal("tracker-refused", Rule(() => tracker.Close("oracle", "golden output", success: true, "ann", Phase.Now)));
        Assert.Contains("stays closed", Assert.Single(tracker.Gates.Report(bead, new(false, "no evidence"), "ann")), StringComparison.Ordinal);
        Assert.Contains("resolved the gate", Assert.Single(tracker.Gates.Report(bead, new(true, "golden output"), "ann")), StringComparison.Ordinal);
        Assert.True(tracker.Close("oracle", "golden output", success: true, "ann", Phase.Now).Changed);
    }

    private static string Rule(Action move) => Assert.Throws<ProblemException>(move).Problem.Rule;

    // One bead's whole life, and the verdict that its tracker asks for.
    private string Life(string program)
    {
        CommandTracker tracker = Driven(program);
        tracker.Seed(Phase.Plan, Phase.Now, "hone");
        tracker.Look(Phase.Now);
        Bead bead = tracker.ClaimNext("ann", Phase.Now, TimeSpan.FromMinutes(30))!.Bead;
        tracker.Renew(bead.Id, "ann", Phase.Now, TimeSpan.FromMinutes(30));
        tracker.Claim(bead.Id, "ben", Phase.Now.AddHours(1), TimeSpan.FromMinutes(30));
        tracker.Release(bead.Id, "ben", Phase.Now);
        tracker.Defer(bead.Id, Phase.Now.AddDays(1), "ann", Phase.Now);
        tracker.Defer(bead.Id, null, "ann", Phase.Now);
        tracker.Claim(bead.Id, "ann", Phase.Now);
        tracker.Gates.Demand(bead, "ann");
        tracker.Gates.Report(bead, new(true, "30 runs, p50 12 ms"), "ann");
        tracker.Close(bead.Id, "30 runs, p50 12 ms", success: true, "ann", Phase.Now);
        tracker.Close("matrix", "rejected: no row at the score", success: false, "ann", Phase.Now, force: true);
        return Transcript();
    }
}
