using System.Text;
using System.Text.RegularExpressions;

namespace Hone.Cli.Terminal;

/// <summary>Text as groff reads it: nothing in it is a request or an escape.</summary>
internal static partial class RoffText
{
    /// <summary>Words inside a line. A hyphen is written as the ASCII one, so that an option can be copied from the page.</summary>
    public static string Words(string text) => text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal).Replace("\"", "\\(dq", StringComparison.Ordinal);

    /// <summary>A line of its own in a font, such as <c>\fB</c>; none for the page's. Long lists and paths may be broken where they are joined.</summary>
    public static string Line(string font, string text)
    {
        string start = font.Length == 0 && text.Length > 0 && text[0] is '.' or '\'' ? "\\&" : font;
        return start + Joint().Replace(Words(text), "\\:") + (font.Length == 0 ? "" : "\\fR") + "\n";
    }

    /// <summary>Paragraphs: prose is filled, what is indented and what begins with "Example" stays as it is.</summary>
    public static string Paragraphs(IReadOnlyList<string> lines)
    {
        StringBuilder text = new();
        bool asIs = false, begins = false;
        foreach (string line in lines)
        {
            bool keep = line.StartsWith(' ') || line.StartsWith("Example: ", StringComparison.Ordinal);
            if (line.Length > 0 && keep != asIs)
            {
                text.Append(keep ? ".PP\n.nf\n" : ".fi\n");
                begins |= !keep;
                asIs = keep;
            }

            if (line.Length == 0)
            {
                begins = true;
                continue;
            }

            if (begins && text.Length > 0 && !text.ToString().EndsWith(".PP\n.nf\n", StringComparison.Ordinal))
            {
                text.Append(".PP\n");
            }

            begins = false;
            text.Append(Line("", line));
        }

        return text.Append(asIs ? ".fi\n" : "").ToString();
    }

    [GeneratedRegex(@"(?<=[^\s,|/][,|/])(?=[^\s/])")]
    private static partial Regex Joint();
}
