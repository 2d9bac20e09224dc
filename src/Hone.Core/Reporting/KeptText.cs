using System.Text;

namespace Hone.Reporting;

/// <summary>
/// People's own text in PERFORMANCE_ANALYSIS.md: a hypothesis, what was ruled out, what was decided. What stands between the lines
/// <c>&lt;!-- kept --&gt;</c> and <c>&lt;!-- /kept --&gt;</c> is carried over, byte for byte, when the document is written anew: to the end of
/// the section that has the heading it stood under.
/// </summary>
public static class KeptText
{
    /// <summary>The line before people's text.</summary>
    public const string Opening = "<!-- kept -->";

    /// <summary>The line after it.</summary>
    public const string Ending = "<!-- /kept -->";

    /// <summary>The heading under which text is kept whose own is not in the document any more.</summary>
    public const string Orphans = "## Kept from earlier";

    /// <summary>A new document with the kept text of the old one.</summary>
    /// <param name="before">The document as it lies there; empty for none.</param>
    /// <param name="rendered">The new one, without anybody's text.</param>
    public static string Carry(string before, string rendered)
    {
        List<(string Heading, string Block)> blocks = Blocks(before);
        if (blocks.Count == 0)
        {
            return rendered;
        }

        List<string> lines = [.. rendered.Split('\n')];
        HashSet<string> headings = [.. lines.Where(IsHeading)];
        StringBuilder text = new(rendered.Length + before.Length);
        string? current = null;
        HashSet<string> done = [];
        for (int i = 0; i <= lines.Count; i++)
        {
            bool isEnd = i == lines.Count;
            if (isEnd || IsHeading(lines[i]))
            {
                if (current is not null && done.Add(current))
                {
                    // Of two sections of one heading the first has it, or the text would double each time.
                    Append(text, blocks.Where(block => block.Heading == current));
                }

                current = isEnd ? null : lines[i];
            }

            if (!isEnd)
            {
                // Splitting leaves an empty last piece behind the last line end.
                text.Append(lines[i]).Append(i < lines.Count - 1 ? "\n" : "");
            }
        }

        (string Heading, string Block)[] orphans = [.. blocks.Where(block => !headings.Contains(block.Heading))];
        if (orphans.Length > 0)
        {
            text.Append(Orphans).Append("\n\n");
            Append(text, orphans);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<(string Heading, string Block)> blocks)
    {
        foreach ((_, string block) in blocks)
        {
            text.Append(block).Append("\n\n");
        }
    }

    // A block whose end is missing goes to the end of the document: nothing that somebody wrote is cut off.
    private static List<(string Heading, string Block)> Blocks(string document)
    {
        List<(string, string)> blocks = [];
        string heading = "";
        StringBuilder? block = null;
        foreach (string line in document.Split('\n'))
        {
            if (block is not null)
            {
                block.Append('\n').Append(line);
                if (line.Trim() == Ending)
                {
                    blocks.Add((heading, block.ToString()));
                    block = null;
                }
            }
            else if (line.Trim() == Opening)
            {
                block = new StringBuilder(line);
            }
            else if (IsHeading(line))
            {
                heading = line;
            }
        }

        if (block is not null)
        {
            blocks.Add((heading, block.ToString().TrimEnd('\n') + "\n" + Ending));
        }

        return blocks;
    }

    private static bool IsHeading(string line) => line.StartsWith("# ", StringComparison.Ordinal) || line.StartsWith("## ", StringComparison.Ordinal) || line.StartsWith("### ", StringComparison.Ordinal);
}
