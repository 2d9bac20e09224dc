using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>
/// Ladders of sizes on small programs whose growth is known by the number of turns of their loops. They run alone: the small function takes a
/// few milliseconds, of which a profile beside other work has too few samples.
/// </summary>
[Collection(nameof(QuadraticTests))]
[CollectionDefinition(nameof(QuadraticTests), DisableParallelization = true)]
public sealed class QuadraticTests
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

    private static string Manifest(string command) =>
        $"[project]\nname = \"growth\"\n[[workload]]\nname = \"w\"\ncommand = {command}\nsizes = [1000, 2000, 4000, 8000, 16000]\n";

    // A machine that others use leaves few samples in the budget: the interval must then be wide enough to be true, and four times the budget must do.
    private static void InsistFindIsFirst(ProjectFolder project)
    {
        (JsonElement[] functions, Tool.Answer answer) = Grown(project, "15s");
        JsonElement find = functions.Single(function => function.GetProperty("function").GetString() == "find");
        InsistIsQuadratic(find, answer);
        if (!find.GetProperty("rises").GetBoolean())
        {
            (functions, answer) = Grown(project, "60s");
            InsistIsQuadratic(functions[0], answer);
        }

        Assert.True(functions[0].GetProperty("function").GetString() == "find", answer.ToString());
        double now = functions[0].GetProperty("shareNow").GetDouble();
        Assert.InRange(now, 0.02, 0.09);

        // Ten times as large, it costs a hundred times as much and the rest ten times: the interval, which comes from its exponent, holds that.
        Assert.True(functions[0].GetProperty("shareAt10").GetDouble() > now, answer.ToString());
        double then = 10 * now / ((10 * now) + 1 - now);
        Assert.InRange(then, functions[0].GetProperty("shareAt10Low").GetDouble() - 0.03, functions[0].GetProperty("shareAt10High").GetDouble() + 0.03);
    }

    private static void InsistIsQuadratic(JsonElement function, Tool.Answer answer)
    {
        JsonElement fit = function.GetProperty("fit");
        Assert.True(fit.GetProperty("low").GetDouble() <= 2.05 && fit.GetProperty("high").GetDouble() >= 1.95, answer.ToString());
    }

    private static (JsonElement[] Functions, Tool.Answer Answer) Grown(ProjectFolder project, string budget)
    {
        Tool.Answer answer = project.Hone("growth", "--budget", budget, "--json");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        return ([.. JsonDocument.Parse(answer.Output).RootElement.GetProperty("workloads")[0].GetProperty("functions").EnumerateArray()], answer);
    }
}
