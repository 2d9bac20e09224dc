using System.Text;
using System.Text.RegularExpressions;

namespace Hone.Changes.Proofs;

/// <summary>
/// What a message on standard error says, without what any edit of the source changes: the folder that the program lies in, lines of its
/// source, addresses, and, of a run that failed, the frames of a stack trace, which are indented in every runtime.
/// </summary>
public static partial class ErrorShape
{
    private const int MostBytes = 64 * 1024;
    private const int MostLines = 200;

    /// <summary>The lines that count, in order.</summary>
    /// <param name="stderr">What was written.</param>
    /// <param name="folders">Folders of this arm, absolute.</param>
    /// <param name="failed">The run did not end well: indented lines are left out.</param>
    public static IReadOnlyList<string> Lines(ReadOnlySpan<byte> stderr, IReadOnlyList<string> folders, bool failed = true)
    {
        ArgumentNullException.ThrowIfNull(folders);
        string text = Encoding.UTF8.GetString(stderr[..Math.Min(stderr.Length, MostBytes)]);
        foreach (string folder in folders.OrderByDescending(folder => folder.Length))
        {
            text = text.Replace(folder, "…", StringComparison.Ordinal);
        }

        return
        [
            .. text.Split('\n').Where(line => line.Length > 0 && !(failed && (line[0] is ' ' or '\t'))).Take(MostLines)
                .Select(line => Addresses().Replace(SourceLine().Replace(line.TrimEnd('\r'), "$1:#"), "0x#")),
        ];
    }

    /// <summary>Whether two messages say the same. What is longer than is looked at must be the same byte for byte.</summary>
    /// <param name="one">What one run wrote.</param>
    /// <param name="other">What the other wrote.</param>
    /// <param name="folders">Folders of both, absolute.</param>
    /// <param name="failed">The runs did not end well: indented lines do not count.</param>
    public static bool Same(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other, IReadOnlyList<string> folders, bool failed) =>
        one.SequenceEqual(other) || (IsShort(one) && IsShort(other) && Lines(one, folders, failed).SequenceEqual(Lines(other, folders, failed)));

    private static bool IsShort(ReadOnlySpan<byte> text) => text.Length <= MostBytes && text.Count((byte)'\n') <= MostLines;

    /// <summary>The same as one text.</summary>
    public static string Of(ReadOnlySpan<byte> stderr, IReadOnlyList<string> folders, bool failed = true) => string.Join('\n', Lines(stderr, folders, failed));

    /// <summary>Its last line, which bears the error where a trace stands before it; empty for none.</summary>
    public static string Last(ReadOnlySpan<byte> stderr, IReadOnlyList<string> folders) => Lines(stderr, folders) is [.., string last] ? last : "";

    // A place in a source file: work.c:12, /a/b.py:7:3.
    [GeneratedRegex(@"([A-Za-z0-9_./+-]+\.(?:c|h|cc|cpp|hpp|cs|py|js|mjs|cjs|ts|go|rs|java|kt|rb|php|lua|pl|swift))(?::[0-9]+)+", RegexOptions.NonBacktracking)]
    private static partial Regex SourceLine();

    [GeneratedRegex("0x[0-9a-fA-F]{4,16}", RegexOptions.NonBacktracking)]
    private static partial Regex Addresses();
}
