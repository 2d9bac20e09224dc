using System.Text;

namespace Hone.Reporting.Comparisons;

/// <summary>Fits text into lines of a terminal.</summary>
public static class TextShape
{
    /// <summary>The width that everything is made for, in characters.</summary>
    public const int Columns = 80;

    /// <summary>
    /// The text in lines of at most <see cref="Columns"/> characters, broken at spaces; the lines after the first are indented. A
    /// word that is longer than a line is cut. Line feeds at the end of each line. A space that does not break is U+00A0, and is
    /// printed as a space.
    /// </summary>
    public static string Wrap(string text, string firstIndent = "", string indent = "  ")
    {
        StringBuilder lines = new();
        StringBuilder line = new(firstIndent);
        bool empty = true;
        foreach (string whole in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string word = whole;
            if (!empty && line.Length + 1 + word.Length > Columns)
            {
                lines.Append(line).Append('\n');
                line.Clear().Append(indent);
                empty = true;
            }

            for (int room = Columns - line.Length; empty && word.Length > room; room = Columns - line.Length)
            {
                lines.Append(line).Append(word.AsSpan(0, room)).Append('\n');
                line.Clear().Append(indent);
                word = word[room..];
            }

            line.Append(empty ? "" : " ").Append(word);
            empty = false;
        }

        return lines.Append(line).Append('\n').Replace('\u00a0', ' ').ToString();
    }

    /// <summary>The text for terminals that know no more than ASCII.</summary>
    public static string ToAscii(string text)
    {
        StringBuilder plain = new(text.Length);
        foreach (char c in text)
        {
            plain.Append(c switch
            {
                '±' => "+-",
                '–' or '−' or '—' => "-",
                '…' => "~",
                '×' => "x",
                'µ' => "u",
                '⟨' => "<",
                '⟩' => ">",
                '·' => ".",
                '✓' => "+",
                '✗' => "x",
                '→' => "->",
                '≥' => ">=",
                '≤' => "<=",
                < '\u0080' => c.ToString(),
                _ => "?",
            });
        }

        return plain.ToString();
    }
}
