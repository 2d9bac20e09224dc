using System.Buffers;
using System.CommandLine;
using System.CommandLine.Help;

namespace Hone.Cli.Terminal;

/// <summary>What <c>--help</c> says of one command, by its sections.</summary>
/// <param name="Description">The lines of the description.</param>
/// <param name="Usage">The line below "Usage".</param>
/// <param name="Arguments">What each argument is called, and what is said of it.</param>
/// <param name="Options">The same of the options.</param>
internal sealed record HelpText(IReadOnlyList<string> Description, string Usage, IReadOnlyList<(string Name, string Text)> Arguments, IReadOnlyList<(string Name, string Text)> Options)
{
    // Whatever the terminal is: a page breaks its lines itself.
    private const int Unbroken = 100_000;

    private static readonly SearchValues<string> _sentenceEnds = SearchValues.Create([". ", "? "], StringComparison.Ordinal);

    /// <summary>Asks the command line itself.</summary>
    /// <param name="root">The whole of it.</param>
    /// <param name="path">The words that lead to the command; none for the whole.</param>
    public static HelpText Of(RootCommand root, IReadOnlyList<string> path)
    {
        ((BriefHelp)root.Options.OfType<HelpOption>().Single().Action!).Whole.MaxWidth = Unbroken;
        using StringWriter output = new();
        root.Parse([.. path, "--help"]).Invoke(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false });
        Dictionary<string, List<string>> sections = new(StringComparer.Ordinal);
        List<string> lines = [];
        foreach (string line in output.ToString().ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Length > 0 && line[0] != ' ')
            {
                sections[line] = lines = [];
            }
            else
            {
                lines.Add(line.Length > 2 ? line[2..].TrimEnd() : "");
            }
        }

        return new(sections["Description:"], sections["Usage:"][0], Rows(sections.GetValueOrDefault("Arguments:")), Rows(sections.GetValueOrDefault("Options:")));
    }

    /// <summary>The first sentence of a description, up to its mark and without it, as whatis(1) lists it.</summary>
    public static string FirstSentence(IReadOnlyList<string> lines)
    {
        string paragraph = string.Join(' ', lines.TakeWhile(line => line.Length > 0));
        int end = paragraph.AsSpan().IndexOfAny(_sentenceEnds);
        return (end < 0 ? paragraph : paragraph[..end]).TrimEnd('.', ':', '?');
    }

    // Two columns; a line that begins with blanks goes on with what the one before it says.
    private static List<(string Name, string Text)> Rows(List<string>? lines)
    {
        List<(string Name, string Text)> rows = [];
        foreach (string line in (lines ?? []).Where(line => line.Length > 0))
        {
            if (line[0] == ' ' && rows.Count > 0)
            {
                rows[^1] = (rows[^1].Name, rows[^1].Text + " " + line.Trim());
                continue;
            }

            string[] columns = line.Split("  ", 2);
            rows.Add((columns[0], columns.Length == 2 ? columns[1].Trim() : ""));
        }

        return rows;
    }
}
