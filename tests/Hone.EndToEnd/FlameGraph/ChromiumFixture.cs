using Microsoft.Playwright;

namespace Hone.EndToEnd.FlameGraph;

/// <summary>One headless Chromium of the system for the tests of a class. Without one they fail: a drawing nobody opened is not tested.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        string? chromium = Find();
        if (chromium is null)
        {
            Assert.Fail("no Chromium on the PATH (looked for " + string.Join(", ", Names) + "); install it, on Debian with: apt-get install chromium");
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            ChromiumSandbox = false,
            Args = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>
    /// A page of its own showing a file; every request other than for that file, every script error and every error on its console, such as what a
    /// content security policy refuses, is added to <paramref name="surprises"/>.
    /// </summary>
    internal Task<IPage> Open(string path, List<string> surprises, bool scripts = true, BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.JavaScriptEnabled = scripts;
        return Watched("file://" + path, url => url == "file://" + path, surprises, options);
    }

    /// <summary>As <see cref="Open"/>, of a server, which the page may ask for more.</summary>
    internal Task<IPage> OpenServed(Uri address, List<string> surprises, BrowserNewContextOptions? options = null) =>
        Watched(address.ToString(), url => url.StartsWith(address.GetLeftPart(UriPartial.Authority) + "/", StringComparison.Ordinal), surprises, options ?? new());

    private async Task<IPage> Watched(string address, Func<string, bool> isExpected, List<string> surprises, BrowserNewContextOptions options)
    {
        options.ViewportSize ??= new ViewportSize { Width = 1200, Height = 700 };
        IBrowserContext context = await _browser!.NewContextAsync(options);
        IPage page = await context.NewPageAsync();
        page.Request += (_, request) =>
        {
            if (!isExpected(request.Url))
            {
                surprises.Add("request " + request.Url);
            }
        };
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                surprises.Add("console " + message.Text);
            }
        };
        page.PageError += (_, error) => surprises.Add("script error " + error);
        page.Dialog += async (_, dialog) =>
        {
            surprises.Add("dialog " + dialog.Message);
            await dialog.DismissAsync();
        };
        await page.GotoAsync(address);
        return page;
    }

    private static string? Find()
    {
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
        {
            foreach (string name in Names)
            {
                if (File.Exists(Path.Combine(folder, name)))
                {
                    return Path.Combine(folder, name);
                }
            }
        }

        return null;
    }
}
