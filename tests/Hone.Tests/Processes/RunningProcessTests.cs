using System.Text;
using Hone.Linux.Processes;
using Hone.Units;

namespace Hone.Tests.Processes;

public sealed class RunningProcessTests
{
    [Fact]
    public void The_time_out_is_kept_though_nobody_waits()
    {
        string mark = Marked.New();
        using RunningProcess process = ProcessRunner.Start(Request($"export MARK={mark}; sleep 61 & sleep 62") with { Timeout = Duration.FromSeconds(0.3) });
        Marked.Await(() => process.HasExited, "the end");
        Assert.True(process.Wait(CancellationToken.None).TimedOut);
        Assert.Empty(Marked.Find(mark));
    }

    [Fact]
    public void The_time_of_the_end_is_taken_though_nobody_waits()
    {
        using RunningProcess process = ProcessRunner.Start(Request("exit 0"));
        Marked.Await(() => process.HasExited, "the end");
        Thread.Sleep(3000);
        Assert.InRange(process.Wait(CancellationToken.None).Wall.Seconds, 0, 2.9);
    }

    [Fact]
    public void Every_wait_gives_the_same_outcome()
    {
        using RunningProcess process = ProcessRunner.Start(Request("sleep 0.2; exit 4"));
        RunOutcome[] outcomes = new RunOutcome[4];
        Parallel.For(0, outcomes.Length, i => outcomes[i] = process.Wait(CancellationToken.None));
        Assert.All(outcomes, outcome => Assert.Same(outcomes[0], outcome));
        Assert.Equal(4, outcomes[0].ExitCode);
    }

    [Fact]
    public void A_signal_reaches_the_first_process_and_no_later_one()
    {
        using RunningProcess process = ProcessRunner.Start(Request("trap 'exit 9' TERM; echo ready; while :; do sleep 0.05; done"));
        Thread.Sleep(300);
        process.Signal(15);
        Assert.Equal(9, process.Wait(CancellationToken.None).ExitCode);
        process.Signal(9);
    }

    [Fact]
    public void A_daemon_that_holds_the_output_open_does_not_outlast_the_time_out()
    {
        RunOutcome outcome = ProcessRunner.Run(Dummy("fork-and-leave", "61000", "keep") with { Timeout = Duration.FromSeconds(2) }, CancellationToken.None);
        Assert.True(outcome.TimedOut);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["sleep"], outcome.Orphans);
        Assert.InRange(outcome.Wall.Seconds, 2, 30);
    }

    [Fact]
    public void A_program_that_will_not_be_asked_is_killed()
    {
        RunOutcome outcome = ProcessRunner.Run(Dummy("hang") with { Timeout = Duration.FromSeconds(2) }, CancellationToken.None);
        Assert.Equal(9, outcome.Signal);
        Assert.Equal(137, outcome.ExitCode);
        Assert.Equal("hanging\n", Encoding.UTF8.GetString(outcome.Stdout));
    }

    // Beside another tree neither the session, nor the marker, nor elimination tells whose it is; its parent does.
    [Fact]
    public void A_time_out_kills_a_child_that_hides_while_another_tree_runs()
    {
        string mark = Marked.New();
        using RunningProcess other = ProcessRunner.Start(Request("sleep 61"));
        RunOutcome outcome = ProcessRunner.Run(Request($"env -i MARK={mark} setsid --wait sleep 62") with { Timeout = Duration.FromSeconds(0.5) }, CancellationToken.None);
        Assert.True(outcome.TimedOut);
        Assert.Empty(Marked.Find(mark));
        Assert.False(other.HasExited);
    }

    [Fact]
    public void A_child_that_had_ended_is_no_orphan() => Assert.Empty(ProcessRunner.Run(Request("true & sleep 0.3; exec true"), CancellationToken.None).Orphans);

    [Fact]
    public void Many_at_once_keep_their_outcomes_apart()
    {
        Parallel.For(0, 60, new() { MaxDegreeOfParallelism = 8 }, i =>
        {
            RunOutcome outcome = ProcessRunner.Run(Request($"echo {i}; (sleep 0.0{i % 5} &); exit {i}"), CancellationToken.None);
            Assert.Equal(i, outcome.ExitCode);
            Assert.Equal($"{i}\n", Encoding.UTF8.GetString(outcome.Stdout));
        });
    }

    [Fact]
    public void A_sink_that_fails_is_reported_and_the_program_still_ends()
    {
        SpawnRequest request = Request("seq 300000") with { Stdout = new OutputTarget.ToSink(_ => throw new InvalidDataException("no more")) };
        Assert.Contains("no more", Assert.Throws<IOException>(() => ProcessRunner.Run(request, CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    private static SpawnRequest Dummy(params string[] arguments) => Request("") with
    {
        Argv = [Path.Combine(Repository.Root, "artifacts/bin/Hone.Dummy/release/hone-dummy"), .. arguments],
    };

    private static SpawnRequest Request(string line) => new() { Argv = ["/bin/sh", "-c", line], WorkingDirectory = "/", Stdout = new OutputTarget.Capture(1 << 20) };
}
