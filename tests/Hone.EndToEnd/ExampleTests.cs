using System.Text.Json;
using Hone.EndToEnd.FlameGraph;
using Hone.EndToEnd.Reports;

namespace Hone.EndToEnd;

/// <summary>One whole round on each of the examples, in a clone of its own, with the real tools.</summary>
public sealed class ExampleTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    [Theory]
    [InlineData("wordfreq", "pairs", "alloc", "TermCounter.AddLine", "src/TermCounter.cs")]
    [InlineData("logreport", "day", "io", "report_request", "src/report.c")]
    [InlineData("routes", "town", "cpu", "cheapest_route", "routes/planner.py")]
    public async Task A_round_names_the_hot_spot_with_file_and_line(string example, string workload, string kind, string function, string file)
    {
        using ProjectFolder clone = new(git: false);
        CopyTracked("examples", clone.Path);
        string folder = Path.Combine(clone.Path, "examples", example);
        Phase phase = Phase.Of(Tool.Hone(clone.Path, "run", "--json", folder));

        int rank = phase.RankOf(workload, kind, function);
        Assert.True(rank is >= 1 and <= 3, phase.Profile(workload, kind).ToString());
        JsonElement hotspot = phase.Hotspot(workload, kind, function);
        Assert.Equal(file, hotspot.GetProperty("file").GetString());
        Assert.True(hotspot.GetProperty("line").GetInt32() > 0);
        Assert.True(hotspot.GetProperty("share").GetDouble() > 0.5);
        Assert.True(hotspot.GetProperty("own").GetBoolean());

        string analysis = File.ReadAllText(Path.Combine(folder, "PERFORMANCE_ANALYSIS.md"));
        Assert.Contains(function, analysis, StringComparison.Ordinal);
        Assert.Contains(file + ":", analysis, StringComparison.Ordinal);

        JsonElement run = phase.Root.GetProperty("lastRun");
        double own = run.GetProperty("honeCpuNs").GetDouble() / run.GetProperty("wallNs").GetDouble();
        Assert.True(own < 0.05, $"Hone's own CPU time is {own:P1} of the round");

        Assert.Equal(0, Tool.Run(folder, "sha256sum", "-c", "--quiet", ".hone/golden_checksums.txt").ExitCode);
        Assert.Equal(0, Tool.Hone(folder, "oracle", "check").ExitCode);
        Assert.Equal(0, Tool.Hone(folder, "ledger", "verify").ExitCode);
        await PageOpens(folder, function);
        StopsWhenNothingIsLeft(folder);
    }

    private async Task PageOpens(string folder, string function)
    {
        Tool.Answer written = Tool.Hone(folder, "report", "--html");
        Assert.True(written.ExitCode == 0, written.ToString());
        List<string> surprises = [];
        ReportView view = await ReportView.Open(chromium, Path.Combine(folder, ".hone/view/report.html"), surprises);
        Assert.NotEqual(0, await view.Page.Locator("button[data-function]", new() { HasText = function }).CountAsync());
        await view.Keep("example-" + Path.GetFileName(folder));
        Assert.Empty(surprises);
    }

    // `hone next` leads to the end: each open opportunity is claimed, then closed with its outcome.
    private static void StopsWhenNothingIsLeft(string folder)
    {
        Tool.Answer status = Tool.Hone(folder, "status");
        Assert.True(status.ExitCode == 1, status.ToString());
        Assert.Contains("opportunities", status.Output, StringComparison.Ordinal);

        for (int i = 0; i < 60; i++)
        {
            Tool.Answer next = Tool.Hone(folder, "next");
            Assert.Equal(0, next.ExitCode);
            if (next.Output.Length == 0)
            {
                break;
            }

            string[] words = next.Output.TrimEnd('\n').Split(' ');
            Assert.Equal("hone", words[0]);
            Assert.Single(next.Output.TrimEnd('\n').Split('\n'));
            Tool.Answer done = Tool.Hone(folder, words[1..]);
            Assert.True(done.ExitCode == 0, $"{next.Output}: {done}");
            if (words is [_, "beads", "claim", string bead, ..])
            {
                Tool.Answer closed = Tool.Hone(folder, "beads", "close", bead, "--reason", "no win: 1.00x (0.99-1.01) over 40 pairs");
                Assert.True(closed.ExitCode == 0, closed.ToString());
            }
            else if (words is [_, "matrix", "show", string row, ..])
            {
                Assert.Equal(0, Tool.Hone(folder, "matrix", "reject", row, "--because", "looked at: nothing to gain").ExitCode);
            }
        }

        Tool.Answer end = Tool.Hone(folder, "status");
        Assert.True(end.ExitCode == 0, end.ToString());
    }

    private static void CopyTracked(string what, string to)
    {
        Tool.Answer answer = Tool.Run(Repository.Root, "/bin/sh", "-c", $"git ls-files -z -- {what} | xargs -0 cp --parents -t '{to}'");
        Assert.True(answer.ExitCode == 0, answer.ToString());
    }
}
