using System.Globalization;

namespace Hone.Opportunities;

/// <summary>Lines of a source file that show a lever.</summary>
/// <param name="File">The file, relative to the project folder.</param>
/// <param name="First">The first line, from 1.</param>
/// <param name="Last">The last line.</param>
/// <param name="Sha256">SHA-256 of the lines as they were, 64 lower-case hexadecimal digits.</param>
public sealed record SourceLines(string File, int First, int Last, string Sha256)
{
    /// <summary>Reads <c>src/a.c:12-20</c> or <c>src/a.c:12</c>; null when it is neither.</summary>
    public static (string File, int First, int Last)? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.LastIndexOf(':');
        if (colon <= 0)
        {
            return null;
        }

        string[] ends = text[(colon + 1)..].Split('-');
        return ends.Length <= 2 && Line(ends[0]) is int first && Line(ends[^1]) is int last && first <= last ? (text[..colon], first, last) : null;
    }

    /// <summary>As it is written on the command line.</summary>
    public override string ToString() => First == Last ? FormattableString.Invariant($"{File}:{First}") : FormattableString.Invariant($"{File}:{First}-{Last}");

    private static int? Line(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int line) && line > 0 ? line : null;
}
