using System.Globalization;
using System.Text;

namespace Hone.Reporting;

/// <summary>
/// Makes text from workloads, profiles and repositories safe to show: names of functions and files are untrusted and may
/// hold terminal escapes, direction overrides or markup.
/// </summary>
public static class Printable
{
    /// <summary>The text without control and format characters, each replaced by <c>·</c>.</summary>
    public static string Clean(string text)
    {
        foreach (char c in text)
        {
            if (IsUnsafe(c))
            {
                return Replace(text);
            }
        }

        return text;
    }

    /// <summary>The text for a Markdown table cell or sentence: cleaned, with markup characters escaped.</summary>
    public static string Markdown(string text)
    {
        StringBuilder escaped = new();
        foreach (char c in Clean(text))
        {
            switch (c)
            {
                case '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~':
                    escaped.Append('\\').Append(c);
                    break;
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                case '&':
                    escaped.Append("&amp;");
                    break;
                default:
                    escaped.Append(c);
                    break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>The text as Markdown code, in a fence of back-ticks longer than any inside it; <c>|</c> escaped for table cells.</summary>
    public static string Code(string text)
    {
        string clean = Clean(text).Replace("|", "\\|", StringComparison.Ordinal);
        int longest = 0;
        int run = 0;
        foreach (char c in clean)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        string fence = new('`', longest + 1);
        return longest == 0 ? fence + clean + fence : fence + " " + clean + " " + fence;
    }

    /// <summary>The text cut in the middle to at most <paramref name="width"/> characters.</summary>
    public static string Shorten(string text, int width)
    {
        if (text.Length <= width)
        {
            return text;
        }

        int right = (width - 1) * 2 / 3;
        return text[..(width - 1 - right)] + "…" + text[^right..];
    }

    private static string Replace(string text)
    {
        StringBuilder clean = new(text.Length);
        foreach (char c in text)
        {
            clean.Append(IsUnsafe(c) ? '·' : c);
        }

        return clean.ToString();
    }

    private static bool IsUnsafe(char c) => char.IsControl(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
