using System.Globalization;
using System.Text;

namespace Hone.Guardrails.History;

/// <summary>
/// The file of a month in a history's store: its lines, sorted and each once. The union of any number of them, in any order, is the same
/// file, so that two clones' histories never conflict.
/// </summary>
public static class HistoryChunk
{
    /// <summary>How the names of the files end.</summary>
    public const string Extension = ".jsonl";

    /// <summary>The name of the file that an entry belongs into, by its month in UTC: <c>2026-11.jsonl</c>.</summary>
    public static string NameOf(HistoryEntry entry) => entry.Time.ToUniversalTime().ToString("yyyy-MM", CultureInfo.InvariantCulture) + Extension;

    /// <summary>Whether a file of a store is one of these; a store that was fetched may hold anything.</summary>
    public static bool IsName(string name) =>
        name.Length == "2026-11".Length + Extension.Length && name.EndsWith(Extension, StringComparison.Ordinal) && name[4] == '-' && !name.AsSpan(0, 4).ContainsAnyExceptInRange('0', '9') && !name.AsSpan(5, 2).ContainsAnyExceptInRange('0', '9');

    /// <summary>The lines of a file; empty ones are none.</summary>
    public static IEnumerable<string> Lines(ReadOnlySpan<byte> file) => Encoding.UTF8.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>All lines of several, sorted and each once.</summary>
    public static IReadOnlyList<string> Union(params IEnumerable<IEnumerable<string>> files)
    {
        SortedSet<string> lines = new(StringComparer.Ordinal);
        foreach (IEnumerable<string> file in files)
        {
            lines.UnionWith(file);
        }

        return [.. lines];
    }

    /// <summary>Lines as a file.</summary>
    public static byte[] Write(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
}
