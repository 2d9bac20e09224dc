using Hone.Problems;

namespace Hone.Guardrails.History.Importing;

/// <summary>What is filled in where a file of another tool does not say it.</summary>
/// <param name="Commit">The commit; <see cref="HistoryEntry.NoCommit"/> when nobody knows.</param>
/// <param name="Time">When it was measured.</param>
/// <param name="Environment">Where, as far as the importing person says.</param>
public sealed record ImportDefaults(string Commit, DateTimeOffset Time, IReadOnlyDictionary<string, string> Environment);

/// <summary>The formats that a history takes in.</summary>
public static class ImportFormats
{
    private const int LongestName = 500;

    private const string Own = "hone";

    private static readonly (string Name, Func<ImportFile, bool> Fits, Func<ImportFile, IEnumerable<ImportedEntry>> Read)[] _formats =
    [
        ("hyperfine", HyperfineImport.Fits, HyperfineImport.Read),
        ("benchmarkdotnet", BenchmarkDotNetImport.Fits, BenchmarkDotNetImport.Read),
        ("pytest-benchmark", PytestImport.Fits, PytestImport.Read),
        ("google-benchmark", GoogleBenchmarkImport.Fits, GoogleBenchmarkImport.Read),
        ("github-action-benchmark", ActionBenchmarkImport.Fits, ActionBenchmarkImport.Read),
        ("criterion", CriterionImport.Fits, CriterionImport.Read),
        ("go", GoBenchImport.Fits, GoBenchImport.Read),
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. _formats.Select(format => format.Name), Own];

    /// <summary>The entries of a file. The same file gives the same entries, so that importing it twice adds nothing.</summary>
    /// <param name="file">The file.</param>
    /// <param name="format">Its format; null to recognise it by its content.</param>
    /// <param name="defaults">What the file does not say.</param>
    /// <exception cref="ProblemException">It is in no known format, or holds no figure.</exception>
    public static (string Format, IReadOnlyList<StoredEntry> Entries) Read(ImportFile file, string? format, ImportDefaults defaults)
    {
        if (format == Own || (format is null && OwnImport.Fits(file)))
        {
            return (Own, Any([.. OwnImport.Read(file)], file));
        }

        foreach ((string name, Func<ImportFile, bool> fits, Func<ImportFile, IEnumerable<ImportedEntry>> read) in _formats)
        {
            if (format is null ? fits(file) : format == name)
            {
                return (name, Any([.. read(file).Where(entry => entry.Figures.Count > 0).Select(entry => HistoryLine.Store(Whole(entry, name, defaults))).Where(stored => stored.Line.Length <= HistoryLine.Longest)], file));
            }
        }

        throw file.Wrong("this is in none of the known formats: " + string.Join(", ", Names));
    }

    private static IReadOnlyList<StoredEntry> Any(IReadOnlyList<StoredEntry> entries, ImportFile file) =>
        entries.Count > 0 ? entries : throw file.Wrong("there is no figure in it that can be read");

    private static HistoryEntry Whole(ImportedEntry entry, string format, ImportDefaults defaults)
    {
        Dictionary<string, string> environment = new(defaults.Environment);
        foreach ((string name, string value) in entry.Environment)
        {
            environment[name] = Short(value);
        }

        string? commit = entry.Commit?.ToLowerInvariant();
        return new(
            entry.Time ?? defaults.Time,
            commit is not null && HistoryLine.IsCommit(commit) ? commit : defaults.Commit,
            Short(entry.Workload),
            "import:" + format,
            environment,
            entry.Figures);
    }

    private static string Short(string text) => text.Length <= LongestName ? text : text[..LongestName];
}
