using Hone.Reporting.Comparisons;

namespace Hone.Cli.Terminal;

/// <summary>What the terminal can show.</summary>
internal static class Glyphs
{
    private static readonly string[] _variables = ["LC_ALL", "LC_CTYPE", "LANG"];

    /// <summary>
    /// Whether more than ASCII may be printed: the locale (LC_ALL, LC_CTYPE, LANG; the first that is set counts, POSIX.1-2017 XBD
    /// §8.2) is UTF-8, and TERM is not <c>dumb</c>.
    /// </summary>
    public static bool AreUnicode
    {
        get
        {
            string locale = _variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";
            string plain = locale.Replace("-", "", StringComparison.Ordinal);
            return plain.EndsWith("utf8", StringComparison.OrdinalIgnoreCase) && Environment.GetEnvironmentVariable("TERM") != "dumb";
        }
    }

    /// <summary>An answer in characters that a terminal can show. What goes to a file or another program stays as it is, in UTF-8.</summary>
    public static string Fit(string text) => Console.IsOutputRedirected || AreUnicode ? text : TextShape.ToAscii(text);
}
