using System.Text;
using Hone.Beads;
using Hone.Linux.Trackers;
using Hone.Problems;
using Hone.Tests.Beads;

namespace Hone.Tests.Trackers;

public sealed class JsonlTrackerTests : TrackerFixture
{
    private JsonlTracker Seeded()
    {
        JsonlTracker tracker = Tracker();
        tracker.Seed(Phase.Plan, Phase.Now, "hone");
        return tracker;
    }

    private static string Rule(Action action) => Assert.Throws<ProblemException>(action).Problem.Rule;

    [Fact]
    public void A_phase_is_worked_from_seed_to_the_epics_close()
    {
        JsonlTracker tracker = Seeded();
        HashSet<string> done = [];
        for (IReadOnlyList<Bead> ready = tracker.Ready(Phase.Now); ready.Count > 0; ready = tracker.Ready(Phase.Now))
        {
            Bead next = ready[0];
            Assert.True(done.Add(next.Key!));
            Assert.True(tracker.Claim(next.Id, "ann", Phase.Now).Changed);
            BeadChange closed = tracker.Close(BeadId.Shown(Phase.Project, next.Key!), "done, 30 runs", true, "ann", Phase.Now.AddMinutes(1));
            Assert.Equal(("closed", "done, 30 runs", Phase.Now.AddMinutes(1)), (closed.Bead.Status, closed.Bead.CloseReason, closed.Bead.ClosedAt));
        }

        Assert.Equal(Phase.Plan.Beads.Count - 1, done.Count);
        Assert.True(tracker.Close("wordfreq", "no win left, with evidence", true, "ann", Phase.Now).Changed);
        Assert.All(tracker.List().Beads, bead => Assert.True(bead.IsResolved));
    }

    [Fact]
    public void Seeding_twice_writes_nothing_and_a_dry_run_never()
    {
        JsonlTracker tracker = Tracker();
        Assert.Equal(Phase.Plan.Beads.Count, tracker.Seed(Phase.Plan, Phase.Now, "hone", dryRun: true).Created.Count);
        Assert.False(Directory.Exists(Path.Combine(Root, ".beads")));
        tracker.Seed(Phase.Plan, Phase.Now, "hone");
        File.SetLastWriteTimeUtc(Issues, DateTime.UnixEpoch);
        Assert.False(tracker.Seed(Phase.Plan, Phase.Now.AddDays(1), "hone").Changed);
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(Issues));
    }

    [Fact]
    public void Another_s_bead_is_not_claimed_and_one_s_own_only_once()
    {
        JsonlTracker tracker = Seeded();
        Assert.Equal("in_progress", tracker.Claim("baseline", "ann", Phase.Now).Bead.Status);
        byte[] before = File.ReadAllBytes(Issues);
        Assert.False(tracker.Claim("baseline", "ann", Phase.Now.AddHours(1)).Changed);
        Problem no = Assert.Throws<ProblemException>(() => tracker.Claim("baseline", "bob", Phase.Now)).Problem;
        Assert.Equal((ExitCode.GateSaidNo, "bead-claimed", "bd-wordfreq.baseline is claimed by ann since 2026-11-24T18:22:17.1929207Z"), (no.Exit, no.Rule, no.What));
        Assert.Equal(before, File.ReadAllBytes(Issues));
    }

    [Fact]
    public void A_released_bead_is_as_it_was_but_for_the_time()
    {
        JsonlTracker tracker = Seeded();
        string before = File.ReadAllText(Issues);
        tracker.Claim("baseline", "ann", Phase.Now);
        Assert.Equal("bead-claimed", Rule(() => tracker.Release("baseline", "bob", Phase.Now)));
        Assert.True(tracker.Release("baseline", "ann", Phase.Now).Changed);
        Assert.Equal(before, File.ReadAllText(Issues));
        Assert.False(tracker.Release("baseline", "ann", Phase.Now).Changed);
        tracker.Claim("baseline", "ann", Phase.Now);
        Assert.Null(tracker.Release("baseline", "bob", Phase.Now, force: true).Bead.Assignee);
    }

    [Fact]
    public void A_bead_that_waits_is_neither_claimed_nor_closed_unless_forced()
    {
        JsonlTracker tracker = Seeded();
        Problem no = Assert.Throws<ProblemException>(() => tracker.Claim("flamegraph", "ann", Phase.Now)).Problem;
        Assert.Equal((ExitCode.GateSaidNo, "bd-wordfreq.flamegraph waits for 1 other bead: bd-wordfreq.baseline (open)"), (no.Exit, no.What));
        Assert.Equal("bead-blocked", Rule(() => tracker.Close("flamegraph", "done", true, "ann", Phase.Now)));
        Assert.Equal("bead-has-open-children", Rule(() => tracker.Close("wordfreq", "done", true, "ann", Phase.Now)));
        Assert.Equal("closed", tracker.Close("flamegraph", "done", true, "ann", Phase.Now, force: true).Bead.Status);
    }

    [Fact]
    public void A_closed_bead_keeps_its_first_reason()
    {
        JsonlTracker tracker = Seeded();
        Assert.Equal("close-reason-reads-as-failure", Rule(() => tracker.Close("baseline", "no error", true, "ann", Phase.Now)));
        tracker.Close("baseline", "rejected: too noisy", false, "ann", Phase.Now);
        BeadChange again = tracker.Close("baseline", "done", true, "ann", Phase.Now);
        Assert.False(again.Changed);
        Assert.Equal("it was closed before: rejected: too noisy", again.Notes[0]);
        Assert.Equal("bead-closed", Rule(() => tracker.Claim("baseline", "ann", Phase.Now)));
        Assert.Equal("bead-closed", Rule(() => tracker.Release("baseline", "ann", Phase.Now)));
    }

    [Fact]
    public void Closed_at_stands_exactly_in_closed_lines_and_time_never_runs_back()
    {
        JsonlTracker tracker = Seeded();
        tracker.Close("baseline", "done", true, "ann", Phase.Now.AddDays(-1));
        foreach (string line in File.ReadAllLines(Issues))
        {
            Assert.Equal(line.Contains("\"status\":\"closed\"", StringComparison.Ordinal), line.Contains("\"closed_at\":", StringComparison.Ordinal));
        }

        Bead closed = tracker.Find("baseline");
        Assert.True(closed.UpdatedAt >= closed.CreatedAt && closed.ClosedAt >= closed.CreatedAt);
    }

    [Fact]
    public void Unknown_names_and_actors_are_problems()
    {
        Assert.Equal("beads-not-seeded", Rule(() => Tracker().Find("baseline")));
        JsonlTracker tracker = Seeded();
        Assert.Equal("bead-unknown", Rule(() => tracker.Find("flame")));
        Assert.Equal("wordfreq.lever-r1", tracker.Find("r1").Key);
        Assert.Equal("actor", Rule(() => tracker.Claim("baseline", "a\nb", Phase.Now)));
        Assert.Equal("actor", Rule(() => tracker.Claim("baseline", " ", Phase.Now)));
    }

    [Fact]
    public void Foreign_lines_survive_every_move_byte_for_byte()
    {
        byte[] foreign = [.. " {\"id\":\"bd-zz9\" ,\"title\":\"\\u00e9\",\"created_at\":\"2026-01-24T23:16:22.082033241Z\",\"x\":1.0}\r\n\r\nnot json\r\n"u8, 0xFF, 0xFE, .. "{\"id\":\"bd-torn"u8];
        Directory.CreateDirectory(Path.Combine(Root, ".beads"));
        File.WriteAllBytes(Issues, foreign);
        JsonlTracker tracker = Seeded();
        tracker.Claim("baseline", "ann", Phase.Now);
        tracker.Release("baseline", "ann", Phase.Now);
        tracker.Close("oracle", "recorded", true, "ann", Phase.Now);
        byte[] after = File.ReadAllBytes(Issues);
        Assert.True(after.AsSpan().StartsWith((byte[])[.. foreign, .. "\r\n"u8]));
        Assert.Equal(Phase.Plan.Beads.Count, tracker.List().Beads.Count);
        Assert.Equal(2, tracker.List().Notes.Count);
    }

    [Fact]
    public void The_file_keeps_its_mode_and_its_link()
    {
        Put("team/work.jsonl", "");
        Directory.CreateDirectory(Path.Combine(Root, ".beads"));
        string real = Path.Combine(Root, "team/work.jsonl");
        File.CreateSymbolicLink(Issues, "../team/work.jsonl");
        using (System.Diagnostics.Process chmod = System.Diagnostics.Process.Start("chmod", ["660", real]))
        {
            chmod.WaitForExit();
        }

        Seeded();
        Assert.Equal("../team/work.jsonl", new FileInfo(Issues).LinkTarget);
        Assert.Equal(Phase.Plan.Beads.Count, File.ReadAllLines(real).Length);
#pragma warning disable CA1416 // The tests run on Linux only.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite, File.GetUnixFileMode(real));
#pragma warning restore CA1416
    }

    [Fact]
    public void What_cannot_be_written_is_a_problem_and_stays_as_it_is()
    {
        Put(".beads/issues.jsonl", "{\"id\":\"bd-a\",\"title\":\"t\"}\n");
        File.SetAttributes(Issues, FileAttributes.ReadOnly);
        Assert.Equal("tracker-not-writable", Rule(() => Seeded()));
        File.SetAttributes(Issues, FileAttributes.Normal);
        Directory.CreateDirectory(Path.Combine(Root, "x"));
        File.Delete(Path.Combine(Root, ".beads/.hone.lock"));
        Directory.CreateDirectory(Path.Combine(Root, ".beads/.hone.lock"));
        Assert.Equal("tracker-not-writable", Rule(() => Seeded()));
        Assert.Equal("{\"id\":\"bd-a\",\"title\":\"t\"}\n", File.ReadAllText(Issues));
        Assert.Equal("tracker-not-writable", Rule(() => new JsonlTracker(TrackerWorkspace.Detect("/proc/self"), Phase.Project).Seed(Phase.Plan, Phase.Now, "hone")));
    }

    [Fact]
    public void What_is_no_regular_file_is_a_problem_and_no_hang()
    {
        Directory.CreateDirectory(Path.Combine(Root, ".beads"));
        using (System.Diagnostics.Process mkfifo = System.Diagnostics.Process.Start("mkfifo", [Issues]))
        {
            mkfifo.WaitForExit();
        }

        Assert.Equal("tracker-not-a-file", Rule(() => Tracker().List()));
        File.Delete(Issues);
        Directory.CreateDirectory(Issues);
        Assert.Equal("tracker-not-a-file", Rule(() => Tracker().List()));
    }

    [Fact]
    public void What_a_killed_hone_left_is_cleared_and_a_new_folder_ignores_it()
    {
        Seeded();
        Assert.Equal(".hone.lock\n.hone.*.tmp\n", File.ReadAllText(Path.Combine(Root, ".beads/.gitignore")));
        Put(".beads/.hone.0123.tmp", "half a fi");
        Tracker().Claim("baseline", "ann", Phase.Now);
        Assert.Equal([".gitignore", ".hone.lock", "issues.jsonl"], Directory.GetFiles(Path.Combine(Root, ".beads")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_line_that_a_tool_added_fields_to_keeps_them()
    {
        JsonlTracker tracker = Seeded();
        string text = File.ReadAllText(Issues).Replace("\"external_ref\":\"hone:wordfreq.baseline\"", "\"comments\":[{\"id\":7,\"text\":\"\\u003cb\\u003e\"}] , \"external_ref\":\"hone:wordfreq.baseline\"", StringComparison.Ordinal);
        File.WriteAllText(Issues, text, new UTF8Encoding(false));
        tracker.Claim("baseline", "ann", Phase.Now);
        tracker.Close("baseline", "done", true, "bob", Phase.Now);
        Assert.Contains("\"comments\":[{\"id\":7,\"text\":\"\\u003cb\\u003e\"}] , \"external_ref\"", File.ReadAllText(Issues), StringComparison.Ordinal);
    }
}
