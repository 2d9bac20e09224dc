using System.Text;
using Hone.Linux.Processes;
using Hone.Problems;

namespace Hone.Tests.Processes;

public sealed class ChildFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_output_file_that_cannot_be_made_is_named()
    {
        string path = Path.Combine(_folder, "no/such/out");
        Problem problem = ProblemOf(Request("true") with { Stdout = new OutputTarget.ToFile(path) });
        Assert.Equal("file-missing", problem.Rule);
        Assert.Equal(path, problem.Place);
    }

    [Fact]
    public void An_output_file_that_is_a_folder_is_named() =>
        Assert.Equal("file-is-folder", ProblemOf(Request("true") with { Stderr = new OutputTarget.ToFile(_folder) }).Rule);

    [Theory]
    [InlineData("none", "stdin-missing")]
    [InlineData(".", "stdin-is-folder")]
    public void A_standard_input_that_cannot_be_read_is_named(string name, string rule) =>
        Assert.Equal(rule, ProblemOf(Request("true") with { StdinFile = Path.Combine(_folder, name) }).Rule);

    [Theory]
    [InlineData("none", "folder-missing")]
    [InlineData("file", "folder-is-file")]
    public void A_folder_to_run_in_that_is_none_is_named(string name, string rule)
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        Assert.Equal(rule, ProblemOf(Request("true") with { WorkingDirectory = Path.Combine(_folder, name) }).Rule);
    }

    [Fact]
    public void A_program_that_cannot_be_found_makes_no_output_file()
    {
        string path = Path.Combine(_folder, "out");
        Assert.Throws<ProblemException>(() => ProcessRunner.Run(new() { Argv = ["no-such-program"], WorkingDirectory = "/", Stdout = new OutputTarget.ToFile(path) }, CancellationToken.None));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Both_outputs_to_one_file_come_in_the_order_of_writing()
    {
        OutputTarget.ToFile file = new(Path.Combine(_folder, "both"));
        RunOutcome outcome = ProcessRunner.Run(Request("echo one; echo two >&2; echo three") with { Stdout = file, Stderr = file }, CancellationToken.None);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("one\ntwo\nthree\n", File.ReadAllText(file.Path));
    }

    [Fact]
    public void A_capture_keeps_its_limit_and_counts_the_rest()
    {
        RunOutcome outcome = ProcessRunner.Run(Request("head -c 1000000 /dev/zero | tr '\\0' x") with { Stdout = new OutputTarget.Capture(1000) }, CancellationToken.None);
        Assert.Equal(new string('x', 1000), Encoding.ASCII.GetString(outcome.Stdout));
        Assert.Equal(1_000_000, outcome.StdoutBytes);
    }

    [Fact]
    public void The_child_gets_its_three_descriptors_and_what_this_process_was_itself_given_to_hand_on()
    {
        const int CloseOnExec = 0x80000;
        string[] handedOn = [.. Directory.GetFiles("/proc/self/fdinfo").Where(file => (Flags(file) & CloseOnExec) == 0).Select(file => Path.GetFileName(file)!)];
        RunOutcome outcome = ProcessRunner.Run(Request("for f in /proc/$$/fd/*; do [ -e $f ] && echo ${f##*/}; done") with { Stdout = new OutputTarget.Capture(1000) }, CancellationToken.None);
        Assert.Equal(
            handedOn.Union(["0", "1", "2"]).Order(StringComparer.Ordinal),
            Encoding.ASCII.GetString(outcome.Stdout).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));

        static int Flags(string file)
        {
            try
            {
                return Convert.ToInt32(File.ReadAllLines(file)[1]["flags:".Length..].Trim(), 8);
            }
            catch (IOException)
            {
                return CloseOnExec;
            }
        }
    }

    [Fact]
    public void The_environment_is_sorted_and_as_large_in_every_run()
    {
        string[] lines = Variables();
        Assert.Equal(lines.Order(StringComparer.Ordinal), lines);
        for (int run = 0; run < 20; run++)
        {
            Assert.Equal(lines.Sum(line => line.Length), Variables().Sum(line => line.Length));
        }
    }

    [Fact]
    public void The_same_request_again_has_the_same_environment_but_for_its_marker()
    {
        SpawnRequest request = new() { Argv = ["env"], WorkingDirectory = "/", Stdout = new OutputTarget.Capture(100_000) };
        string[][] runs = [.. Enumerable.Range(0, 3).Select(_ => Encoding.UTF8.GetString(ProcessRunner.Run(request, CancellationToken.None).Stdout).Split('\n'))];
        Assert.All(runs, run => Assert.Equal(Marker(runs[0]), Marker(run)));
        Assert.Equal(3, runs.Select(run => run[Marker(run)]).Distinct().Count());
        Assert.All(runs, run => Assert.Equal(runs[0].Where((_, i) => i != Marker(run)), run.Where((_, i) => i != Marker(run))));

        static int Marker(string[] lines) => Array.FindIndex(lines, line => line.StartsWith("HONE_TREE=", StringComparison.Ordinal));
    }

    [Fact]
    public void A_program_that_is_taken_away_between_two_runs_is_missed_by_name()
    {
        Script("gone", "exit 0");
        SpawnRequest request = new() { Argv = ["./gone"], WorkingDirectory = _folder };
        Assert.Equal(0, ProcessRunner.Run(request, CancellationToken.None).ExitCode);
        File.Delete(Path.Combine(_folder, "gone"));
        Assert.Equal("program-missing", Assert.Throws<ProblemException>(() => ProcessRunner.Run(request, CancellationToken.None)).Problem.Rule);
        Script("gone", "exit 3");
        Assert.Equal(3, ProcessRunner.Run(request, CancellationToken.None).ExitCode);
    }

    // What a program sets on a descriptor holds for the open file, and with it for whoever else has that.
    [Fact]
    public void Every_child_has_an_open_dev_null_of_its_own()
    {
        const string Line = "import fcntl, os; before = fcntl.fcntl(0, fcntl.F_GETFL) | fcntl.fcntl(1, fcntl.F_GETFL); [fcntl.fcntl(fd, fcntl.F_SETFL, before | os.O_NONBLOCK | os.O_APPEND) for fd in (0, 1)]; os._exit(1 if before & os.O_NONBLOCK else 0)";
        SpawnRequest request = new() { Argv = ["python3", "-c", Line], WorkingDirectory = "/", Stdout = new OutputTarget.Null() };
        Assert.All(Enumerable.Range(0, 3), _ => Assert.Equal(0, ProcessRunner.Run(request, CancellationToken.None).ExitCode));
    }

    // GNU grep ends at the first match when it sees /dev/null.
    [Fact]
    public void Discarded_output_does_not_look_thrown_away_to_the_program()
    {
        string file = Path.Combine(_folder, "lines");
        File.WriteAllText(file, string.Concat(Enumerable.Repeat("line\n", 1_000_000)));
        SpawnRequest request = new() { Argv = ["grep", "line", file], WorkingDirectory = "/", Stdout = new OutputTarget.Discard() };
        Assert.InRange(ProcessRunner.Run(request, CancellationToken.None).BytesWritten!.Value, 5_000_000, long.MaxValue);
        Assert.Equal(0, ProcessRunner.Run(request with { Stdout = new OutputTarget.Null() }, CancellationToken.None).BytesWritten);
    }

    [Fact]
    public void A_script_sees_its_path_as_it_was_given()
    {
        Script("show", "echo $0");
        SpawnRequest request = new() { Argv = ["./show"], WorkingDirectory = _folder, Stdout = new OutputTarget.Capture(1000) };
        Assert.Equal("./show\n", Encoding.ASCII.GetString(ProcessRunner.Run(request, CancellationToken.None).Stdout));
    }

    [Fact]
    public void A_name_is_looked_up_in_the_childs_path_past_what_may_not_be_executed()
    {
        Script("first/tool", "echo wrong");
        File.SetUnixFileMode(Path.Combine(_folder, "first/tool"), UnixFileMode.UserRead);
        Script("second/tool", "echo right");
        SpawnRequest request = new()
        {
            Argv = ["tool"],
            WorkingDirectory = _folder,
            Environment = new Dictionary<string, string?> { ["PATH"] = _folder + "/first:second:/bin" },
            Stdout = new OutputTarget.Capture(1000),
        };
        Assert.Equal("right\n", Encoding.ASCII.GetString(ProcessRunner.Run(request, CancellationToken.None).Stdout));
    }

    [Fact]
    public void Without_a_path_nothing_of_the_folder_is_run()
    {
        Script("tool", "echo wrong");
        SpawnRequest request = new() { Argv = ["tool"], WorkingDirectory = _folder, Environment = new Dictionary<string, string?> { ["PATH"] = null } };
        Assert.Equal("program-missing", ProblemOf(request).Rule);
    }

    [Fact]
    public void What_was_searched_is_said()
    {
        SpawnRequest request = new() { Argv = ["no-such-program"], WorkingDirectory = "/", Environment = new Dictionary<string, string?> { ["PATH"] = "/here:/there" } };
        Assert.Contains("/here:/there", ProblemOf(request).What, StringComparison.Ordinal);
    }

    private static Problem ProblemOf(SpawnRequest request) => Assert.Throws<ProblemException>(() => ProcessRunner.Run(request, CancellationToken.None)).Problem;

    private static SpawnRequest Request(string line) => new() { Argv = ["/bin/sh", "-c", line], WorkingDirectory = "/" };

    private static string[] Variables() => Encoding.UTF8.GetString(ProcessRunner.Run(
        new() { Argv = ["env", "-0"], WorkingDirectory = "/", Stdout = new OutputTarget.Capture(1 << 20) },
        CancellationToken.None).Stdout).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private void Script(string name, string line)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "#!/bin/sh\n" + line + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
