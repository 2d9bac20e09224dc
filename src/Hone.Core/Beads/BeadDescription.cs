using System.Text;

namespace Hone.Beads;

/// <summary>Puts a bead's Markdown together; the headings are those that <c>bd lint</c> and br's close policy look for.</summary>
internal static class BeadDescription
{
    /// <summary>The body, then the criteria as open check boxes.</summary>
    public static string Of(string body, IReadOnlyList<string> criteria, string heading = "## Acceptance Criteria")
    {
        StringBuilder text = new(body);
        text.Append("\n\n").Append(heading);
        foreach (string criterion in criteria)
        {
            text.Append("\n- [ ] ").Append(criterion);
        }

        return text.ToString();
    }

    /// <summary>Foreign text (a symbol, a title) as one line without control characters, cut after <paramref name="max"/> characters.</summary>
    public static string OneLine(string text, int max)
    {
        StringBuilder line = new(Math.Min(text.Length, max) + 1);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (line.Length >= max)
            {
                return line.ToString().TrimEnd() + "…";
            }

            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else
            {
                line.Append(rune.ToString());
            }
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>A list for a sentence; more than twelve are counted.</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count <= 12 ? string.Join(", ", names) : string.Join(", ", names.Take(12)) + $" and {names.Count - 12} more";
}
