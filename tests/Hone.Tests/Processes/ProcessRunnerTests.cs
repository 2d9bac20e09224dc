using System.Text;
using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Units;

namespace Hone.Tests.Processes;

public sealed class ProcessRunnerTests
{
    [Fact]
    public void Output_and_exit_code_are_the_programs_own()
    {
        RunOutcome outcome = Shell("echo hello; echo oops >&2; exit 3");
        Assert.Equal("hello\n", Encoding.UTF8.GetString(outcome.Stdout));
        Assert.Equal("oops\n", Encoding.UTF8.GetString(outcome.Stderr));
        Assert.Equal(3, outcome.ExitCode);
        Assert.Null(outcome.Signal);
    }

    [Fact]
    public void A_signal_is_reported_as_a_shell_does()
    {
        RunOutcome outcome = Shell("kill -SEGV $$");
        Assert.Equal(11, outcome.Signal);
        Assert.Equal(139, outcome.ExitCode);
    }

    [Fact]
    public void A_writer_whose_reader_left_ends_with_sigpipe() =>
        Assert.Equal("141\n", Encoding.UTF8.GetString(Shell("{ yes; echo $? >&2; } 2>$0.status | head -1 >/dev/null; cat $0.status; rm $0.status", Path.GetTempFileName()).Stdout));

    [Fact]
    public void Peak_memory_is_the_programs_own_and_not_that_of_an_earlier_one_or_of_hone()
    {
        byte[] ballast = new byte[200 << 20];
        Array.Fill(ballast, (byte)1);
        RunOutcome large = Run("python3", "-c", "x = bytearray(200 << 20)");
        RunOutcome small = Run("/bin/true");
        Assert.InRange(large.PeakRss.Value, 200L << 20, 300L << 20);
        Assert.InRange(small.PeakRss.Value, 1, 20L << 20);
        GC.KeepAlive(ballast);
    }

    [Fact]
    public void Cpu_time_of_children_that_were_waited_for_counts()
    {
        RunOutcome outcome = Shell("sh -c 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'");
        Assert.True(outcome.User.Nanoseconds > outcome.Wall.Nanoseconds / 4, $"user {outcome.User} of wall {outcome.Wall}");
    }

    [Fact]
    public void A_program_that_outlives_its_parent_is_timed_to_its_end()
    {
        RunOutcome outcome = Shell("sleep 0.5 & exit 7");
        Assert.Equal(7, outcome.ExitCode);
        Assert.True(outcome.Wall.Seconds >= 0.5, outcome.Wall.ToString());
        Assert.Single(outcome.Orphans);
    }

    [Fact]
    public void A_time_out_kills_the_whole_tree()
    {
        string mark = Marked.New();
        RunOutcome outcome = Shell($"export MARK={mark}; sleep 61 & setsid sleep 62 & sleep 63", "sh", 0.3);
        Assert.True(outcome.TimedOut);
        Assert.True(outcome.Wall.Seconds < 30, outcome.Wall.ToString());
        Assert.Empty(Marked.Find(mark));
    }

    [Fact]
    public void A_cancellation_kills_the_whole_tree()
    {
        string mark = Marked.New();
        using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(300));
        Assert.Throws<OperationCanceledException>(() => ProcessRunner.Run(Request("sh", "-c", $"export MARK={mark}; sleep 61 & sleep 62"), source.Token));
        Assert.Empty(Marked.Find(mark));
    }

    [Fact]
    public void Dropping_a_running_process_kills_it()
    {
        string mark = Marked.New();
        using (ProcessRunner.Start(Request("sh", "-c", $"export MARK={mark}; sleep 61 & sleep 62")))
        {
            Thread.Sleep(100);
        }

        Assert.Empty(Marked.Find(mark));
    }

    [Fact]
    public void Trees_that_run_at_once_do_not_wait_for_each_other()
    {
        RunOutcome[] outcomes = new RunOutcome[2];
        Parallel.For(0, 2, i => outcomes[i] = Shell(i == 0 ? "sleep 1.5 & exit 1" : "true & exit 2"));
        Assert.Equal(1, outcomes[0].ExitCode);
        Assert.Equal(2, outcomes[1].ExitCode);
        Assert.True(outcomes[0].Wall.Nanoseconds > 2 * outcomes[1].Wall.Nanoseconds, $"{outcomes[0].Wall} and {outcomes[1].Wall}");
    }

    [Fact]
    public void A_large_output_is_counted_and_not_kept()
    {
        RunOutcome outcome = ProcessRunner.Run(Request("head", "-c", "300000000", "/dev/zero") with { Stdout = new OutputTarget.Drain() }, CancellationToken.None);
        Assert.Equal(300_000_000, outcome.StdoutBytes);
        Assert.Empty(outcome.Stdout);
    }

    [Fact]
    public void A_sink_gets_every_byte_in_order()
    {
        using MemoryStream all = new();
        ProcessRunner.Run(Request("seq", "200000") with { Stdout = new OutputTarget.ToSink(bytes => all.Write(bytes.Span)) }, CancellationToken.None);
        Assert.Equal(string.Concat(Enumerable.Range(1, 200000).Select(i => i + "\n")), Encoding.ASCII.GetString(all.ToArray()));
    }

    [Fact]
    public void Standard_input_is_the_file_given_or_empty()
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, "from the file");
        Assert.Equal("from the file", Encoding.UTF8.GetString(ProcessRunner.Run(Request("cat") with { StdinFile = file }, CancellationToken.None).Stdout));
        Assert.Empty(Run("cat").Stdout);
        File.Delete(file);
    }

    [Theory]
    [InlineData("no-such-program", "program-missing")]
    [InlineData("./no-such-program", "program-missing")]
    [InlineData("/etc/passwd", "program-not-executable")]
    [InlineData("/etc", "program-is-folder")]
    public void A_program_that_cannot_be_started_is_named_with_the_reason(string program, string rule) =>
        Assert.Equal(rule, Assert.Throws<ProblemException>(() => Run(program)).Problem.Rule);

    [Theory]
    [InlineData("#!/no/such/interpreter\n", "interpreter-missing")]
    [InlineData("not a program at all\n", "not-a-program")]
    public void A_file_that_the_kernel_refuses_is_named_with_the_reason(string content, string rule)
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, content);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal(rule, Assert.Throws<ProblemException>(() => Run(file)).Problem.Rule);
        File.Delete(file);
    }

    [Fact]
    public void Variables_are_set_and_removed()
    {
        SpawnRequest request = Request("sh", "-c", "echo $ADDED ${HOME-none}") with { Environment = new Dictionary<string, string?> { ["ADDED"] = "yes", ["HOME"] = null } };
        Assert.Equal("yes none\n", Encoding.UTF8.GetString(ProcessRunner.Run(request, CancellationToken.None).Stdout));
    }

    private static RunOutcome Run(params string[] argv) => ProcessRunner.Run(Request(argv), CancellationToken.None);

    private static RunOutcome Shell(string line, string name = "sh", double seconds = 30) =>
        ProcessRunner.Run(Request("bash", "-c", line, name) with { Timeout = Duration.FromSeconds(seconds) }, CancellationToken.None);

    private static SpawnRequest Request(params string[] argv) => new() { Argv = argv, WorkingDirectory = "/", Stdout = new OutputTarget.Capture(1 << 20) };
}
