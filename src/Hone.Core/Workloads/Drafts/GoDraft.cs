using System.Text.RegularExpressions;

namespace Hone.Workloads.Drafts;

/// <summary>Go: a module and its main packages.</summary>
internal static partial class GoDraft
{
    public static Draft? Look(DraftFolder folder)
    {
        if (folder.Named("go.mod").FirstOrDefault() is not { } marker)
        {
            return null;
        }

        string root = DraftFolder.FolderOf(marker);
        string module = Module().Match(folder.Read(marker)) is { Success: true } match ? match.Groups[1].Value.Split('/')[^1] : "main";
        List<DraftWorkload> workloads = [];
        HashSet<string> seen = [];
        string[] sources = [.. folder.Ending(".go").Where(path => root == "." || path.StartsWith(root + "/", StringComparison.Ordinal))];
        foreach (string source in sources.Where(path => !path.EndsWith("_test.go", StringComparison.Ordinal)).Take(300))
        {
            string package = DraftFolder.FolderOf(source);
            if (seen.Contains(package) || !Main().IsMatch(folder.Read(source)))
            {
                continue;
            }

            seen.Add(package);
            string name = package == root ? module : Path.GetFileName(package);
            workloads.Add(new DraftWorkload(name, Draft.Words(DraftFolder.Below(root, "build/" + name)), $"package main in {package}") { Complete = DraftFolder.IsBenchmark(name) });
        }

        return new Draft("Go", marker)
        {
            Name = module,
            Build = Draft.ShellLine("mkdir -p build && go build -o build/ ./...") with { WorkingDirectory = root },
            Test = sources.Any(path => path.EndsWith("_test.go", StringComparison.Ordinal)) ? Draft.Words("go", "test", "./...") with { WorkingDirectory = root } : null,
            Workloads = workloads,
        };
    }

    [GeneratedRegex(@"^module\s+""?([^\s""]+)", RegexOptions.Multiline)]
    private static partial Regex Module();

    [GeneratedRegex(@"^package\s+main\b", RegexOptions.Multiline)]
    private static partial Regex Main();
}
