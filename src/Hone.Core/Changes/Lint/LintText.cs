using System.Globalization;
using System.Text;

namespace Hone.Changes.Lint;

/// <summary>Figures as findings write them.</summary>
internal static class LintText
{
    /// <summary>A share, <c>82 %</c>.</summary>
    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(share * 100)} %");

    /// <summary><c>1 line</c>, <c>2 lines</c>.</summary>
    public static string Count(int count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count} {one}{(count == 1 ? "" : "s")}");

    /// <summary>Part of the source, a letter for each byte, as text that is short enough to read.</summary>
    public static string Cut(string text)
    {
        string read = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text.Trim()));
        return read.Length > 60 ? read[..57] + "..." : read;
    }
}
