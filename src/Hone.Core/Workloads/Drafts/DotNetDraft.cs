using System.Text.RegularExpressions;

namespace Hone.Workloads.Drafts;

/// <summary>C# and F#: solutions, and projects that are programs, tests or benchmarks.</summary>
internal static partial class DotNetDraft
{
    private const int MostBuilds = 5;

    private static readonly string[] _options = ["-c", "Release", "--nologo", "-v", "quiet"];

    public static Draft? Look(DraftFolder folder)
    {
        string[] solutions = [.. folder.Ending(".slnx", ".sln")];
        string[] projects = [.. folder.Ending(".csproj", ".fsproj").Take(100)];
        string? marker = solutions.FirstOrDefault() ?? projects.FirstOrDefault();
        if (marker is null)
        {
            return null;
        }

        List<DraftWorkload> workloads = [];
        List<string> builds = [];
        CommandLine? test = null;
        foreach (string project in projects)
        {
            string text = folder.Read(project);
            string name = Path.GetFileNameWithoutExtension(project);
            bool program = Executable().IsMatch(text) || text.Contains("Microsoft.NET.Sdk.Web", StringComparison.Ordinal);
            if (text.Contains("Microsoft.NET.Test.Sdk", StringComparison.OrdinalIgnoreCase))
            {
                test ??= Draft.Words("dotnet", "test", solutions.FirstOrDefault() ?? project, "-c", "Release", "--no-build");
                builds.Add(project);
            }
            else if (TestFramework().IsMatch(text) || (program && DraftFolder.IsTest(name)))
            {
                // A test project that is a program of its own: run it, whatever `dotnet test` makes of it.
                test ??= program ? Draft.Words("dotnet", Output(folder, project, text)) : null;
                builds.Add(project);
            }
            else if (program)
            {
                bool measures = text.Contains("BenchmarkDotNet", StringComparison.OrdinalIgnoreCase) || DraftFolder.IsBenchmark(name);
                workloads.Add(new DraftWorkload(name, Draft.Words("dotnet", Output(folder, project, text)), project) { Complete = measures });
                builds.Add(project);
            }
        }

        return new Draft(".NET", marker)
        {
            Name = solutions.Length > 0 ? Path.GetFileNameWithoutExtension(marker) : workloads.FirstOrDefault()?.Name ?? Path.GetFileNameWithoutExtension(marker),
            Build = solutions.Length > 0 || builds.Count < 2 ? Draft.Words(["dotnet", "build", marker, .. _options]) : Draft.ShellLine(string.Join(" && ", builds.Take(MostBuilds).Select(BuildLine))),
            Test = test,
            Workloads = workloads,
        };
    }

    private static string BuildLine(string project) => new CommandLine { Words = ["dotnet", "build", project, .. _options] }.Text;

    /// <summary>Where the project's program is built to, by the SDK's own rules for its output and artifacts folders.</summary>
    private static string Output(DraftFolder folder, string project, string text)
    {
        string name = Path.GetFileNameWithoutExtension(project);
        string assembly = Property(text, "AssemblyName") ?? name;
        string? shared = folder.Named("Directory.Build.props").LastOrDefault(props =>
            DraftFolder.FolderOf(props) is var above && (above == "." || project.StartsWith(above + "/", StringComparison.Ordinal)));
        string around = shared is null ? "" : folder.Read(shared);
        if (string.Equals(Property(text + around, "UseArtifactsOutput"), "true", StringComparison.OrdinalIgnoreCase))
        {
            return DraftFolder.Below(shared is null ? DraftFolder.FolderOf(project) : DraftFolder.FolderOf(shared), $"artifacts/bin/{name}/release/{assembly}.dll");
        }

        string framework = Property(text, "TargetFramework") ?? Property(text, "TargetFrameworks")?.Split(';')[0] ?? Property(around, "TargetFramework") ?? "net10.0";
        return DraftFolder.Below(DraftFolder.FolderOf(project), $"bin/Release/{framework}/{assembly}.dll");
    }

    private static string? Property(string text, string name)
    {
        Match match = Regex.Match(text, $@"<{name}>\s*([^<$]+?)\s*</{name}>");
        return match.Success ? match.Groups[1].Value : null;
    }

    [GeneratedRegex(@"<OutputType>\s*(Win)?Exe\s*<", RegexOptions.IgnoreCase)]
    private static partial Regex Executable();

    [GeneratedRegex(@"Include=""(xunit|nunit|MSTest|TUnit)", RegexOptions.IgnoreCase)]
    private static partial Regex TestFramework();
}
