using Hone.EndToEnd.FlameGraph;
using Microsoft.Playwright;

namespace Hone.EndToEnd.Reports;

/// <summary><c>hone report --html</c> in a small project that was really measured; a landed change has its page in <see cref="ChangeTests"/>.</summary>
public sealed class RecordedPageTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>, IDisposable
{
    private readonly List<string> _surprises = [];
    private readonly ProjectFolder _project = new("""
        [project]
        name = "small"
        [build]
        shell = "mkdir -p build && gcc -O1 -g -o build/work work.c"
        [[workload]]
        name = "day"
        command = ["build/work"]
        stdin = "input.txt"
        runs = 8
        warmups = 1
        """);

    public void Dispose()
    {
        _project.Dispose();
        Assert.Empty(_surprises);
    }

    [Fact]
    public async Task The_page_shows_what_was_recorded_with_its_lines_and_of_an_altered_record_only_that()
    {
        _project.Write(".gitignore", "build/\n");
        _project.Write("work.c", ChangeProject.Program);
        _project.Write("input.txt", string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i}\n")));
        _project.Commit("program");
        foreach (string[] step in (string[][])[["baseline"], ["profile", "--kind", "cpu"]])
        {
            Tool.Answer answer = _project.Hone(step);
            Assert.True(answer.ExitCode == 0, string.Join(' ', step) + ": " + answer);
        }

        Tool.Answer written = _project.Hone("report", "--html");
        Assert.True(written.ExitCode == 0, written.ToString());
        string path = _project.File(".hone/view/report.html");
        Assert.EndsWith(path + "\n", written.Output, StringComparison.Ordinal);
        Assert.Equal(0, _project.Hone("report", "--html", "copy.html", "--json").ExitCode);
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(_project.File("copy.html")));

        ReportView view = await ReportView.Open(chromium, path, _surprises);
        IPage page = view.Page;
        await page.Locator("#profiles .under summary", new() { HasText = "work.c:6" }).ClickAsync();
        Assert.Contains("unsigned long mix(const unsigned char *from", await page.Locator(".source:visible").First.TextContentAsync(), StringComparison.Ordinal);
        await page.Locator("button[data-function]", new() { HasText = "mix" }).ClickAsync();
        Assert.Matches("^mix \\[work\\] · .* · work\\.c:6$", await view.Details());
        Assert.Contains("8 runs", await page.Locator("#summary").TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("Verified.", await page.Locator("#ledger .verdict").TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("hone oracle record", await page.Locator("#oracle").TextContentAsync(), StringComparison.Ordinal);
        await view.Keep("recorded");

        string ledger = _project.File(".hone/ledger.jsonl");
        await File.WriteAllTextAsync(ledger, (await File.ReadAllTextAsync(ledger, TestContext.Current.CancellationToken)).Replace("\"runs\":8", "\"runs\":9", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal(5, _project.Hone("report", "--html").ExitCode);
        IPage altered = await chromium.Open(path, _surprises);
        Assert.Contains("The record was altered.", await altered.Locator("main").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await altered.Locator("section").CountAsync());
    }

    [Fact]
    public void A_place_that_cannot_be_written_and_two_answers_on_one_output_are_refused()
    {
        Assert.Contains("output-place", _project.Hone("report", "--html", "no/such/folder.html").Error, StringComparison.Ordinal);
        Assert.Contains("two-answers", _project.Hone("report", "--json", "--html", "-").Error, StringComparison.Ordinal);
        Tool.Answer page = _project.Hone("report", "--html", "-");
        Assert.StartsWith("<!DOCTYPE html>", page.Output, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", page.Output, StringComparison.Ordinal);
    }
}
