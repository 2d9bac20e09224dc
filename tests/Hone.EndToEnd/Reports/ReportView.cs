using System.Text.Json;
using Hone.EndToEnd.FlameGraph;
using Microsoft.Playwright;

namespace Hone.EndToEnd.Reports;

/// <summary>A report page that is open in a browser.</summary>
internal sealed class ReportView(IPage page)
{
    private const int Row = 18;

    public IPage Page => page;

    /// <summary>Opens a page and waits until it has drawn everything.</summary>
    public static async Task<ReportView> Open(ChromiumFixture chromium, string path, List<string> surprises, BrowserNewContextOptions? options = null)
    {
        IPage page = await chromium.Open(path, surprises, options: options);
        await page.Locator("html[data-ready]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return new(page);
    }

    /// <summary>What the flame graph says of where the cursor is.</summary>
    public async Task<string> Details() => (await page.Locator("#details").TextContentAsync())!;

    /// <summary>Clicks into the flame graph, root on top.</summary>
    public async Task ClickGraph(int depth, double part)
    {
        await page.Locator("#canvas").ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult canvas = (await page.Locator("#canvas").BoundingBoxAsync())!;
        await page.Mouse.ClickAsync((float)(canvas.X + (part * canvas.Width)), canvas.Y + (depth * Row) + 9);
    }

    /// <summary>When the first text was there, in milliseconds from the start of the page.</summary>
    public async Task<double> FirstPaint() => await page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1");

    /// <summary>How long a zoom takes from the click until its picture is drawn, in milliseconds.</summary>
    public async Task<double> ZoomTime(double part) => await page.EvaluateAsync<double>(
        """
        async (part) => {
          const canvas = document.getElementById("canvas"), bounds = canvas.getBoundingClientRect(), start = performance.now();
          canvas.dispatchEvent(new MouseEvent("click", { clientX: bounds.left + part * bounds.width, clientY: bounds.top + 1.5 * 18 }));
          await new Promise((then) => requestAnimationFrame(() => setTimeout(then)));
          return performance.now() - start;
        }
        """,
        part);

    /// <summary>What an accessibility checker finds that is serious or worse; the checker needs a page without policy.</summary>
    public async Task<string[]> Violations(string axe)
    {
        await page.AddScriptTagAsync(new() { Content = axe });
        JsonElement found = (await page.EvaluateAsync("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map((each) => ({ impact: each.impact, text: each.id + ': ' + each.help + ' ' + each.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(' | ') }))"))!.Value;
        return [.. found.EnumerateArray().Where(each => each.GetProperty("impact").GetString() is "serious" or "critical").Select(each => each.GetProperty("text").GetString()!)];
    }

    /// <summary>Keeps a picture of the whole page beside the test results.</summary>
    public async Task Keep(string name)
    {
        string folder = Path.Combine(Repository.Root, "artifacts/report-page");
        Directory.CreateDirectory(folder);
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }
}
