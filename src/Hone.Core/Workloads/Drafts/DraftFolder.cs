namespace Hone.Workloads.Drafts;

/// <summary>A project folder as detection sees it: its files' paths, and the text of small ones.</summary>
internal sealed class DraftFolder(IReadOnlyList<string> files, Func<string, string?> read)
{
    /// <summary>More files than a detector has to look into to know a project.</summary>
    private const int MostReads = 500;

    private int _reads;

    /// <summary>The paths, relative to the project folder and inside it, shallow ones first, then in ordinal order.</summary>
    public IReadOnlyList<string> Files { get; } = [.. files.Where(path => ProjectPath.Normalize(path, out _) == path).OrderBy(Depth).ThenBy(path => path, StringComparer.Ordinal)];

    /// <summary>The text of a file; empty when it cannot be read, is too large, or too many were read already.</summary>
    public string Read(string path) => _reads++ < MostReads ? read(path) ?? "" : "";

    /// <summary>The files with one of these names, in any folder.</summary>
    public IEnumerable<string> Named(params string[] names) => Files.Where(path => names.Contains(Path.GetFileName(path)));

    /// <summary>The files whose names end so, in any folder.</summary>
    public IEnumerable<string> Ending(params string[] endings) => Files.Where(path => endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));

    /// <summary>True when there is a file of exactly this path.</summary>
    public bool Has(string path) => Files.Contains(path, StringComparer.Ordinal);

    /// <summary>How many folders lie above the file.</summary>
    public static int Depth(string path) => path.AsSpan().Count('/');

    /// <summary>The folder of a file, <c>.</c> for the project folder.</summary>
    public static string FolderOf(string path) => Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : ".";

    /// <summary>A path below a folder of the project.</summary>
    public static string Below(string folder, string path) => folder == "." ? path : folder + "/" + path;

    /// <summary>True for names that say "this measures": bench, benchmark, perf.</summary>
    public static bool IsBenchmark(string name) =>
        name.Contains("bench", StringComparison.OrdinalIgnoreCase) || name.Contains("perf", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for names that say "this tests".</summary>
    public static bool IsTest(string name) => name.Contains("test", StringComparison.OrdinalIgnoreCase);
}
