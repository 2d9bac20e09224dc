using System.Text;

namespace Hone.Equivalence;

/// <summary>The list that <c>sha256sum -c</c> reads (GNU coreutils: hash, two spaces, file name).</summary>
public static class GoldenChecksums
{
    /// <summary>
    /// The list, sorted by path. A name with a line feed or a backslash is escaped as coreutils does it: a leading backslash on
    /// the line, <c>\n</c> and <c>\\</c> in the name.
    /// </summary>
    public static string Write(IEnumerable<(string Sha256, string Path)> files)
    {
        StringBuilder text = new();
        foreach ((string sha256, string path) in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            string escaped = path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            text.Append(escaped == path ? "" : "\\").Append(sha256).Append("  ").Append(escaped).Append('\n');
        }

        return text.ToString();
    }
}
