using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>Ladders of sizes on small programs: how they are climbed and what is said when they cannot be.</summary>
public sealed class GrowthTests
{
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
}
