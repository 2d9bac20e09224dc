using Hone.Profiling;
using Hone.Profiling.FlameGraphs;
using Hone.Units;
using Microsoft.Playwright;

namespace Hone.EndToEnd.FlameGraph;

/// <summary>The page of one profile as a person uses it; its own policy stands between names and scripts.</summary>
public sealed class FlameViewInBrowserTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>, IDisposable
{
    private const int Row = 18;
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-view-").FullName;
    private readonly List<string> _surprises = [];

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Assert.Empty(_surprises);
    }

    [Fact]
    public async Task Clicking_zooms_and_the_numbers_of_a_frame_are_told()
    {
        IPage page = await Open(Orders());
        Assert.Equal("all · 1.00 s · 1,000 samples", await Details(page));
        await Click(page, depth: 2, part: 0.3);
        Assert.StartsWith("Parse [shop.dll] · 60.00 % · 600 ms · self 10.00 % · 600 samples", await Details(page), StringComparison.Ordinal);

        // Zoomed, the same place is within Parse: memcpy has five sixths of it.
        await Click(page, depth: 3, part: 0.7);
        Assert.StartsWith("memcpy", await Details(page), StringComparison.Ordinal);
        await page.Locator("#reset").ClickAsync();
        await Click(page, depth: 2, part: 0.9);
        Assert.StartsWith("Render", await Details(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Searching_says_the_share_without_counting_a_stack_twice()
    {
        IPage page = await Open(Orders());
        await page.Locator("#search").FillAsync("memcpy");
        Assert.Equal("60.00 % in 1 function", await page.Locator("#matched").TextContentAsync());
        await page.Locator("#search").FillAsync("/memcpy|parse/");
        Assert.Equal("70.00 % in 2 functions", await page.Locator("#matched").TextContentAsync());
        await page.Locator("#search").FillAsync("/(/");
        Assert.Equal("not a regular expression", await page.Locator("#matched").TextContentAsync());
    }

    [Fact]
    public async Task The_keyboard_alone_moves_zooms_and_opens_the_table_with_callers_and_callees()
    {
        IPage page = await Open(Orders());
        foreach (string key in new[] { "ArrowDown", "ArrowDown", "Enter" })
        {
            await page.Keyboard.PressAsync(key);
        }

        Assert.StartsWith("Parse", await Details(page), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("t");
        ILocator memcpy = page.Locator("#list tbody tr", new() { HasText = "memcpy" });
        Assert.Equal("60.00 %", await memcpy.Locator("td").First.TextContentAsync());
        await memcpy.ClickAsync();
        string list = (await page.Locator("#list").TextContentAsync())!;
        Assert.Contains("Called by: who calls memcpy", list, StringComparison.Ordinal);
        Assert.Contains("50.00 %Parse", list, StringComparison.Ordinal);
        Assert.Contains("10.00 %Render", list, StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Escape");
        Assert.StartsWith("all", await Details(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_name_becomes_markup_or_script()
    {
        ProfileBuilder builder = new(ProfileKind.Cpu, new Metric("samples", Unit.Count));
        string[] names = ["</script><script>alert(1)</script>", "<img src=x onerror=alert(2)>", "${alert(3)}", "__proto__", "constructor"];
        foreach (string name in names)
        {
            builder.AddStack([new Frame(name, name, FrameOrigin.Native, new SourceLocation(name, 1))], 10);
        }

        IPage page = await Open(builder.Build("test", "test", []));
        await page.Keyboard.PressAsync("t");
        foreach (string name in names)
        {
            Assert.Contains(name, await page.Locator("#list").TextContentAsync(), StringComparison.Ordinal);
        }

        await page.Locator("#list tbody tr").First.ClickAsync();
        Assert.Equal(0, await page.Locator("img").CountAsync());
    }

    private static Profile Orders()
    {
        ProfileBuilder builder = new(ProfileKind.Cpu, new Metric("time", Unit.Nanoseconds), new Metric("samples", Unit.Count));
        Add(100, "Main", "Parse");
        Add(500, "Main", "Parse", "memcpy");
        Add(300, "Main", "Render");
        Add(100, "Main", "Render", "memcpy");
        return builder.Build("test", "test", []);

        void Add(long milliseconds, params string[] stack) =>
            builder.AddStack(stack.Select(name => new Frame(name, "shop.dll", FrameOrigin.Managed)), milliseconds * 1_000_000, milliseconds);
    }

    private async Task<IPage> Open(Profile profile)
    {
        string path = Path.Combine(_folder, "page.html");
        FlameGraphOptions options = FlameGraphHtml.Options("orders", rootOnTop: true);
        using (FileStream file = File.Create(path))
        {
            FlameGraphHtml.Render(FlameGraphLayout.Of(profile, options), options, file);
        }

        IPage page = await chromium.Open(path, _surprises);
        Assert.NotNull(await page.Locator("html").GetAttributeAsync("data-ready"));
        return page;
    }

    private static async Task<string> Details(IPage page) => (await page.Locator("#details").TextContentAsync())!;

    private static async Task Click(IPage page, int depth, double part)
    {
        LocatorBoundingBoxResult canvas = (await page.Locator("canvas").BoundingBoxAsync())!;
        await page.Mouse.ClickAsync((float)(canvas.X + (part * canvas.Width)), canvas.Y + (depth * Row) + 9);
    }
}
