using Hone.Problems;

namespace Hone.Cli.Drill;

/// <summary>An example that tricks are played on.</summary>
/// <param name="Name">Its folder's name.</param>
/// <param name="Workload">The workload whose row is worked on.</param>
/// <param name="Function">The end of the hot function's name.</param>
/// <param name="Lever">A lever that can be seen there.</param>
/// <param name="Lines">The lines that show it.</param>
/// <param name="Input">An input of the oracle.</param>
/// <param name="BuildFile">A file that its build tool, or its interpreter, reads by itself when it is there.</param>
/// <param name="Tool">A tool that its manifest names.</param>
internal sealed record DrillExample(string Name, string Workload, string Function, string Lever, string Lines, string Input, string BuildFile, string Tool)
{
    /// <summary>The three.</summary>
    public static IReadOnlyList<DrillExample> All { get; } =
    [
        new("wordfreq", "pairs", "TermCounter.AddLine", "work-elimination", "src/TermCounter.cs:35-48", "oracle/words.txt", "Directory.Build.targets", "dotnet"),
        new("logreport", "day", "report_request", "buffer-reuse", "src/report.c:29-34", "oracle/mixed.log", "GNUmakefile", "make"),
        new("routes", "town", "cheapest_route", "index-lookup", "routes/planner.py:12-19", "oracle/town.csv", "sitecustomize.py", "python3"),
    ];

    /// <summary>Those that are named; all when none is.</summary>
    public static IReadOnlyList<DrillExample> Named(IReadOnlyList<string> names) => names.Count == 0 ? All : [.. names.Select(name => All.FirstOrDefault(example => example.Name == name)
        ?? throw new ProblemException(new(ExitCode.Usage, "unknown-example", $"there is no example '{name}'", "name one of: " + string.Join(", ", All.Select(example => example.Name)))))];

    /// <summary>The folder that holds the examples: as it was named, else beside the tool, else here.</summary>
    public static string Folder(string? named)
    {
        string[] places = named is not null ? [Path.GetFullPath(named)] : [Path.Combine(AppContext.BaseDirectory, "examples"), Path.GetFullPath("examples")];
        return Array.Find(places, place => All.Any(example => File.Exists(Path.Combine(place, example.Name, "hone.toml")))) ?? throw new ProblemException(new(
            ExitCode.Usage, "no-examples", "there are no examples to play tricks on", "name the examples folder of Hone's repository: hone drill FOLDER")
        { Place = places[0] });
    }
}
