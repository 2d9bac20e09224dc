using System.Globalization;
using System.Text;

namespace Hone.Reporting.Briefs;

/// <summary>
/// Puts a brief together: Markdown, every piece that comes from outside cleaned, cut and quoted. What the tracker says is put last, as a
/// quotation, into the room that is left.
/// </summary>
internal sealed class BriefPage
{
    private readonly StringBuilder _text = new();

    /// <summary>The page so far.</summary>
    public int Length => _text.Length;

    /// <summary>A heading; an empty line before it.</summary>
    public BriefPage Head(string title)
    {
        _text.Append(_text.Length == 0 ? "# " : "\n## ").Append(title).Append("\n\n");
        return this;
    }

    /// <summary>A paragraph of Hone's own words.</summary>
    public BriefPage Say(string words)
    {
        _text.Append(words).Append('\n');
        return this;
    }

    /// <summary>How every brief begins: what it is about, in one line and in a few, and what comes before anything else.</summary>
    public BriefPage Open(string title, string words) => Head(title).Say(words).Head("First").Say(BriefWords.First);

    /// <summary>A heading and its items.</summary>
    public BriefPage List(string title, params IEnumerable<string> items)
    {
        Head(title);
        foreach (string item in items)
        {
            Item(item);
        }

        return this;
    }

    /// <summary>How every brief ends: the commands, in the order in which they are given, each with what it is for.</summary>
    public BriefPage Commands(params IReadOnlyList<(string Command, string What)> commands)
    {
        Head("Commands");
        for (int at = 0; at < commands.Count; at++)
        {
            Step(at + 1, commands[at].Command, commands[at].What);
        }

        return this;
    }

    /// <summary>An item of a list; what is foreign in it went through <see cref="Name"/> or <see cref="Words"/>.</summary>
    public BriefPage Item(string words) => Say("- " + words);

    /// <summary>A named item.</summary>
    public BriefPage Item(string name, string words) => Say($"- {name}: {words}");

    /// <summary>A step of the cascade.</summary>
    public BriefPage Step(int number, string command, string what) => Say(string.Create(CultureInfo.InvariantCulture, $"{number}. {Code(command, 200)}{(what.Length > 0 ? ": " + what : "")}"));

    /// <summary>A foreign text as a quotation, cut to the room that is left of <paramref name="most"/> characters of the whole page.</summary>
    public BriefPage Quote(string foreign, int most)
    {
        string[] lines = [.. foreign.ReplaceLineEndings("\n").Split('\n').Select(line => Printable.Clean(line).TrimEnd())];
        foreach (string line in lines.SkipWhile(line => line.Length == 0))
        {
            string shown = Printable.Shorten(line, 300);
            if (_text.Length + shown.Length + 3 > most - 4)
            {
                _text.Append("> …\n");
                break;
            }

            _text.Append(shown.Length == 0 ? ">" : "> ").Append(shown).Append('\n');
        }

        return this;
    }

    /// <summary>A name from outside as code.</summary>
    public static string Name(string foreign) => Code(foreign, 120);

    /// <summary>A command or name as code of at most <paramref name="width"/> characters.</summary>
    public static string Code(string foreign, int width)
    {
        string fenced = Printable.Code(Printable.Shorten(Printable.Clean(foreign), width));

        // A bar is escaped for tables, and this is none.
        return fenced.Replace("\\|", "|", StringComparison.Ordinal);
    }

    /// <summary>A sentence of Hone's that may hold names from outside.</summary>
    public static string Words(string text, int width = 220) => Printable.Markdown(Printable.Shorten(Printable.Clean(text), width));

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
