namespace Hone.EndToEnd.Reports;

/// <summary>What the page is bundled from, installed by its lock file, and the accessibility checker that comes with it.</summary>
public sealed class PageTools : IDisposable
{
    private readonly string _web = Path.Combine(Directory.CreateTempSubdirectory("hone-web-").FullName, "web");

    public PageTools()
    {
        string from = Path.Combine(Repository.Root, "web");
        Directory.CreateDirectory(Path.Combine(_web, "src"));
        foreach (string file in Directory.GetFiles(from).Concat(Directory.GetFiles(Path.Combine(from, "src"))))
        {
            File.Copy(file, Path.Combine(_web, Path.GetRelativePath(from, file)));
        }

        Tool.Answer installed = Tool.Run(_web, "npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts");
        Assert.True(installed.ExitCode == 0, installed.ToString());
    }

    /// <summary>axe-core's script.</summary>
    public string Axe => File.ReadAllText(Path.Combine(_web, "node_modules/axe-core/axe.min.js"));

    /// <summary>Bundles again, into a folder.</summary>
    public string Bundle()
    {
        string into = Path.Combine(_web, "bundled");
        Tool.Answer bundled = Tool.Run(_web, "node", "bundle.js", into);
        Assert.True(bundled.ExitCode == 0, bundled.ToString());
        return into;
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_web)!, recursive: true);
}
