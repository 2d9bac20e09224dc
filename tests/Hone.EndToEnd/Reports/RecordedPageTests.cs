using Hone.EndToEnd.FlameGraph;
using Microsoft.Playwright;

namespace Hone.EndToEnd.Reports;

/// <summary><c>hone report --html</c> in a project where a change really landed.</summary>
public sealed class RecordedPageTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>, IDisposable
{
    private readonly List<string> _surprises = [];
    private readonly ChangeProject _project = new();

    public void Dispose()
    {
        _project.Dispose();
        Assert.Empty(_surprises);
    }

    [Fact]
    public async Task The_page_of_a_landed_change_shows_its_gain_both_profiles_and_the_lines_and_of_an_altered_record_only_that()
    {
        (string id, string worktree) = _project.Start(_project.Row());
        ChangeProject.Improve(worktree);
        foreach (string[] step in (string[][])[["change", "verify", "--timing", "20"], ["change", "land"], ["profile", "--kind", "cpu"]])
        {
            Tool.Answer answer = _project.Hone(step);
            Assert.True(answer.ExitCode == 0, string.Join(' ', step) + ": " + answer);
        }

        Tool.Answer written = _project.Hone("report", "--html");
        Assert.True(written.ExitCode == 0, written.ToString());
        string path = _project.Folder.File(".hone/view/report.html");
        Assert.EndsWith(path + "\n", written.Output, StringComparison.Ordinal);
        Assert.Equal(0, _project.Hone("report", "--html", "copy.html", "--json").ExitCode);
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(_project.Folder.File("copy.html")));

        ReportView view = await ReportView.Open(chromium, path, _surprises);
        IPage page = view.Page;
        await page.Locator("#changes button[data-graph]").ClickAsync();
        Assert.StartsWith(id, await page.Locator("#graph option:checked").TextContentAsync(), StringComparison.Ordinal);
        string changes = (await page.Locator("#changes").TextContentAsync())!;
        Assert.Contains("accepted", changes, StringComparison.Ordinal);
        Assert.Contains("landed", changes, StringComparison.Ordinal);
        Assert.Contains("mix", await page.Locator("#changes table").Nth(1).TextContentAsync(), StringComparison.Ordinal);
        await page.Locator("#profiles .under summary").First.ClickAsync();
        Assert.Contains("const unsigned char *from", await page.Locator(".source:visible").First.TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("Verified.", await page.Locator("#ledger .verdict").TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("Pinned:", await page.Locator("#guardrails").TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("hone growth -w day", await page.Locator("#growth .missing").TextContentAsync(), StringComparison.Ordinal);
        await view.Keep("landed-change");

        string ledger = _project.Folder.File(".hone/ledger.jsonl");
        await File.WriteAllTextAsync(ledger, (await File.ReadAllTextAsync(ledger, TestContext.Current.CancellationToken)).Replace("\"collector\":\"perf", "\"collector\":\"pref", StringComparison.Ordinal), TestContext.Current.CancellationToken);
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
