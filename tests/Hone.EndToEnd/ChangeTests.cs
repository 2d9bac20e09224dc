using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>One lever from the row of the matrix to the commit, on a small C program that is built, measured and run for real.</summary>
public sealed class ChangeTests : IDisposable
{
    private readonly ChangeProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_true_gain_is_verified_and_lands_as_one_commit_of_that_very_tree()
    {
        string row = _project.Row();
        (string id, string worktree) = _project.Start(row);
        Assert.DoesNotContain(_project.Folder.Path, worktree, StringComparison.Ordinal);
        Assert.Equal("not-verified", Rule(_project.Hone("change", "land", "--json"), 1));
        ChangeProject.Improve(worktree);

        // From inside the worktree the record of the project counts.
        Tool.Answer verified = Tool.Run(worktree, new Dictionary<string, string?> { ["XDG_STATE_HOME"] = _project.State }, Tool.Program, "change", "verify", "--timing", "20", "--json");
        JsonElement run = ChangeProject.Json(verified, 0);
        Assert.Equal("accepted", run.GetProperty("verdict").GetProperty("verdict").GetString());
        Assert.InRange(run.GetProperty("gain").GetProperty("gain").GetDouble(), 0.15, 0.7);
        Assert.Equal("source", Assert.Single(run.GetProperty("paths").EnumerateArray()).GetProperty("class").GetString());
        Assert.True(run.GetProperty("verdict").GetProperty("sandboxed").GetBoolean(), verified.Output);

        string head = _project.Git("rev-parse", "HEAD");
        Tool.Answer dry = _project.Hone("change", "land", "--dry-run");
        Assert.True(dry.ExitCode == 0, dry.ToString());
        Assert.Contains("Hone-Change: " + id, dry.Output, StringComparison.Ordinal);
        Assert.Equal(head, _project.Git("rev-parse", "HEAD"));

        // What was verified is what lands, and nothing else.
        File.AppendAllText(Path.Combine(worktree, "work.c"), "/* more */\n");
        Assert.Equal("patch-changed", Rule(_project.Hone("change", "land", "--json"), 1));
        ChangeProject.Improve(worktree);
        JsonElement landing = ChangeProject.Json(_project.Hone("change", "land", "--json"), 0);
        Assert.Equal(landing.GetProperty("commit").GetString(), _project.Git("rev-parse", "HEAD").Trim());
        Assert.Equal("work.c", _project.Git("diff", "--name-only", head.Trim(), "HEAD").Trim());
        Assert.Contains("round < 12", File.ReadAllText(_project.Folder.File("work.c")), StringComparison.Ordinal);
        Assert.Equal("", _project.Git("status", "--porcelain", "--", "work.c"));
        string message = _project.Git("log", "-1", "--format=%B");
        Assert.All(new[] { "Hone-Change: ", "Hone-Bead: ", "Hone-Lever: work-elimination", "Hone-Gain: cpu of day ", "Hone-Patch: sha256:", "Hone-Evidence: sha256:", "Hone-Rollback: git revert " }, trailer => Assert.Contains(trailer, message, StringComparison.Ordinal));
        Assert.Contains(landing.GetProperty("retake").EnumerateArray(), line => line.GetString()!.StartsWith("hone profile -w day", StringComparison.Ordinal));
        Assert.Equal(1, _project.Entries("outcome"));
        Assert.Equal(1, _project.Entries("guard-set"));
        Assert.Equal(_project.Git("rev-parse", "HEAD").Trim(), ChangeProject.Json(_project.Hone("guard", "list", "--json"), 0).GetProperty("pinned").GetString());
        NothingLeft();
        Assert.Equal("landed", ChangeProject.Json(_project.Hone("change", "show", id, "--json"), 0).GetProperty("state").GetString());
        Assert.Equal(0, _project.Hone("ledger", "verify").ExitCode);

        // The report page has it from promise to outcome, and both profiles in one flame graph.
        Assert.Equal(0, _project.Hone("profile", "--kind", "cpu").ExitCode);
        string page = _project.Hone("report", "--html", "-").Output;
        Assert.Matches($"<option [^>]*>{id} · day · CPU</option>", page);
        Assert.Matches("<strong>promised</strong>.*<strong>accepted</strong>.*<strong>landed</strong>", page);
        Assert.Matches("<code>mix</code></th><td>shrunk</td>", page);
    }

    [Fact]
    public void A_change_without_gain_is_closed_as_no_win_and_one_that_does_something_else_is_refused()
    {
        string row = _project.Row();
        (string id, string worktree) = _project.Start(row);
        string source = Path.Combine(worktree, "work.c");
        Assert.Equal("no-op", Verdict(_project.Hone("change", "verify", id, "--timing", "20", "--json"), 1));
        Assert.Equal("unknown-change", Rule(_project.Hone("change", "no-win", "no-such", "--json"), 2));

        // Another output, only on inputs that no golden has.
        File.WriteAllText(source, ChangeProject.Program.Replace("return sum;\n}\n\n__attribute__((noinline)) unsigned long rest", "return count < 2000 ? sum + 1 : sum;\n}\n\n__attribute__((noinline)) unsigned long rest", StringComparison.Ordinal));
        Assert.Equal("seeded-input-differs", Verdict(_project.Hone("change", "verify", id, "--timing", "20", "--json"), 1));
        File.WriteAllText(source, ChangeProject.Program.Replace("31 + from", "37 + from", StringComparison.Ordinal));
        Assert.Equal("output-differs", Verdict(_project.Hone("change", "verify", id, "--timing", "20", "--json"), 1));
        File.WriteAllText(source, ChangeProject.Program.Replace("return 0;", "return 0", StringComparison.Ordinal));
        Assert.Equal("build-failed", Verdict(_project.Hone("change", "verify", id, "--timing", "20", "--json"), 1));
        Assert.Equal(0, _project.Entries("change-attempt"));
        Assert.Equal("no-win-not-shown", Rule(_project.Hone("change", "no-win", id, "--json"), 1));

        File.WriteAllText(source, ChangeProject.Program.Replace("unsigned long each = 7;", "unsigned long each = 7ul;", StringComparison.Ordinal));
        Tool.Answer none = _project.Hone("change", "verify", id, "--timing", "20", "--json");
        Assert.True(none.ExitCode is 1 or 4, none.ToString());
        Assert.Contains(Verdict(none, none.ExitCode), new[] { "no-gain", "gain-not-shown" });
        Assert.Equal(1, _project.Entries("change-attempt"));
        Assert.Equal("not-accepted", Rule(_project.Hone("change", "land", id, "--json"), 1));
        JsonElement closed = ChangeProject.Json(_project.Hone("change", "no-win", id, "--json"), 0);
        Assert.Equal("no-win", closed.GetProperty("state").GetString());
        Assert.Equal(1, _project.Entries("outcome"));
        Assert.Equal("rejected-row", Rule(_project.Hone("change", "start", row, "--json"), 1));
        NothingLeft();
    }

    [Fact]
    public void Goldens_manifest_and_build_files_of_the_worktree_have_no_effect_and_are_named()
    {
        _project.Folder.Commit("the record");
        (string id, string worktree) = _project.Start(_project.Row());
        ChangeProject.Improve(worktree);
        string golden = Directory.EnumerateFiles(Path.Combine(worktree, ".hone"), "*", SearchOption.AllDirectories).First(path => path.EndsWith("golden_checksums.txt", StringComparison.Ordinal));
        File.AppendAllText(golden, "tampered\n");
        File.AppendAllText(Path.Combine(worktree, "hone.toml"), "# laxer\n");
        File.WriteAllText(Path.Combine(worktree, "notes.md"), "notes\n");
        Tool.Answer answer = _project.Hone("change", "verify", id, "--timing", "20", "--json");
        JsonElement run = ChangeProject.Json(answer, 1);
        Assert.Equal(
            [".hone/golden_checksums.txt sealed", "hone.toml sealed", "notes.md other", "work.c source"],
            run.GetProperty("paths").EnumerateArray().Select(path => path.GetProperty("path").GetString() + " " + path.GetProperty("class").GetString()).Order(StringComparer.Ordinal));
        string patch = run.GetProperty("patch").GetString()!;
        string text = File.ReadAllText(_project.Folder.File($".hone/artifacts/{patch[..2]}/{patch[2..]}"));
        Assert.StartsWith("diff --git a/work.c b/work.c\n", text, StringComparison.Ordinal);
        Assert.Equal(1, text.Split("diff --git").Length - 1);
    }

    [Fact]
    public void A_killed_verification_leaves_all_usable_counts_as_an_attempt_and_a_second_one_waits_for_its_turn()
    {
        (string id, string worktree) = _project.Start(_project.Row());
        ChangeProject.Improve(worktree);
        using (Tool.Running killed = _project.Begin("change", "verify", id, "--timing", "20"))
        {
            Assert.True(SpinWait.SpinUntil(() => _project.Entries("change-attempt") == 1, TimeSpan.FromMinutes(2)));
            killed.Kill();
        }

        Assert.Equal(0, _project.Hone("ledger", "verify").ExitCode);
        Assert.True(File.Exists(Path.Combine(worktree, "work.c")));
        using Tool.Running first = _project.Begin("change", "verify", id, "--timing", "20", "--json");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(Path.Combine(_project.State, "hone/locks/measuring.holder")) && File.ReadAllText(Path.Combine(_project.State, "hone/locks/measuring.holder")).Contains($"pid {first.Id},", StringComparison.Ordinal), TimeSpan.FromMinutes(1)));
        Tool.Answer impatient = _project.Hone("change", "verify", id, "--wait", "0", "--json");
        Assert.Equal("host-measuring", Rule(impatient, 1));
        Tool.Answer second = _project.Hone("change", "verify", id, "--quick", "--timing", "20", "--json");
        Assert.Contains($"pid {first.Id}, hone change verify {id}", second.Error, StringComparison.Ordinal);
        JsonElement run = ChangeProject.Json(first.Wait(TimeSpan.FromMinutes(5)), 0);
        Assert.Equal(2, run.GetProperty("attempt").GetInt32());
        Assert.Equal(3, ChangeProject.Json(second, 0).GetProperty("attempt").GetInt32());
        Assert.Equal("only-quick", Rule(_project.Hone("change", "land", "--json"), 1));

        // Nobody but the project and the change has a worktree, and abandoning takes that.
        Assert.Equal(2, _project.Git("worktree", "list").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        JsonElement gone = ChangeProject.Json(_project.Hone("change", "abandon", id, "--because", "enough seen", "--json"), 0);
        Assert.Equal("abandoned", gone.GetProperty("state").GetString());
        Assert.Equal(3, gone.GetProperty("tried").GetInt32());
        NothingLeft();
        Assert.Equal(0, _project.Hone("ledger", "verify").ExitCode);
    }

    [Fact]
    public void Without_evidence_of_this_commit_no_change_is_begun_and_what_is_missing_is_named()
    {
        string row = _project.Row();
        _project.Folder.Write("work.c", ChangeProject.Program + "\n/* another */\n");
        Assert.Equal("base-dirty", Rule(_project.Hone("change", "start", row, "--json"), 1));
        _project.Folder.Commit("another program");
        Tool.Answer stale = _project.Hone("change", "start", row, "--json");
        Assert.Equal("missing-baseline", Rule(stale, 1));
        Assert.All(new[] { "hone baseline", "hone oracle record", "hone oracle strength" }, command => Assert.Contains(command, stale.Error, StringComparison.Ordinal));
        Assert.Equal("unknown-row", Rule(_project.Hone("change", "start", "cpu-ffffff", "--json"), 2));
        Assert.False(Directory.Exists(Path.Combine(_project.State, "hone/changes")) && Directory.EnumerateFileSystemEntries(Path.Combine(_project.State, "hone/changes")).Any());
    }

    private void NothingLeft()
    {
        Assert.Single(_project.Git("worktree", "list").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("", _project.Git("branch", "--list", "hone/*"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_project.State, "hone/changes")));
    }

    private static string Rule(Tool.Answer answer, int exit) => ChangeProject.Json(answer, exit).GetProperty("rule").GetString()!;

    private static string Verdict(Tool.Answer answer, int exit) => ChangeProject.Json(answer, exit).GetProperty("verdict").GetProperty("rule").GetString()!;
}
