using Hone.Problems;

namespace Hone.Changes.Drills;

/// <summary>
/// The table of tricks: one a line, its cells parted by bars.
/// <code>name | group | patch or step | quick, built or timed | rule, example=other rule, example=- | what is done</code>
/// A hyphen says that the trick is not played in that example; empty lines and lines that begin with # are left out.
/// </summary>
public static class TrickTable
{
    private const int Cells = 6;
    private const string NotPlayed = "-";

    private static readonly string[] _groups = ["evidence", "gain", "tampering", "semantics", "form"];

    /// <summary>Reads a table.</summary>
    /// <exception cref="ProblemException">A line has another form, or a name occurs twice; its number is the place.</exception>
    public static IReadOnlyList<Trick> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<Trick> tricks = [];
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0 || lines[i][0] == '#')
            {
                continue;
            }

            Trick trick = Line(lines[i], i + 1);
            if (tricks.Exists(other => other.Name == trick.Name))
            {
                throw Wrong(i + 1, $"the trick {trick.Name} is there twice");
            }

            tricks.Add(trick);
        }

        return tricks;
    }

    private static Trick Line(string line, int number)
    {
        string[] cells = line.Split('|', StringSplitOptions.TrimEntries);
        if (cells.Length != Cells || cells.Any(cell => cell.Length == 0))
        {
            throw Wrong(number, $"{cells.Length} cells, expected {Cells} with something in each");
        }

        string[] rules = cells[4].Split(',', StringSplitOptions.TrimEntries);
        Dictionary<string, string?> others = [];
        foreach (string rule in rules.Skip(1))
        {
            if (rule.Split('=') is not [{ Length: > 0 } example, { Length: > 0 } other])
            {
                throw Wrong(number, $"'{rule}' is no EXAMPLE=RULE");
            }

            others[example] = other == NotPlayed ? null : other;
        }

        return new(
            cells[0],
            Array.IndexOf(_groups, cells[1]) >= 0 ? cells[1] : throw Wrong(number, $"'{cells[1]}' is no group"),
            cells[2] switch { "patch" => true, "step" => false, _ => throw Wrong(number, $"'{cells[2]}' is neither patch nor step") },
            cells[3] switch { "quick" => TrickCost.Quick, "built" => TrickCost.Built, "timed" => TrickCost.Timed, _ => throw Wrong(number, $"'{cells[3]}' is neither quick, built nor timed") },
            rules[0],
            others,
            cells[5]);
    }

    private static ProblemException Wrong(int line, string what) => new(new(ExitCode.Bug, "trick-table", what, "mend the table") { Place = FormattableString.Invariant($"line {line}") });
}
