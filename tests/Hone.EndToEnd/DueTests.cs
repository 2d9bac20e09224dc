using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>When a round is due, on a real project with a real clock; and the timer that asks.</summary>
public sealed class DueTests : IDisposable
{
    private const string Manifest = """
        [project]
        name = "due"
        [[workload]]
        name = "w"
        shell = "echo hello"
        runs = 3
        warmups = 0

        """;

    private readonly ProjectFolder _project = new(Manifest);
    private readonly string _home = Directory.CreateTempSubdirectory("hone-home-").FullName;

    public void Dispose()
    {
        _project.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public void A_round_is_due_at_first_then_not_and_after_enough_commits_again()
    {
        Assert.Contains("[no-schedule]", Due(2).Error, StringComparison.Ordinal);
        Assert.StartsWith("due: no round is recorded", Due(0, "--otherwise", "0 0 * * *").Output, StringComparison.Ordinal);
        _project.Write("hone.toml", Manifest + "[schedule]\ncron = '0 0 1 1 *'\ntime-zone = 'Nowhere/Land'\nevery-commits = 2\n");
        Assert.Contains("hone.toml:10:13: this machine knows no time zone", Due(2).Error, StringComparison.Ordinal);
        _project.Write("hone.toml", Manifest + "[schedule]\ncron = '0 0 1 1 *'\ntime-zone = 'Europe/Berlin'\nevery-commits = 2\n");
        _project.Commit("schedule");
        Assert.StartsWith("due: no round is recorded", Due(0).Output, StringComparison.Ordinal);

        Assert.Equal(0, _project.Hone("baseline").ExitCode);
        JsonElement not = JsonDocument.Parse(Due(1, "--json").Output).RootElement;
        Assert.False(not.GetProperty("due").GetBoolean());
        Assert.Equal("0 commits since the last round", not.GetProperty("terms")[1].GetProperty("value").GetString());
        Assert.EndsWith("-01-01T00:00:00+01:00", not.GetProperty("next").GetString(), StringComparison.Ordinal);
        Tool.Answer skipped = _project.Hone("run", "--if-due");
        Assert.True(skipped.ExitCode == 0 && skipped.Output.StartsWith("not due: not yet", StringComparison.Ordinal), skipped.ToString());

        _project.Write("a", "1");
        _project.Commit("one");
        Assert.Equal(1, Due(1).ExitCode);
        _project.Write("a", "2");
        _project.Commit("two");
        Assert.StartsWith("due: 2 commits since the last round", Due(0).Output, StringComparison.Ordinal);

        Assert.Equal(0, _project.Hone("beads", "seed").ExitCode);
        Tool.Answer open = Due(1);
        Assert.Contains("a phase is open since", open.Output, StringComparison.Ordinal);
        Assert.Contains("due when it ends: 2 commits", open.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scheduled_round_has_beads_of_its_own_linked_to_the_last_ones_once_those_are_closed()
    {
        _project.Write("hone.toml", Manifest + "[schedule]\nevery-commits = 1\n");
        _project.Commit("schedule");
        Assert.Equal(0, _project.Hone("run", "--if-due", "--no-install").ExitCode);
        Assert.DoesNotContain("-r2", Keys(), StringComparison.Ordinal);
        Assert.Equal(0, _project.Hone("beads", "close", "matrix", "--reason", "no row", "--force").ExitCode);
        Assert.Equal(0, _project.Hone("beads", "claim", "guardrails", "--actor", "ann").ExitCode);
        Tool.Answer open = _project.Hone("run", "--new-round");
        Assert.True(open.ExitCode == 1 && open.Error.Contains("[phase-open]", StringComparison.Ordinal) && open.Error.Contains("bd-due.guardrails", StringComparison.Ordinal), open.ToString());
        Assert.Equal(1, _project.Hone("beads", "seed", "--new-round").ExitCode);
        Assert.Equal(0, _project.Hone("beads", "release", "guardrails", "--actor", "ann").ExitCode);
        CloseAllButGuardrails();

        // Run again within a round, it keeps to that round's beads.
        Assert.Equal(0, _project.Hone("run", "--no-install").ExitCode);
        Assert.DoesNotContain("-r2", Keys(), StringComparison.Ordinal);
        _project.Write("a", "1");
        _project.Commit("one");
        Assert.Equal(0, _project.Hone("run", "--if-due", "--no-install").ExitCode);
        Assert.Contains("bd-due.flamegraph-r2", Keys(), StringComparison.Ordinal);
        string line = File.ReadLines(_project.File(".beads/issues.jsonl")).Single(line => line.Contains("hone:due.baseline-r2", StringComparison.Ordinal));
        Assert.Contains("\"depends_on_id\":\"bd-due-baseline\",\"type\":\"related\"", line, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"closed\"", line, StringComparison.Ordinal);
        Assert.StartsWith("not due", _project.Hone("due").Output, StringComparison.Ordinal);

        // Guardrails that nobody works on stand over, and the timer goes on.
        Assert.DoesNotContain("guardrails-r2", Keys(), StringComparison.Ordinal);
        _project.Write("a", "2");
        _project.Commit("two");
        CloseAllButGuardrails();
        Assert.StartsWith("due: 1 commit since the last round", Due(0).Output, StringComparison.Ordinal);
        Assert.Equal(0, _project.Hone("beads", "claim", "guardrails", "--actor", "ann").ExitCode);
        Assert.Contains("a phase is open", Due(1).Output, StringComparison.Ordinal);
    }

    private void CloseAllButGuardrails()
    {
        foreach (string step in JsonDocument.Parse(_project.Hone("beads", "list", "--json").Output).RootElement.GetProperty("beads").EnumerateArray()
            .Where(bead => bead.GetProperty("status").GetString() != "closed" && bead.GetProperty("name").GetString() is not ("bd-due" or "bd-due.guardrails")).Select(bead => bead.GetProperty("name").GetString()!))
        {
            Tool.Answer closed = _project.Hone("beads", "close", step, "--reason", "nothing more to do", "--force");
            Assert.True(closed.ExitCode == 0, closed.ToString());
        }
    }

    private string Keys() => _project.Hone("beads", "list").Output;

    [Fact]
    public void The_timer_of_systemd_is_written_shown_and_taken_away_and_nothing_else()
    {
        Tool.Answer dry = Schedule("install", "systemd", "--dry-run");
        Assert.Contains("ExecStart=\"", dry.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_home));
        Assert.Equal(1, Schedule("show", "systemd").ExitCode);

        Assert.Contains("systemctl --user enable --now hone-due-", Schedule("install", "systemd").Output, StringComparison.Ordinal);
        string[] files = Directory.GetFiles(Path.Combine(_home, ".config/systemd/user"));
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.Contains(File.ReadAllText(file), dry.Output, StringComparison.Ordinal));
        Assert.Contains("already as it is to be", Schedule("install", "systemd").Output, StringComparison.Ordinal);
        Assert.Equal(0, Schedule("show", "systemd").ExitCode);
        if (File.Exists("/usr/bin/systemd-analyze"))
        {
            Tool.Answer verified = Tool.Run(_home, new Dictionary<string, string?> { ["HOME"] = _home, ["XDG_RUNTIME_DIR"] = _home }, "systemd-analyze", ["verify", "--user", .. files]);
            Assert.DoesNotContain("hone-due-", verified.Error, StringComparison.Ordinal);
        }

        File.WriteAllText(files[0], "# mine\n");
        Assert.Contains("[schedule-foreign]", Schedule("install", "systemd").Error, StringComparison.Ordinal);
        Assert.Contains("[schedule-foreign]", Schedule("remove", "systemd").Error, StringComparison.Ordinal);
        File.Delete(files[0]);
        Assert.Contains("taken away", Schedule("remove", "systemd").Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(_home, ".config/systemd/user")));
    }

    [Fact]
    public void A_crontab_keeps_every_other_line()
    {
        // A stand-in for crontab(1): the machine's own is nobody's to change in a test.
        Directory.CreateDirectory(Path.Combine(_home, "bin"));
        File.WriteAllText(Path.Combine(_home, "bin/crontab"), "#!/bin/sh\nfile=$HOME/tab\nif [ \"$1\" = -l ]; then [ -f \"$file\" ] || { echo 'no crontab for you' >&2; exit 1; }; cat \"$file\"; else cat > \"$file\"; fi\n");
        File.SetUnixFileMode(Path.Combine(_home, "bin/crontab"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string tab = Path.Combine(_home, "tab");
        Assert.Equal(1, Schedule("show", "crontab").ExitCode);
        Assert.Equal(0, Schedule("install", "crontab").ExitCode);
        Assert.Contains(" run --if-due ", File.ReadAllText(tab), StringComparison.Ordinal);
        Assert.Equal(0, Schedule("remove", "crontab").ExitCode);
        Assert.Equal("", File.ReadAllText(tab));

        byte[] before = [.. "MAILTO=ann\n0 4 * * * tidy \xE9"u8, 0xE9];
        File.WriteAllBytes(tab, before);
        Assert.Equal(0, Schedule("install", "crontab", "--minutes", "30").ExitCode);
        Assert.Contains("\n*/30 * * * * PATH=", File.ReadAllText(tab), StringComparison.Ordinal);
        Assert.Equal(0, Schedule("show", "crontab", "--minutes", "30").ExitCode);
        Assert.Equal(0, Schedule("remove", "crontab").ExitCode);
        byte[] after = [.. before, (byte)'\n'];
        Assert.Equal(after, File.ReadAllBytes(tab));
    }

    [Fact]
    public void Of_two_that_change_the_crontab_at_once_neither_loses_the_others_line()
    {
        // The stand-in takes its time between being read and being written.
        Directory.CreateDirectory(Path.Combine(_home, "bin"));
        File.WriteAllText(Path.Combine(_home, "bin/crontab"), "#!/bin/sh\nfile=$HOME/tab\nif [ \"$1\" = -l ]; then [ -f \"$file\" ] || { echo 'no crontab for you' >&2; exit 1; }; cat \"$file\"; else sleep 0.5; cat > \"$file\"; fi\n");
        File.SetUnixFileMode(Path.Combine(_home, "bin/crontab"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using ProjectFolder other = new(Manifest);
        Tool.Running[] both = [.. new[] { _project, other }.Select(project => Tool.Start(project.Path, Environment(), Tool.Program, "schedule", "install", "crontab"))];
        foreach (Tool.Running one in both)
        {
            one.Wait(TimeSpan.FromMinutes(1));
            one.Dispose();
        }

        string tab = File.ReadAllText(Path.Combine(_home, "tab"));
        Assert.Contains(_project.Path, tab, StringComparison.Ordinal);
        Assert.Contains(other.Path, tab, StringComparison.Ordinal);
    }

    private Tool.Answer Due(int exit, params string[] options)
    {
        Tool.Answer answer = _project.Hone(["due", .. options]);
        Assert.True(answer.ExitCode == exit, answer.ToString());
        return answer;
    }

    private Tool.Answer Schedule(params string[] words) => Tool.Run(
        _project.Path, Environment(), Tool.Program, ["schedule", .. words]);

    [Fact]
    public void The_timer_takes_the_state_folder_along_in_which_locks_and_leases_are()
    {
        Dictionary<string, string?> environment = Environment();
        environment["XDG_STATE_HOME"] = Path.Combine(_home, "own state");
        Tool.Answer dry = Tool.Run(_project.Path, environment, Tool.Program, "schedule", "install", "systemd", "--dry-run");
        Assert.Contains($"XDG_STATE_HOME={environment["XDG_STATE_HOME"]}", dry.Output, StringComparison.Ordinal);
    }

    private Dictionary<string, string?> Environment() => new()
    {
        ["HOME"] = _home,
        ["XDG_CONFIG_HOME"] = null,
        ["XDG_STATE_HOME"] = null,
        ["PATH"] = Path.Combine(_home, "bin") + ":" + System.Environment.GetEnvironmentVariable("PATH"),
    };
}
