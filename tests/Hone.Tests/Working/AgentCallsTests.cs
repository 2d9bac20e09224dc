using Hone.Cli.Http;
using Hone.Cli.Steps.Changes;
using Hone.Cli.Steps.Working;
using Hone.Linux.Sandboxes;
using Hone.Linux.Storage;
using Hone.Units;
using Hone.Workloads.Agents;

namespace Hone.Tests.Working;

public sealed class AgentCallsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-test-").FullName;
    private readonly AgentTask _task;

    public AgentCallsTests()
    {
        ChangeFolder change = new(Path.Combine(_folder, "change"));
        Directory.CreateDirectory(change.Worktree);
        File.WriteAllText(change.Proof, "{}");
        File.WriteAllText(Path.Combine(_folder, "ledger"), "kept");
        _task = new("a-1.0", "bd-x.lever-cpu-1", "cpu-1.1", change, change.Worktree);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(BriefBy.Stdin, "cat")]
    [InlineData(BriefBy.File, "cat \"$1\"")]
    [InlineData(BriefBy.Argument, "printf %s \"$1\"")]
    public void The_brief_comes_as_it_was_asked_for_and_the_worktree_is_where_the_agent_stands(BriefBy by, string read)
    {
        AgentTurn turn = Call(new() { Brief = by, Command = ["/bin/sh", "-c", read + "; pwd; echo \"$HONE_CHANGE $HONE_BEAD\" > note", "agent"] }, "the *brief*\n");
        Assert.True(turn.IsWell, turn.Transcript);
        Assert.Contains("the *brief*", turn.Transcript, StringComparison.Ordinal);
        Assert.Contains(_task.Project, turn.Transcript, StringComparison.Ordinal);
        Assert.Equal("cpu-1.1 bd-x.lever-cpu-1\n", File.ReadAllText(Path.Combine(_task.Project, "note")));
    }

    [Fact]
    public void It_writes_in_its_worktree_and_to_its_proof_and_nowhere_else()
    {
        using AgentCalls calls = new(new() { Command = ["/bin/sh", "-c", $"echo mine > own; echo '[]' > '{_task.Folder.Proof}'; echo x > '{_folder}/ledger'; echo x > '{_folder}/change/change'; echo x > \"$TMPDIR/y\" && echo tmp"] }, CancellationToken.None);
        Assert.SkipWhen(calls.Without.Any(without => without.Contains("there is no Landlock", StringComparison.Ordinal)), "no Landlock here");
        AgentTurn turn = calls.Call(_task, "", null, CancellationToken.None);
        Assert.Contains("tmp\n", turn.Transcript, StringComparison.Ordinal);
        Assert.Equal("mine\n", File.ReadAllText(Path.Combine(_task.Project, "own")));
        Assert.Equal("[]\n", File.ReadAllText(_task.Folder.Proof));
        Assert.Equal("kept", File.ReadAllText(Path.Combine(_folder, "ledger")));
        Assert.False(File.Exists(Path.Combine(_folder, "change/change")));
    }

    [Fact]
    public void A_tree_that_hangs_is_killed_and_one_that_fails_says_how()
    {
        AgentTurn hung = Call(new() { Command = ["/bin/sh", "-c", "sleep 60 & sleep 60"], Timeout = Duration.FromSeconds(0.3) });
        Assert.Equal(("timed-out", false), (hung.Ended, hung.IsWell));
        AgentTurn failed = Call(new() { Command = ["/bin/sh", "-c", "exit 3"] });
        Assert.Equal(("failed", 3), (failed.Ended, failed.Outcome.ExitCode));
    }

    [Fact]
    public void What_it_leaves_running_ends_with_it()
    {
        AgentTurn turn = Call(new() { Command = ["/bin/sh", "-c", "(sleep 60; echo late > late) & echo done"] });
        Assert.True(turn.IsWell);
        Assert.InRange(turn.Outcome.Wall.Seconds, 0, 20);
        Assert.NotEmpty(turn.Outcome.Orphans);
    }

    [Fact]
    public void A_chatty_agent_is_let_talk_and_the_beginning_and_the_end_are_kept()
    {
        AgentTurn turn = Call(new() { Command = ["/bin/sh", "-c", "echo first; head -c 4000000 /dev/zero | tr '\\0' x; echo; echo '{\"usage\":{\"input_tokens\":7,\"output_tokens\":2}}'"] });
        Assert.InRange(turn.OutputBytes, 4_000_000, 4_000_200);
        Assert.InRange(turn.Transcript.Length, 1000, 400_000);
        Assert.Contains("first\n", turn.Transcript, StringComparison.Ordinal);
        Assert.Contains("are left out", turn.Transcript, StringComparison.Ordinal);
        Assert.Equal((7L, 2L), (turn.Usage.InputTokens, turn.Usage.OutputTokens));
    }

    [Fact]
    public void Time_and_memory_are_limited()
    {
        Assert.False(Call(new() { Command = ["/bin/sh", "-c", "while :; do :; done"], Cpu = Duration.FromSeconds(1), Timeout = Duration.FromSeconds(30) }).Outcome.TimedOut);
        using AgentCalls calls = new(new() { Command = ["/usr/bin/python3", "-c", "x = bytearray(400 << 20); print(len(x))"], Memory = new(128 << 20) }, CancellationToken.None);
        Assert.False(calls.Call(_task, "", null, CancellationToken.None).IsWell);
    }

    [Fact]
    public void The_token_of_a_server_cannot_be_read_and_all_else_can()
    {
        string tokens = Path.Combine(_folder, "state/mcp");
        Directory.CreateDirectory(tokens);
        File.WriteAllText(Path.Combine(tokens, "43117.json"), "the-token");
        File.WriteAllText(Path.Combine(_folder, "state/other"), "others\n");
        string shared = "/dev/shm/" + Path.GetFileName(_folder);
        using AgentCalls calls = new(
            new() { Command = ["/bin/sh", "-c", $"cat '{tokens}/43117.json'; cat '{_folder}/state/other'; ls -d / '{_folder}/state' >/dev/null && ls '{_folder}/state' && echo x > {shared} && rm {shared} && cat '{_folder}/ledger'"] },
            CancellationToken.None,
            [tokens]);
        Assert.SkipWhen(calls.Without.Any(without => without.Contains("there is no Landlock", StringComparison.Ordinal)), "no Landlock here");
        AgentTurn turn = calls.Call(_task, "", null, CancellationToken.None);
        Assert.True(turn.IsWell, turn.Transcript);
        Assert.DoesNotContain("the-token", turn.Transcript, StringComparison.Ordinal);
        Assert.Contains("others\nmcp\nother\nkept", turn.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_servers_keep_their_tokens_is_what_is_hidden()
    {
        string folder = Path.Combine(UserState.Root(), UserState.Tokens);
        using AccessToken token = new();
        token.Write(_folder, new("http://127.0.0.1:1/mcp"));
        Assert.StartsWith(OutputWatch.Real(folder) + "/", token.Path, StringComparison.Ordinal);
        AgentTurn turn = Call(new() { Command = ["/bin/sh", "-c", $"cat '{token.Path}' && echo readable"] });
        Assert.SkipWhen(turn.IsWell && !Enclosure.Prepare(_folder, CancellationToken.None).ProtectsFiles, "no Landlock here");
        Assert.DoesNotContain(token.Text, turn.Transcript, StringComparison.Ordinal);
        Assert.False(turn.IsWell);
    }

    [Theory]
    [InlineData("TMUX", true)]
    [InlineData("TMUX_PANE", true)]
    [InlineData("DBUS_SESSION_BUS_ADDRESS", true)]
    [InlineData("XDG_RUNTIME_DIR", true)]
    [InlineData("DOCKER_HOST", true)]
    [InlineData("SSH_AUTH_SOCK", true)]
    [InlineData("GPG_AGENT_INFO", true)]
    [InlineData("VSCODE_IPC_HOOK_CLI", true)]
    [InlineData("PATH", false)]
    [InlineData("HOME", false)]
    [InlineData("ANTHROPIC_API_KEY", false)]
    [InlineData("XDG_CONFIG_HOME", false)]
    public void Variables_that_lead_around_the_sandbox_are_doors(string variable, bool isDoor) => Assert.Equal(isDoor, AgentDoors.Has(variable));

    [Fact]
    public void An_agent_in_a_sandbox_is_started_without_doors_and_one_without_keeps_them()
    {
        const string Door = "ZELLIJ_HONE_TEST";
        Environment.SetEnvironmentVariable(Door, "socket");
        try
        {
            string[] print = ["/bin/sh", "-c", $"echo \"[${Door}]\"; test -n \"$HONE_BRIEF\" && test -n \"$PATH\""];
            Assert.Contains("[]", Call(new() { Command = print }).Transcript, StringComparison.Ordinal);
            Assert.Contains("[socket]", Call(new() { Command = print, Sandbox = false }).Transcript, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Door, null);
        }
    }

    [Fact]
    public void Builds_of_an_agent_in_a_sandbox_see_one_processor_so_that_MSBuild_meets_nobody_in_tmp()
    {
        string[] print = ["/bin/sh", "-c", "echo \"[$DOTNET_PROCESSOR_COUNT]\""];
        Assert.Contains("[1]", Call(new() { Command = print }).Transcript, StringComparison.Ordinal);
        Assert.Contains($"[{Environment.GetEnvironmentVariable("DOTNET_PROCESSOR_COUNT")}]", Call(new() { Command = print, Sandbox = false }).Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public void The_link_to_the_repository_is_put_back()
    {
        string link = Path.Combine(_task.Folder.Worktree, ".git");
        File.WriteAllText(link, "gitdir: /somewhere\n");
        WorktreeGuard guard = new(_task.Folder.Worktree);
        Assert.False(guard.Restore());
        File.Delete(link);
        Directory.CreateDirectory(Path.Combine(link, "hooks"));
        Assert.True(guard.Restore());
        Assert.Equal("gitdir: /somewhere\n", File.ReadAllText(link));
        File.Delete(link);
        File.CreateSymbolicLink(link, "/etc/passwd");
        Assert.True(guard.Restore());
        Assert.True(File.Exists("/etc/passwd"));
        Assert.Equal("gitdir: /somewhere\n", File.ReadAllText(link));
    }

    private AgentTurn Call(AgentSettings settings, string brief = "")
    {
        using AgentCalls calls = new(settings, CancellationToken.None);
        return calls.Call(_task, brief, null, CancellationToken.None);
    }
}
