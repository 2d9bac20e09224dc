using System.Security.Cryptography;
using System.Text;

namespace Hone.Beads;

/// <summary>
/// Marks a bead's text as Hone's, so that Hone can renew it later without overwriting a word that somebody else wrote: the
/// last line of the description is <c>&lt;!-- hone:text DIGEST --&gt;</c>, which Markdown does not show, and DIGEST is the
/// start of the SHA-256 of title and description. A ticked check box is an edit.
/// </summary>
public static class TextSeal
{
    private const string Opening = "<!-- hone:text ";
    private const string Ending = " -->";

    /// <summary>The description with its seal.</summary>
    public static string Seal(string title, string body)
    {
        string text = Normal(body);
        return text + "\n\n" + Opening + Digest(title, text) + Ending;
    }

    /// <summary>A sealed description under another title.</summary>
    public static string Again(string title, string description)
    {
        string text = Normal(description);
        int seal = text.LastIndexOf(Opening, StringComparison.Ordinal);
        return Seal(title, seal < 0 ? text : text[..seal]);
    }

    /// <summary>True when title and description are still as Hone sealed them; line ends and outer white space do not count.</summary>
    public static bool IsIntact(string title, string description)
    {
        string text = Normal(description);
        int start = text.LastIndexOf(Opening, StringComparison.Ordinal);
        return start >= 0 && text[start..] == Opening + Digest(title, Normal(text[..start])) + Ending;
    }

    private static string Normal(string text) => text.ReplaceLineEndings("\n").Trim();

    private static string Digest(string title, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(title.Trim() + "\n" + text)))[..16];
}
