using System.Text;
using Hone.Linux.Processes;
using Hone.Units;

namespace Hone.Tests.Processes;

public sealed class GuardTests
{
    private const int SigKill = 9;
    private const int SigTerm = 15;

    [Theory]
    [InlineData(SigKill)]
    [InlineData(SigTerm)]
    public void When_hone_is_killed_nothing_that_it_started_stays(int signal)
    {
        string mark = Marked.New();
        using RunningProcess hone = ProcessRunner.Start(OtherHone.Request($"export MARK={mark}; sleep 61 & setsid sh -c 'sleep 62; :' & setsid sleep 63 & wait"));
        Marked.Await(mark, 4);
        hone.Signal(signal);
        Marked.Await(mark, 0);
        Marked.Await(() => hone.HasExited, "the end of the process itself");
    }

    [Fact]
    public void The_guard_ends_with_hone()
    {
        using RunningProcess hone = ProcessRunner.Start(OtherHone.Request("sleep 1"));
        Marked.Await(() => Marked.GuardsOf(hone.Pid).Count == 1, "the guard");
        RunOutcome outcome = hone.Wait(CancellationToken.None);
        Assert.Equal("exit code 0", Encoding.UTF8.GetString(outcome.Stdout));

        // Had it stayed, it would be an orphan of this tree.
        Assert.Empty(outcome.Orphans);
    }

    [Fact]
    public void The_guard_holds_none_of_hones_outputs_open()
    {
        using RunningProcess hone = ProcessRunner.Start(OtherHone.Request("sleep 61"));
        Marked.Await(() => Marked.GuardsOf(hone.Pid).Count == 1, "the guard");
        string folder = $"/proc/{Marked.GuardsOf(hone.Pid)[0]}/fd";
        Marked.Await(() => File.ResolveLinkTarget(folder + "/1", returnFinalTarget: false)?.FullName == "/dev/null", "its standard output to be nothing");
        Assert.Equal("/dev/null", File.ResolveLinkTarget(folder + "/2", returnFinalTarget: false)?.FullName);
    }

    [Fact]
    public void An_outer_hone_finds_what_an_inner_one_started()
    {
        string mark = Marked.New();
        RunOutcome outcome = ProcessRunner.Run(
            OtherHone.Request($"export MARK={mark}; sleep 61 & setsid sleep 62 & wait") with { Timeout = Duration.FromSeconds(2) },
            CancellationToken.None);
        Assert.True(outcome.TimedOut);
        Assert.Empty(Marked.Find(mark));
    }

    [Fact]
    public void A_parent_that_ignores_its_children_does_not_turn_failures_into_successes()
    {
        SpawnRequest request = OtherHone.Request("exit 3");
        RunOutcome outcome = ProcessRunner.Run(request with { Argv = ["bash", "-c", "trap '' CHLD; exec \"$0\"", .. request.Argv] }, CancellationToken.None);
        Assert.Equal("exit code 3", Encoding.UTF8.GetString(outcome.Stdout));
    }
}
