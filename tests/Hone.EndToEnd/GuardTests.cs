using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>The gate on a small C program, built, run and held against its base for real. CPU time decides: machines that run tests are busy.</summary>
public sealed class GuardTests : IDisposable
{
    private const string Program = """
        #include <stdio.h>
        __attribute__((noinline)) unsigned long mix(unsigned long n) {
            unsigned long x = 88172645463325252ul;
            for (unsigned long i = 0; i < n; i++) { x ^= x << 13; x ^= x >> 7; x ^= x << 17; }
            return x;
        }
        int main(void) { printf("%lu\n", mix(6000000ul)); return 0; }
        """;

    private readonly string _state = Directory.CreateTempSubdirectory("hone-state-").FullName;

    private readonly ProjectFolder _project = new("""
        [project]
        name = "guarded"
        [build]
        shell = "mkdir -p build && gcc -O1 -g -o build/work work.c"
        [[workload]]
        name = "day"
        command = ["build/work"]
        runs = 10
        warmups = 1
        """);

    public GuardTests()
    {
        _project.Write(".gitignore", "build/\nout/\n");
        _project.Write("work.c", Program);
        _project.Commit("program");
    }

    public void Dispose()
    {
        _project.Dispose();
        Directory.Delete(_state, recursive: true);
    }

    [Fact]
    public void A_large_slow_down_is_regressed_with_the_function_and_reports_and_an_accepted_one_is_not()
    {
        Slow();
        Tool.Answer check = Hone("guard", "check", "--metric", "cpu", "--budget", "60s", "--reports", "out", "--json");
        JsonElement found = Json(check, 1);
        Assert.Equal("regressed", found.GetProperty("verdict").GetString());
        Assert.InRange(found.GetProperty("figures")[0].GetProperty("ratio").GetDouble(), 1.2, 2.2);
        Assert.All(new[] { "guard.md", "guard.json", "guard.junit.xml", "guard.sarif" }, name => Assert.True(File.Exists(_project.File("out/" + name)), name));
        Assert.StartsWith("<!-- hone-guard -->", File.ReadAllText(_project.File("out/guard.md")), StringComparison.Ordinal);
        JsonElement place = JsonDocument.Parse(File.ReadAllText(_project.File("out/guard.sarif"))).RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("locations")[0].GetProperty("physicalLocation");
        if (found.GetProperty("costs").EnumerateArray().Any())
        {
            Assert.Equal("mix", found.GetProperty("costs")[0].GetProperty("function").GetString());
            Assert.Equal("work.c", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
            Assert.True(File.Exists(_project.File("out/cost-day.svg")));
        }
        else
        {
            // No profiler on this machine: said, and the place is the manifest.
            Assert.Contains(found.GetProperty("notes").EnumerateArray(), note => note.GetString()!.Contains("profile", StringComparison.Ordinal) || note.GetString()!.Contains("record", StringComparison.Ordinal));
            Assert.Equal("hone.toml", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        }

        NothingLeft();
        Assert.Equal(0, Hone("ledger", "verify").ExitCode);
        Assert.Equal("no-reason", Json(Hone("guard", "accept", "day", "--loss", "100%", "--because", " ", "--json"), 2).GetProperty("rule").GetString());
        Assert.Equal(0, Hone("guard", "accept", "day", "--loss", "100%", "--because", "it is meant", "--expires", "30d").ExitCode);
        Tool.Answer accepted = Hone("guard", "check", "--metric", "cpu", "--budget", "60s", "--json");
        Assert.True(accepted.ExitCode is 0 or 4, accepted.ToString());

        // The next commit's base has the loss: it is not given twice.
        Slow(factor: 4);
        Assert.Equal(1, Hone("guard", "check", "--metric", "cpu", "--budget", "60s", "--no-profile", "--no-record").ExitCode);
    }

    [Fact]
    public void An_equal_head_is_never_regressed_and_a_program_that_cannot_be_measured_is_not_either()
    {
        _project.Write("README", "nothing of the program\n");
        _project.Commit("words");
        Tool.Answer alike = Hone("guard", "check", "--metric", "cpu", "--budget", "60s", "--json");
        Assert.True(alike.ExitCode is 0 or 4, alike.ToString());
        string good = Git("rev-parse", "HEAD");

        _project.Write("work.c", "int main(void) { return 0 }\n");
        _project.Commit("does not build");
        Assert.Equal("head-does-not-build", Json(Hone("guard", "check", "--base", good, "--json"), 3).GetProperty("rule").GetString());
        _project.Write("work.c", Program);
        _project.Commit("builds again");
        Assert.Equal("base-does-not-build", Json(Hone("guard", "check", "--base", "HEAD~1", "--json"), 3).GetProperty("rule").GetString());

        _project.Write("work.c", "int main(void) { return 7; }\n");
        _project.Commit("fails");
        Tool.Answer failing = Hone("guard", "check", "--base", good, "--json");
        Assert.Equal("run-failed", Json(failing, 3).GetProperty("rule").GetString());
        Assert.Equal("no-such-commit", Json(Hone("guard", "check", "--base", "no-such-revision", "--json"), 2).GetProperty("rule").GetString());
        Assert.Equal("nothing-pinned", Json(Hone("guard", "check", "--drift", "--json"), 2).GetProperty("rule").GetString());
        Assert.Equal("unknown-metric", Json(Hone("guard", "check", "--metric", "speed", "--json"), 2).GetProperty("rule").GetString());
        NothingLeft();
    }

    [Fact]
    public void System_calls_and_allocated_bytes_are_counted_without_a_test_of_significance()
    {
        const string calls = "#include <stdlib.h>\n#include <unistd.h>\n#include <sys/syscall.h>\nint main(void) { for (int i = 0; i < 500; i++) { syscall(SYS_getppid); char *volatile p = malloc(1000); free(p); } return 0; }\n";
        _project.Write("work.c", calls);
        _project.Commit("calls");
        _project.Write("work.c", calls.Replace("500", "900", StringComparison.Ordinal));
        _project.Commit("more calls");
        JsonElement figures = Json(Hone("guard", "check", "--metric", "syscalls,allocated", "--budget", "5s", "--no-profile", "--json"), 1).GetProperty("figures");
        foreach (string metric in new[] { "syscalls", "allocated" })
        {
            JsonElement figure = figures.EnumerateArray().First(each => each.GetProperty("metric").GetString() == metric);
            Assert.Equal("regressed", figure.GetProperty("finding").GetString());
            Assert.True(figure.GetProperty("head").GetDouble() - figure.GetProperty("base").GetDouble() >= (metric == "syscalls" ? 400 : 400_000), figure.ToString());
        }
    }

    [Fact]
    public void A_head_that_fails_only_while_it_is_counted_is_not_passed_over_and_a_base_that_does_too_is_undecided()
    {
        const string shy = """
            #include <stdio.h>
            #include <string.h>
            int main(void) {
                char line[256];
                FILE *status = fopen("/proc/self/status", "r");
                while (status && fgets(line, sizeof line, status)) { if (!strncmp(line, "TracerPid:\t", 11)) { return line[11] == '0' ? 0 : 9; } }
                return 0;
            }
            """;
        _project.Write("work.c", shy);
        _project.Commit("fails under a tracer");
        JsonElement failed = Json(Hone("guard", "check", "--metric", "syscalls", "--budget", "5s", "--json"), 3);
        Assert.Equal("run-failed", failed.GetProperty("rule").GetString());
        Assert.Contains("a run of the head ended with exit code 9 while its syscalls were counted", failed.GetProperty("what").GetString(), StringComparison.Ordinal);
        _project.Write("README", "words\n");
        _project.Commit("words");
        JsonElement undecided = Json(Hone("guard", "check", "--metric", "syscalls", "--budget", "5s", "--json"), 4);
        JsonElement figure = Assert.Single(undecided.GetProperty("figures").EnumerateArray());
        Assert.Equal(("undecided", "it was asked for and not counted"), (figure.GetProperty("finding").GetString(), figure.GetProperty("note").GetString()));
        Assert.Contains(undecided.GetProperty("notes").EnumerateArray(), note => note.GetString()!.Contains("a run of the base ended with exit code 9", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_pinned_is_what_drift_is_held_against()
    {
        Assert.Equal("missing-baseline", Json(Hone("guard", "set", "--json"), 1).GetProperty("rule").GetString());
        Assert.Equal(0, Hone("baseline").ExitCode);
        JsonElement list = Json(Hone("guard", "set", "--limit", "day:cpu=4%", "--drift", "6%", "--json"), 0);
        Assert.Equal(Git("rev-parse", "HEAD"), list.GetProperty("pinned").GetString());
        JsonElement cpu = list.GetProperty("limits").EnumerateArray().First(limit => limit.GetProperty("metric").GetString() == "cpu");
        Assert.Equal(0.04, cpu.GetProperty("worse").GetDouble());
        Assert.True(cpu.GetProperty("reference").GetDouble() > 0);
        Slow();
        _project.Write("README", "a commit later\n");
        _project.Commit("words");
        JsonElement drift = Json(Hone("guard", "check", "--drift", "--metric", "cpu", "--budget", "60s", "--no-profile", "--json"), 1);
        Assert.True(drift.GetProperty("drift").GetBoolean());
        Assert.Equal(0.06, drift.GetProperty("figures")[0].GetProperty("limit").GetDouble(), 1e-9);
        Assert.Contains("pinned", Hone("guard", "list").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_files_of_CI_are_written_once_and_the_script_is_one()
    {
        Assert.Equal(0, Hone("ci", "init", "github").ExitCode);
        Assert.Equal("file-exists", Json(Hone("ci", "init", "github", "--json"), 2).GetProperty("rule").GetString());
        Assert.Equal(0, Hone("ci", "init", "gitlab").ExitCode);
        Assert.Equal(0, Hone("ci", "init", "plain").ExitCode);
        Assert.Equal(0, Tool.Run(_project.Path, "sh", "-n", _project.File("ci/hone.sh")).ExitCode);
        Assert.True((File.GetUnixFileMode(_project.File("ci/hone.sh")) & UnixFileMode.UserExecute) != 0);
        Assert.False(Json(Hone("ci", "init", "plain", "--dry-run", "--json"), 0).GetProperty("written").GetBoolean());
    }

    [Fact]
    public void The_gate_tests_itself()
    {
        Tool.Answer answer = Hone("guard", "selftest", "--checks", "2", "--effect", "0,60%", "--budget", "10s", "--work", "10ms", "--json");
        JsonElement rows = Json(answer, 0).GetProperty("rows");
        JsonElement planted = rows.EnumerateArray().First(row => row.GetProperty("effect").GetDouble() > 0 && !row.TryGetProperty("metric", out _));
        Assert.Equal(2, planted.GetProperty("regressed").GetInt32());
    }

    private void Slow(int factor = 2)
    {
        _project.Write("work.c", Program.Replace("mix(6000000ul)", $"mix({factor}ul * 5000000ul)", StringComparison.Ordinal));
        _project.Commit("slower");
    }

    private void NothingLeft()
    {
        Assert.Single(Tool.Run(_project.Path, "git", "worktree", "list").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("", Git("branch", "--list", "hone/*"));
    }

    private string Git(params string[] arguments) => Tool.Run(_project.Path, "git", arguments).Output.Trim();

    private Tool.Answer Hone(params string[] arguments) => Tool.Run(_project.Path, new Dictionary<string, string?> { ["XDG_STATE_HOME"] = _state }, Tool.Program, arguments);

    private static JsonElement Json(Tool.Answer answer, int exit)
    {
        Assert.True(answer.ExitCode == exit, answer.ToString());
        return JsonDocument.Parse(answer.Output).RootElement;
    }
}
