using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>Ladders of sizes on small programs whose growth is known by the number of turns of their loops.</summary>
public sealed class GrowthTests
{
    // At n = 16,000 find takes 5 % of the turns, and parse the others.
    private const string Quadratic =
        """
        #include <stdio.h>
        #include <stdlib.h>

        __attribute__((always_inline)) static inline unsigned long turn(unsigned long x, long times)
        {
            for (long i = 0; i < times; i++)
                x = x * 6364136223846793005UL + 1;
            return x;
        }

        __attribute__((noinline)) static unsigned long parse(unsigned long x, long n) { return turn(x, n * 20000) + 1; }

        __attribute__((noinline)) static unsigned long find(unsigned long x, long n) { return turn(x, n * n / 15) + 1; }

        int main(int argc, char **argv)
        {
            long n = argc > 1 ? atol(argv[1]) : 1;
            printf("%lu\n", find(parse(1, n), n));
            return 0;
        }
        """;

    private const string QuadraticInPython =
        """
        import sys

        def parse(n):
            x = 1
            for i in range(n * 400):
                x = (x * 69069 + 1) & 0xFFFFFF
            return x

        def find(n):
            x = 1
            for i in range(n * n // 760):
                x = (x * 69069 + 1) & 0xFFFFFF
            return x

        n = int(sys.argv[1])
        print(parse(n) + find(n))
        """;

    [Fact]
    public void A_quadratic_that_takes_5_percent_today_is_named_first_in_c()
    {
        using ProjectFolder project = new();
        project.Write("work.c", Quadratic);
        project.Write("hone.toml", Manifest("""["./work", "{n}"]""") + "[build]\ncommand = [\"gcc\", \"-O1\", \"-g\", \"-o\", \"work\", \"work.c\"]\n");
        project.Write(".gitignore", "work\n");
        project.Commit("work");

        InsistFindIsFirst(project);
    }

    [Fact]
    public void A_quadratic_that_takes_5_percent_today_is_named_first_in_python()
    {
        using ProjectFolder project = new();
        project.Write("work.py", QuadraticInPython);
        project.Write("hone.toml", Manifest("""["/usr/bin/python3", "work.py", "{n}"]"""));
        project.Commit("work");

        InsistFindIsFirst(project);
    }

    [Fact]
    public void Inputs_are_made_for_each_size_a_failing_size_ends_the_ladder_and_everything_else_runs_at_the_last_size()
    {
        using ProjectFolder project = new();
        project.Write("count.sh", "#!/bin/sh\nn=$(wc -l)\necho $n\ntest $n -lt 3000\n");
        project.Write("hone.toml", """
            [project]
            name = "lines"
            [[workload]]
            name = "count"
            command = ["sh", "count.sh"]
            stdin = "in/{n}.txt"
            prepare = { shell = "mkdir -p in && seq {n} > in/{n}.txt" }
            sizes = [500, 1000, 2000, 4000]
            runs = 3
            """);
        project.Write(".gitignore", "in/\n");
        project.Commit("lines");

        Tool.Answer answer = project.Hone("growth", "--budget", "8s", "--json");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        JsonElement run = JsonDocument.Parse(answer.Output).RootElement.GetProperty("workloads")[0];
        Assert.Equal([500, 1000, 2000], run.GetProperty("sizes").EnumerateArray().Select(size => size.GetInt64()));
        Assert.Contains(run.GetProperty("notes").EnumerateArray(), note => note.GetString()!.StartsWith("the ladder ends before size 4000: the run ended with exit code 1", StringComparison.Ordinal));
        Assert.Equal(4000, File.ReadLines(project.File("in/4000.txt")).Count());
        Assert.Equal(500, File.ReadLines(project.File("in/500.txt")).Count());

        // The usual size is the last one, which fails.
        Tool.Answer baseline = project.Hone("baseline");
        Assert.True(baseline.ExitCode == 1 && baseline.Error.Contains("workload-failed", StringComparison.Ordinal), baseline.ToString());
        Tool.Answer shown = project.Hone("growth", "--show");
        Assert.True(shown.ExitCode == 0 && shown.Output.Contains("count · sizes 500, 1000, 2000", StringComparison.Ordinal), shown.ToString());
        Assert.All(shown.Output.Split('\n').Where(line => !line.StartsWith("  !", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void A_workload_without_sizes_is_told_what_to_write()
    {
        using ProjectFolder project = new("[project]\nname = \"x\"\n[[workload]]\nname = \"w\"\ncommand = [\"true\"]\n");

        foreach (string[] arguments in (string[][])[["growth"], ["growth", "-w", "w"]])
        {
            Tool.Answer answer = project.Hone(arguments);
            Assert.Equal(2, answer.ExitCode);
            Assert.Contains("no-sizes", answer.Error, StringComparison.Ordinal);
            Assert.Contains("sizes = [1000, 2000, 4000, 8000]", answer.Error, StringComparison.Ordinal);
        }

        Assert.Contains("bad-sizes", project.Hone("growth", "--sizes", "20,10").Error, StringComparison.Ordinal);
        Assert.Contains("bad-duration", project.Hone("growth", "--budget", "soon").Error, StringComparison.Ordinal);
    }

    private static string Manifest(string command) =>
        $"[project]\nname = \"growth\"\n[[workload]]\nname = \"w\"\ncommand = {command}\nsizes = [1000, 2000, 4000, 8000, 16000]\n";

    private static void InsistFindIsFirst(ProjectFolder project)
    {
        Tool.Answer answer = project.Hone("growth", "--budget", "15s", "--json");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        JsonElement first = JsonDocument.Parse(answer.Output).RootElement.GetProperty("workloads")[0].GetProperty("functions")[0];
        Assert.True(first.GetProperty("function").GetString() == "find", answer.ToString());
        Assert.InRange(first.GetProperty("shareNow").GetDouble(), 0.02, 0.09);

        // Ten times as large, it costs a hundred times as much and the rest ten times: the interval, which comes from its exponent, holds that.
        double now = first.GetProperty("shareNow").GetDouble();
        Assert.True(first.GetProperty("shareAt10").GetDouble() > now, answer.ToString());
        double then = 10 * now / ((10 * now) + 1 - now);
        Assert.InRange(then, first.GetProperty("shareAt10Low").GetDouble() - 0.03, first.GetProperty("shareAt10High").GetDouble() + 0.03);
        Assert.True(first.GetProperty("fit").GetProperty("low").GetDouble() <= 2.05 && first.GetProperty("fit").GetProperty("high").GetDouble() >= 1.95, answer.ToString());
    }
}
