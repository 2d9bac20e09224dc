using System.Globalization;
using System.Text;
using Hone.Linux.Processes;
using Hone.Problems;

namespace Hone.Tests.Processes;

public sealed class SettingsTests
{
    private const int LastCpu = 8191;

    [Fact]
    public void A_pinned_child_and_its_children_run_on_that_cpu_and_hone_on_all_of_its_own()
    {
        string before = OwnLine("Cpus_allowed_list:");
        int cpu = Cpus(before).Last();
        RunOutcome outcome = Run(Shell("grep Cpus_allowed_list /proc/$$/status; sh -c 'grep Cpus_allowed_list /proc/$$/status'; for i in 1 2 3 4 5; do cut -d' ' -f39 /proc/self/stat; done") with { Cpus = [cpu] });
        string[] lines = Text(outcome).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(7, lines.Length);
        Assert.All(lines, line => Assert.Equal(cpu.ToString(CultureInfo.InvariantCulture), line.Split('\t')[^1]));
        Assert.Equal(before, OwnLine("Cpus_allowed_list:"));
        Assert.Equal(before, Text(Run(Shell("grep Cpus_allowed_list /proc/self/status"))).Trim());
    }

    [Theory]
    [InlineData("cpu-missing", LastCpu)]
    [InlineData("cpu-missing", 0, LastCpu)]
    [InlineData("cpu-missing", -1)]
    [InlineData("cpu-missing", int.MaxValue)]
    [InlineData("no-cpus")]
    public void A_list_of_cpus_that_cannot_be_is_refused(string rule, params int[] cpus) =>
        Assert.Equal(rule, ProblemOf(Shell("true") with { Cpus = cpus }).Rule);

    [Fact]
    public void A_priority_is_the_childs_alone()
    {
        int own = int.Parse(Text(Run(Shell("nice"))), CultureInfo.InvariantCulture);
        int lower = Math.Min(own + 7, 19);
        Assert.Equal(lower, int.Parse(Text(Run(Shell("nice") with { Nice = lower })), CultureInfo.InvariantCulture));
        Assert.Equal(own, int.Parse(Text(Run(Shell("nice"))), CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(-21)]
    [InlineData(20)]
    public void A_priority_that_does_not_exist_is_refused(int nice) => Assert.Equal("nice-out-of-range", ProblemOf(Shell("true") with { Nice = nice }).Rule);

    // In this test program again, without the privilege.
    [Fact]
    public void A_priority_without_permission_is_refused_by_name()
    {
        SpawnRequest request = OtherHone.Request("exit 0", nice: -5);
        RunOutcome outcome = Run(Environment.IsPrivilegedProcess
            ? request with { Argv = ["setpriv", "--bounding-set=-sys_nice", "--inh-caps=-sys_nice", .. request.Argv] }
            : request);
        Assert.Equal("priority-refused", Text(outcome));
    }

    // Fields 40 and 41 of proc_pid_stat(5) are the priority and the policy; SCHED_RR is 2.
    [Fact]
    public void A_child_at_real_time_runs_before_the_others_and_neither_hone_nor_the_next_child_does_afterwards()
    {
        const string Scheduling = "cut -d' ' -f40,41 /proc/$$/stat";
        string own = Text(Run(Shell(Scheduling)));
        SpawnRequest request = Shell(Scheduling) with { RealTime = true };
        if (!MayRunAtRealTime())
        {
            Assert.Equal("real-time-refused", ProblemOf(request).Rule);
            return;
        }

        Assert.Equal("10 2\n", Text(Run(request)));
        Assert.Equal(own, Text(Run(Shell(Scheduling))));
        Assert.Equal("10 2\n", Text(Run(request)));
        Assert.Equal(own, string.Join(' ', File.ReadAllText("/proc/thread-self/stat").Split(") ")[^1].Split(' ')[37..39]) + "\n");
    }

    [Fact]
    public void Real_time_without_permission_is_refused_by_name()
    {
        SpawnRequest request = OtherHone.Request("exit 0", realTime: true);
        RunOutcome outcome = Run(Environment.IsPrivilegedProcess
            ? request with { Argv = ["setpriv", "--bounding-set=-sys_nice", "--inh-caps=-sys_nice", .. request.Argv] }
            : request);
        Assert.Equal("real-time-refused", Text(outcome));
    }

    [Fact]
    public void With_fixed_addresses_every_run_sees_the_same()
    {
        Assert.Single(Enumerable.Range(0, 5).Select(_ => StackOf(fixedAddresses: true)).Distinct());
        Assert.NotEqual(1, Enumerable.Range(0, 5).Select(_ => StackOf(fixedAddresses: false)).Distinct().Count());
    }

    [Fact]
    public void A_cleared_environment_holds_only_what_was_asked_for()
    {
        SpawnRequest request = new()
        {
            Argv = ["env"],
            WorkingDirectory = "/",
            ClearEnvironment = true,
            Environment = new Dictionary<string, string?> { ["B"] = "2", ["A"] = "1", ["HOME"] = null },
            Stdout = new OutputTarget.Capture(4096),
        };
        string[] lines = Text(Run(request)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["A=1", "B=2", "HONE_TREE"], lines.Select(line => line.StartsWith("HONE_TREE=", StringComparison.Ordinal) ? "HONE_TREE" : line));
    }

    [Fact]
    public void With_a_cleared_environment_a_program_is_looked_up_in_the_path_given()
    {
        SpawnRequest request = Shell("true") with { Argv = ["env"], ClearEnvironment = true, Environment = new Dictionary<string, string?> { ["PATH"] = "/no/such" } };
        Assert.Equal("program-missing", ProblemOf(request).Rule);
    }

    [Fact]
    public void The_stack_limit_is_left_alone()
    {
        string own = OwnLine("Max stack size", "/proc/self/limits");
        Assert.Equal(own, Text(Run(Shell("grep 'Max stack size' /proc/self/limits") with { FixedAddresses = true, Nice = 19 })).Trim());
    }

    // The other process may make no file of 8 MiB, and so has no launcher: none is among its children. The brackets keep the shell from finding its own words.
    [Fact]
    public void Without_the_launcher_a_program_is_started_all_the_same()
    {
        const string Line = """
            grep -qs 'hone-launche[r]' $(printf '/proc/%s/cmdline ' $(cat /proc/$PPID/task/*/children)) && exit 5
            [ "$(nice)" = 15 ] && exit 0
            """;
        SpawnRequest request = OtherHone.Request(Line, nice: 15);
        RunOutcome outcome = Run(request with
        {
            Argv = ["bash", "-c", "trap '' XFSZ; ulimit -f 100; exec \"$0\"", .. request.Argv],
            Environment = new Dictionary<string, string?>(request.Environment) { ["DOTNET_EnableWriteXorExecute"] = "0" },
        });
        Assert.Equal("exit code 0", Text(outcome));
    }

    private static bool MayRunAtRealTime() =>
        Run(new() { Argv = ["chrt", "-r", "10", "true"], WorkingDirectory = "/", Stderr = new OutputTarget.Null() }).ExitCode == 0;

    private static string StackOf(bool fixedAddresses) =>
        Text(Run(new() { Argv = ["grep", "-F", "[stack]", "/proc/self/maps"], WorkingDirectory = "/", Stdout = new OutputTarget.Capture(4096), FixedAddresses = fixedAddresses }));

    private static List<int> Cpus(string line)
    {
        List<int> cpus = [];
        foreach (string range in line.Split('\t')[^1].Trim().Split(','))
        {
            int[] ends = [.. range.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture))];
            cpus.AddRange(Enumerable.Range(ends[0], ends[^1] - ends[0] + 1));
        }

        return cpus;
    }

    private static string OwnLine(string start, string file = "/proc/self/status") => File.ReadLines(file).First(line => line.StartsWith(start, StringComparison.Ordinal)).Trim();

    private static Problem ProblemOf(SpawnRequest request) => Assert.Throws<ProblemException>(() => Run(request)).Problem;

    private static RunOutcome Run(SpawnRequest request) => ProcessRunner.Run(request, CancellationToken.None);

    private static string Text(RunOutcome outcome) => Encoding.UTF8.GetString(outcome.Stdout);

    private static SpawnRequest Shell(string line) => new() { Argv = ["/bin/sh", "-c", line], WorkingDirectory = "/", Stdout = new OutputTarget.Capture(1 << 16) };
}
