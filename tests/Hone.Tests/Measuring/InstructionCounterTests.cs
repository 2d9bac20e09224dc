using System.Text;
using Hone.Linux.Measuring;
using Hone.Linux.Processes;
using Hone.Measurement.Instructions;
using Hone.Problems;
using Hone.Tests.Profiling.Symbols;
using Hone.Units;

namespace Hone.Tests.Measuring;

public sealed class InstructionCounterTests : IDisposable
{
    private readonly Compiler _compiler = new();
    private readonly InstructionSource _source = InstructionSource.Find(CancellationToken.None);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _compiler.Dispose();

    [Fact]
    public void A_twentieth_of_a_per_cent_more_work_is_found_and_the_same_work_counts_the_same()
    {
        string hash = _compiler.Compile("gcc", "hash.c", "-O2");
        InstructionRuns runs = new(new InstructionCounter(_source));
        IReadOnlyList<IReadOnlyList<InstructionCount>> counts = runs.Take([Request(hash, "20000"), Request(hash, "20000"), Request(hash, "20010")], 2, Cancellation);
        InstructionVerdict same = InstructionVerdict.Of(counts[0], counts[1]);
        InstructionVerdict more = InstructionVerdict.Of(counts[0], counts[2]);
        Assert.True(same.Identical);
        Assert.Equal(InstructionFinding.More, more.Finding);
        Assert.Equal("main", more.Functions[0].Function);
    }

    [Fact]
    public void Hones_own_environment_is_not_the_programs()
    {
        string hash = _compiler.Compile("gcc", "hash.c", "-O2");
        long before = Count(Request(hash, "100")).Total;
        Environment.SetEnvironmentVariable("HONE_TEST_PADDING", new string('x', 5000));
        try
        {
            Assert.Equal(before, Count(Request(hash, "100")).Total);
        }
        finally
        {
            Environment.SetEnvironmentVariable("HONE_TEST_PADDING", null);
        }
    }

    [Fact]
    public void Input_output_and_exit_code_stay_the_programs_own()
    {
        string input = Path.Combine(_compiler.Folder, "input");
        File.WriteAllText(input, "some input");
        SpawnRequest request = Request("/bin/sh", "-c", "cat; echo 'summary: 7' >&2; exit 3") with
        {
            StdinFile = input,
            Stdout = new OutputTarget.Capture(1000),
            Stderr = new OutputTarget.Capture(1000),
        };
        InstructionCount count = new InstructionCounter(_source).Count(request, out RunOutcome outcome, Cancellation);
        Assert.Equal((3, "some input", "summary: 7\n"), (outcome.ExitCode, Encoding.UTF8.GetString(outcome.Stdout), Encoding.UTF8.GetString(outcome.Stderr)));
        Assert.True(count.Total > 10_000);
    }

    [Fact]
    public void A_signal_stays_a_signal()
    {
        new InstructionCounter(_source).Count(Request("/bin/sh", "-c", "kill -15 $$"), out RunOutcome outcome, Cancellation);
        Assert.Equal(15, outcome.Signal);
    }

    [Fact]
    public void Programs_that_a_script_starts_are_counted_unless_only_the_first_is_asked_for()
    {
        string hash = _compiler.Compile("gcc", "hash.c", "-O2");
        SpawnRequest script = Request("/bin/sh", "-c", $"{hash} 20000; {hash} 20000");
        long one = Count(Request(hash, "20000")).Total;
        InstructionCount all = Count(script);
        long shell = new InstructionCounter(_source) { FollowChildren = false }.Count(script, Cancellation).Total;
        Assert.Equal(3, all.Processes.Count);
        Assert.InRange(all.Total, 2 * one, (2 * one) + (2 * shell));
        Assert.True(shell < one);
    }

    [Fact]
    public void What_a_process_executed_before_it_forked_is_counted_once()
    {
        string forks = _compiler.Compile("gcc", "forks.c", "-O2");
        long alone = Count(Request(forks, "1000000", "0", "0")).Total;
        InstructionCount withCopies = Count(Request(forks, "1000000", "3", "1000"));
        Assert.Equal(4, withCopies.Processes.Count);
        Assert.InRange(withCopies.Total, alone, alone * 1.05);
        Assert.Empty(withCopies.Notes);
    }

    [Fact]
    public void A_process_that_is_killed_is_said_to_be_missing_from_the_sum() =>
        Assert.Contains("were killed before their count", Assert.Single(Count(Request("/bin/sh", "-c", "sleep 100 & sleep 1; kill -9 $!; wait; exit 0")).Notes), StringComparison.Ordinal);

    [Fact]
    public void A_program_that_does_not_exist_is_named() =>
        Assert.Equal("program-missing", Assert.Throws<ProblemException>(() => Count(Request("./none"))).Problem.Rule);

    [Fact]
    public void Without_valgrind_and_counters_it_says_how_to_get_one()
    {
        InstructionCounter counter = new(new InstructionSource(null, null, "this machine has no counter"));
        Problem problem = Assert.Throws<ProblemException>(() => counter.Count(Request("true"), Cancellation)).Problem;
        Assert.Equal((ExitCode.ToolMissing, "no-instruction-counter", "apt-get install valgrind"), (problem.Exit, problem.Rule, problem.Next));
    }

    [Fact]
    public void A_program_that_hangs_is_ended_at_fifty_times_the_time_out() =>
        Assert.Equal("count-timeout", Assert.Throws<ProblemException>(() => Count(Request("sleep", "1000") with { Timeout = Duration.FromSeconds(0.02) })).Problem.Rule);

    [Fact]
    public void A_failing_command_is_no_count()
    {
        Problem problem = Assert.Throws<ProblemException>(() => new InstructionRuns(new InstructionCounter(_source)).Take([Request("/bin/sh", "-c", "echo broken >&2; exit 3")], 2, Cancellation)).Problem;
        Assert.Equal("command-failed", problem.Rule);
        Assert.Contains("exit code 3", problem.What, StringComparison.Ordinal);
        Assert.EndsWith("broken", problem.What, StringComparison.Ordinal);
    }

    private InstructionCount Count(SpawnRequest request) => new InstructionCounter(_source).Count(request, Cancellation);

    private SpawnRequest Request(params string[] argv) => new() { Argv = argv, WorkingDirectory = _compiler.Folder };
}
