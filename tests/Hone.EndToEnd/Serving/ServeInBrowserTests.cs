using Hone.EndToEnd.FlameGraph;
using Hone.EndToEnd.Reports;
using Microsoft.Playwright;

namespace Hone.EndToEnd.Serving;

/// <summary>The page of hone serve as people see it, beside a hone that is at work.</summary>
public sealed class ServeInBrowserTests(ServeFixture served, ChromiumFixture chromium, PageTools tools) : IClassFixture<ServeFixture>, IClassFixture<ChromiumFixture>, IClassFixture<PageTools>
{
    [Fact]
    public async Task The_board_and_the_report_are_there_and_the_token_is_not_in_the_address()
    {
        List<string> surprises = [];
        IPage page = await chromium.OpenServed(served.Address, surprises);
        ILocator ready = page.Locator(".column", new() { HasText = "Ready" });
        await ready.Locator("li").First.WaitForAsync();
        Assert.Contains("observed-project", await page.Locator("h1").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(served.Address.GetLeftPart(UriPartial.Path), page.Url);
        Assert.Equal("Connected.", await page.Locator("#link").TextContentAsync());
        using HttpClient client = ServeFixture.Client(served.Address, served.Token);
        string bead = await ServeFixture.Ready(client);
        Assert.Equal(0, served.Hone("beads", "claim", bead).ExitCode);
        ILocator claimed = page.Locator(".column", new() { HasText = "Claimed" });
        await claimed.Locator("li", new() { HasText = bead }).WaitForAsync();
        Assert.Contains("by tester", await claimed.TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(0, served.Hone("beads", "release", bead).ExitCode);
        await page.Locator("#show-report").ClickAsync();
        IFrameLocator report = page.FrameLocator("#page");
        await report.Locator("#summary-title").WaitForAsync();
        Assert.Contains("observed-project", await report.Locator("h1").TextContentAsync(), StringComparison.Ordinal);

        // Its scripts run, and its style holds.
        await report.Locator("#theme").ClickAsync();
        Assert.Equal("dark", await report.Locator("html").GetAttributeAsync("data-theme"));
        Assert.Equal("rgb(20, 23, 27)", await report.Locator("body").EvaluateAsync<string>("(body) => getComputedStyle(body).backgroundColor"));
        await page.ScreenshotAsync(new() { Path = Kept("report") });
        await page.Locator("#show-board").ClickAsync();
        await page.ScreenshotAsync(new() { Path = Kept("board"), FullPage = true });
        await page.CloseAsync();
        Assert.Empty(surprises);
    }

    [Fact]
    public async Task A_running_phase_moves_and_the_report_waits_for_its_end()
    {
        List<string> surprises = [];
        IPage page = await chromium.OpenServed(served.Address, surprises, new() { ViewportSize = new() { Width = 390, Height = 844 } });
        await page.Locator(".column li").First.WaitForAsync();
        await page.Locator("#show-report").ClickAsync();
        ILocator first = page.FrameLocator("#page").Locator("#summary-title");
        await first.WaitForAsync();
        using Tool.Running baseline = served.Begin("baseline");
        await page.Locator("#step", new() { HasText = "hone baseline · step 3 of 3: baseline · day · run " }).WaitForAsync();
        await page.Locator("#times", new() { HasText = "left of this step" }).WaitForAsync();
        Assert.True(await page.Locator("#bar").IsVisibleAsync());
        await page.Locator("#show-board").ClickAsync();
        Assert.Equal(390, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        await page.ScreenshotAsync(new() { Path = Kept("running-phone") });
        Tool.Answer ended = baseline.Wait(TimeSpan.FromSeconds(60));
        Assert.True(ended.ExitCode == 0, ended.ToString());
        await page.Locator("#step", new() { HasText = "No command is at work in this project." }).WaitForAsync();
        await page.Locator("#show-report").ClickAsync();
        await page.FrameLocator("#page").Locator("#summary", new() { HasText = "24 runs" }).WaitForAsync();

        // No event tells of an artifact that changes: the page says as of when it is, and can be made anew at any time.
        await page.Locator("#why", new() { HasTextRegex = new("^As it was at [^ ]+( [AP]M)?\\.$") }).WaitForAsync();
        string artifact = Directory.GetFiles(served.Project.File(".hone/artifacts"), "*", SearchOption.AllDirectories)[0];
        byte[] whole = await File.ReadAllBytesAsync(artifact, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(artifact, "altered", TestContext.Current.CancellationToken);
        await page.Locator("#renew").ClickAsync();
        await page.FrameLocator("#page").Locator("#ledger", new() { HasText = "The record was altered." }).WaitForAsync();
        await File.WriteAllBytesAsync(artifact, whole, TestContext.Current.CancellationToken);
        await page.Locator("#renew").ClickAsync();
        await page.FrameLocator("#page").Locator("#ledger", new() { HasText = "Verified." }).WaitForAsync();
        await page.CloseAsync();
        Assert.Empty(surprises);
    }

    [Theory]
    [InlineData(1200, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public async Task An_accessibility_checker_finds_nothing_serious(int width, ColorScheme scheme)
    {
        List<string> surprises = [];
        IPage page = await chromium.OpenServed(served.Address, surprises, new() { BypassCSP = true, ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 844 } });
        await page.Locator(".column li").First.WaitForAsync();
        await page.EvaluateAsync("() => document.getElementById('troubles').replaceChildren(Object.assign(document.createElement('p'), { textContent: 'the ledger was altered' }))");
        Assert.Equal("", string.Join("\n", await new ReportView(page).Violations(tools.Axe)));
        await page.CloseAsync();
        Assert.Empty(surprises);
    }

    private static string Kept(string name)
    {
        string folder = Path.Combine(Repository.Root, "artifacts/serve-page");
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, name + ".png");
    }
}
