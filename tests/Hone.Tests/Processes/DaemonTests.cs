using Hone.Linux.Processes;
using Hone.Units;

namespace Hone.Tests.Processes;

/// <summary>Alone, because a daemon that cleared its environment is known by elimination: no other tree runs.</summary>
[CollectionDefinition(nameof(DaemonTests), DisableParallelization = true)]
[Collection(nameof(DaemonTests))]
public sealed class DaemonTests
{
    [Theory]
    [InlineData("setsid sleep 0.4 &")]
    [InlineData("env -i setsid sleep 0.4 &")]
    [InlineData("(setsid sh -c 'sleep 0.4 & exit' &)")]
    [InlineData("(env -i setsid sh -c 'setsid sleep 0.4 & exit' &)")]
    public void A_daemon_is_found_whatever_it_does_to_get_away(string line)
    {
        RunOutcome outcome = ProcessRunner.Run(Request(line), CancellationToken.None);
        Assert.InRange(outcome.Wall.Seconds, 0.4, 20);
        Assert.Contains("sleep", outcome.Orphans);
    }

    [Fact]
    public void A_daemon_that_hides_is_killed_at_the_time_out()
    {
        string mark = Marked.New();
        RunOutcome outcome = ProcessRunner.Run(Request($"env -i MARK={mark} setsid sleep 61 &") with { Timeout = Duration.FromSeconds(0.5) }, CancellationToken.None);
        Assert.True(outcome.TimedOut);
        Assert.Empty(Marked.Find(mark));
    }

    [Fact]
    public void A_daemon_that_a_build_leaves_behind_is_waited_for_as_long_as_allowed_and_then_killed()
    {
        string mark = Marked.New();
        RunOutcome outcome = ProcessRunner.Run(Request($"MARK={mark} setsid sleep 61 & exit 3") with { OrphanGrace = Duration.FromSeconds(0.3) }, CancellationToken.None);
        Assert.Equal((3, false), (outcome.ExitCode, outcome.TimedOut));
        Assert.Contains("sleep", outcome.Orphans);
        Assert.Empty(Marked.Find(mark));
    }

    private static SpawnRequest Request(string line) => new() { Argv = ["bash", "-c", line], WorkingDirectory = "/", Timeout = Duration.FromSeconds(30) };
}
