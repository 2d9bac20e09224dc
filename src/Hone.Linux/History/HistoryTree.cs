using System.Globalization;
using System.Text;
using Hone.Guardrails.History;

namespace Hone.Linux.History;

/// <summary>What stands in the tree of a commit of the store: a file of lines, or something that only a later Hone knows.</summary>
/// <param name="Mode">Git's mode.</param>
/// <param name="Type"><c>blob</c>, <c>tree</c> or <c>commit</c>.</param>
/// <param name="Hash">The hash of its content.</param>
/// <param name="Bytes">Its size; 0 for what is no blob.</param>
/// <param name="Name">Its name, a character a byte: git's names may be of any encoding.</param>
internal sealed record HistoryTreeEntry(string Mode, string Type, string Hash, long Bytes, string Name)
{
    /// <summary>Whether it is a file of lines; anything else is carried along as it is.</summary>
    public bool IsLines => Type == "blob" && HistoryChunk.IsName(Name);

    /// <summary>It as a file of the store.</summary>
    public HistoryFile File => new(Name, Hash, Bytes);
}

/// <summary>Reads and writes lists of the top of a tree, as <c>git ls-tree -l -z</c> gives and <c>git mktree -z</c> takes them.</summary>
internal static class HistoryTree
{
    /// <summary>The entries of a list, each name once.</summary>
    public static IEnumerable<HistoryTreeEntry> Read(byte[] list) =>
        Encoding.Latin1.GetString(list).Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(Entry).OfType<HistoryTreeEntry>().DistinctBy(entry => entry.Name);

    /// <summary>A list of entries.</summary>
    public static byte[] Write(IEnumerable<HistoryTreeEntry> entries) =>
        Encoding.Latin1.GetBytes(string.Concat(entries.OrderBy(entry => entry.Name, StringComparer.Ordinal).Select(entry => $"{entry.Mode} {entry.Type} {entry.Hash}\t{entry.Name}\0")));

    // "100644 blob HASH    SIZE\tNAME"
    private static HistoryTreeEntry? Entry(string text)
    {
        int tab = text.IndexOf('\t', StringComparison.Ordinal);
        string[] words = tab < 0 ? [] : text[..tab].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [string mode, string type, string hash, string size] && text.Length > tab + 1 && !text.AsSpan(tab + 1).Contains('/')
            ? new(mode, type, hash, long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) ? bytes : 0, text[(tab + 1)..])
            : null;
    }
}
