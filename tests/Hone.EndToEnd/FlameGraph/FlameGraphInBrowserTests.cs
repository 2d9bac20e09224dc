using System.Globalization;
using Hone.Profiling;
using Hone.Profiling.FlameGraphs;
using Hone.Units;
using Microsoft.Playwright;

namespace Hone.EndToEnd.FlameGraph;

/// <summary>A flame graph as a person uses it: opened from a file, clicked, searched, with the keyboard alone.</summary>
public sealed class FlameGraphInBrowserTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-flame-").FullName;
    private readonly List<string> _surprises = [];

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Assert.Empty(_surprises);
    }

    [Fact]
    public async Task Frames_are_readable_when_the_file_is_opened()
    {
        IPage page = await Open();
        Assert.Equal("Flame graph: orders", await page.TitleAsync());
        Assert.Equal(["Shop.Orders.Parse", "Shop.Orders.Render", "Shop.Program.Main"], await Labels(page, "Shop."));
        ILocator text = Frame(page, "Shop.Program.Main").Locator("text");
        LocatorBoundingBoxResult glyphs = (await text.BoundingBoxAsync())!;
        LocatorBoundingBoxResult box = (await Frame(page, "Shop.Program.Main").Locator("rect").BoundingBoxAsync())!;
        Assert.True(glyphs.Width > 60 && glyphs.Height > 8, "the name is drawn");
        Assert.True(glyphs.X >= box.X && glyphs.X + glyphs.Width <= box.X + box.Width, "the name stays within its box");
    }

    [Fact]
    public async Task Without_scripts_the_frames_are_there_too()
    {
        IPage page = await Open(scripts: false);
        Assert.Equal(["Shop.Orders.Parse", "Shop.Orders.Render", "Shop.Program.Main"], await Labels(page, "Shop."));
        Assert.Equal(0, await page.Locator("input").CountAsync());
    }

    [Fact]
    public async Task Clicking_a_frame_zooms_to_it_and_reset_zooms_back()
    {
        IPage page = await Open();
        ILocator parse = Frame(page, "Shop.Orders.Parse").Locator("rect");
        double before = await Width(parse);
        double whole = await Width(Frame(page, "all").Locator("rect"));
        Assert.Equal(0.6, before / whole, 0.01);

        await parse.ClickAsync();
        Assert.Equal(whole, await Width(parse), 1.0);
        Assert.Equal(0, await Frame(page, "Shop.Orders.Render").CountAsync());
        Assert.StartsWith("Shop.Orders.Parse [shop.dll] · 60.00 % · 600 ms · self 10.00 % · 600 samples · /src/Orders.cs:12", await page.Locator("#details").TextContentAsync(), StringComparison.Ordinal);

        await page.Locator("#reset").ClickAsync();
        Assert.Equal(before, await Width(parse), 0.5);
        Assert.Equal(1, await Frame(page, "Shop.Orders.Render").CountAsync());
        Assert.True(await page.Locator("#reset").IsDisabledAsync());
    }

    [Fact]
    public async Task Zooming_in_shows_frames_that_were_too_narrow()
    {
        IPage page = await Open();
        Assert.Equal(0, await Frame(page, "Tiny").CountAsync());
        await Frame(page, "Shop.Orders.Render").Locator("rect").ClickAsync();
        await page.Locator("#search").FillAsync("Render9");
        await page.Locator("#search").PressAsync("Enter");
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("", await Typed(page));
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal(1, await Frame(page, "Tiny").CountAsync());
    }

    [Fact]
    public async Task Searching_marks_matches_and_says_their_share_without_counting_a_stack_twice()
    {
        IPage page = await Open();
        await page.Locator("#search").FillAsync("orders.");
        Assert.Equal("matched 98.00 % · 2 functions", await page.Locator("#matched").TextContentAsync());
        Assert.Contains("match", await Classes(page, "Shop.Orders.Parse"));
        Assert.Contains("match", await Classes(page, "Shop.Orders.Render"));
        Assert.DoesNotContain("match", await Classes(page, "memcpy"));

        // memcpy is called by both; memcpy and its callers together are still no more than the callers.
        await page.Locator("#search").FillAsync("memcpy");
        Assert.Equal("matched 70.00 % · 1 function", await page.Locator("#matched").TextContentAsync());
        await page.Locator("#search").FillAsync("/memcpy|parse/");
        Assert.Equal("matched 80.00 % · 2 functions", await page.Locator("#matched").TextContentAsync());
        await page.Locator("#search").FillAsync("/(/");
        Assert.Equal("not a regular expression", await page.Locator("#matched").TextContentAsync());
        await page.Locator("#search").FillAsync("");
        Assert.Equal("", await page.Locator("#matched").TextContentAsync());
        Assert.Equal(0, await page.Locator("g.match").CountAsync());
    }

    [Fact]
    public async Task The_keyboard_alone_is_enough()
    {
        IPage page = await Open();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("Parse");
        Assert.Equal("Parse", await Typed(page));
        await page.Keyboard.PressAsync("Enter");
        Assert.StartsWith("Shop.Orders.Parse", await page.Locator("#details").TextContentAsync(), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal(0, await page.Locator("g.match").CountAsync());
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.StartsWith("Shop.Orders.Render", await page.Locator("#details").TextContentAsync(), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal(0, await Frame(page, "Shop.Orders.Parse").CountAsync());
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal(1, await Frame(page, "Shop.Orders.Parse").CountAsync());
    }

    [Fact]
    public async Task Pointing_at_a_frame_tells_its_numbers()
    {
        IPage page = await Open();
        await Frame(page, "Shop.Orders.Render").Locator("rect").HoverAsync();
        string? details = await page.Locator("#details").TextContentAsync();
        Assert.StartsWith("Shop.Orders.Render [shop.dll] · 38.00 % · 380 ms", details, StringComparison.Ordinal);
        Assert.Equal(details, await Frame(page, "Shop.Orders.Render").Locator("title").TextContentAsync());
    }

    [Fact]
    public async Task With_the_root_on_top_callees_hang_below_their_callers()
    {
        foreach (bool rootOnTop in new[] { true, false })
        {
            IPage page = await Open(rootOnTop: rootOnTop);
            LocatorBoundingBoxResult main = (await Frame(page, "Shop.Program.Main").Locator("rect").BoundingBoxAsync())!;
            LocatorBoundingBoxResult parse = (await Frame(page, "Shop.Orders.Parse").Locator("rect").BoundingBoxAsync())!;
            Assert.Equal(rootOnTop, parse.Y > main.Y);
        }
    }

    [Fact]
    public async Task The_script_writes_the_same_labels_as_the_program()
    {
        string[] names = ["Ns.List<A.B>.Add(C.D)", "std::vector<int, std::allocator<int>>::push_back(int&&)", "<T as core::fmt::Display>::fmt", "/srv/data/orders.csv", "名前名前.名前名前名前", "x", "a\tb<c>::d(e)"];
        ProfileBuilder builder = new(ProfileKind.Cpu, new Metric("samples", Unit.Count));
        for (int i = 0; i < names.Length; i++)
        {
            foreach (int width in new[] { 1, 3, 6, 10 })
            {
                builder.AddStack([new Frame(names[i], "m" + width, FrameOrigin.Native)], width);
            }
        }

        Profile profile = builder.Build("x", "x", []);
        IReadOnlyList<string> drawn = await (await Open(scripts: false, profile: profile)).Locator("#boxes text").AllTextContentsAsync();
        IReadOnlyList<string> redrawn = await (await Open(profile: profile)).Locator("#boxes text").AllTextContentsAsync();
        Assert.Contains("push_back", drawn);
        Assert.Contains(drawn, label => label.EndsWith('…'));
        Assert.Equal(drawn.Order(StringComparer.Ordinal), redrawn.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Hostile_names_are_only_text()
    {
        ProfileBuilder builder = new(ProfileKind.Cpu, new Metric("samples", Unit.Count));
        string[] names = ["</text><script>alert(1)</script>", "]]>", "<img src=http://example.invalid/x onerror=alert(2)>", "a\u0000b", "\"'&lt;", "x\ud800y", "</script><script>alert(3)</script>"];
        foreach (string name in names)
        {
            builder.AddStack([new Frame(name, name, FrameOrigin.Native, new SourceLocation(name, 1))], 10);
        }

        IPage page = await Open(profile: builder.Build(names[0], names[0], []), workload: names[0]);
        IReadOnlyList<string> shown = await page.Locator("g.box text").AllTextContentsAsync();
        Assert.Contains("ab", shown);
        Assert.Contains("xy", shown);
        Assert.Contains("]]>", shown);
        Assert.Contains("\"'&lt;", shown);
        await page.Locator("g.box").Nth(1).Locator("rect").HoverAsync();
        Assert.Equal(2, await page.Locator("script").CountAsync());
        Assert.Equal(0, await page.Locator("img").CountAsync());
    }

    private async Task<IPage> Open(bool scripts = true, bool rootOnTop = false, Profile? profile = null, string workload = "orders")
    {
        FlameGraphOptions options = new() { Workload = workload, RootOnTop = rootOnTop };
        string path = Path.Combine(_folder, $"{Guid.NewGuid():N}.svg");
        using (FileStream file = File.Create(path))
        {
            FlameGraphSvg.Render(FlameGraphLayout.Of(profile ?? Orders(), options), options, file);
        }

        return await chromium.Open(path, _surprises, scripts);
    }

    /// <summary>1000 samples of 1 ms: Parse 60 % (self 10), Render 38 % (0.02 % of it in Tiny, too narrow to see), Main itself 2 %.</summary>
    private static Profile Orders()
    {
        Frame main = new("Shop.Program.Main", "shop.dll", FrameOrigin.Managed, new SourceLocation("/src/Program.cs", 3));
        Frame parse = new("Shop.Orders.Parse", "shop.dll", FrameOrigin.Managed, new SourceLocation("/src/Orders.cs", 12));
        Frame render = new("Shop.Orders.Render", "shop.dll", FrameOrigin.Managed);
        Frame copy = new("memcpy", "libc.so.6", FrameOrigin.Native);
        ProfileBuilder builder = new(ProfileKind.Cpu, new Metric("time", Unit.Nanoseconds), new Metric("samples", Unit.Count));
        const long Sample = 1_000_000;
        builder.AddStack([main], 20 * Sample, 20);
        builder.AddStack([main, parse], 100 * Sample, 100);
        builder.AddStack([main, parse, copy], 500 * Sample, 500);
        builder.AddStack([main, render], 178 * Sample, 178);
        builder.AddStack([main, render, copy], 200 * Sample, 200);
        builder.AddStack([main, render, new Frame("Render9", "shop.dll", FrameOrigin.Managed)], (2 * Sample) - 200_000, 2);
        builder.AddStack([main, render, new Frame("Render9", "shop.dll", FrameOrigin.Managed), new Frame("Tiny", "shop.dll", FrameOrigin.Managed)], 200_000, 0);
        return builder.Build("perf 6.1.187", "perf record orders", []);
    }

    private static ILocator Frame(IPage page, string label) =>
        page.Locator("#boxes g").Filter(new LocatorFilterOptions { Has = page.Locator($"xpath=self::*[*[local-name()='text' and text()='{label}']]") });

    private static async Task<List<string>> Labels(IPage page, string beginning)
    {
        List<string> labels = [.. (await page.Locator("#boxes text").AllTextContentsAsync()).Where(label => label.StartsWith(beginning, StringComparison.Ordinal))];
        labels.Sort(StringComparer.Ordinal);
        return labels;
    }

    // Playwright's InputValue knows inputs of HTML documents only.
    private static Task<string> Typed(IPage page) => page.Locator("#search").EvaluateAsync<string>("input => input.value");

    private static async Task<double> Width(ILocator rect) =>
        double.Parse((await rect.GetAttributeAsync("width"))!, CultureInfo.InvariantCulture);

    private static async Task<string[]> Classes(IPage page, string label) =>
        ((await Frame(page, label).First.GetAttributeAsync("class")) ?? "").Split(' ');
}
