using System.Text;

namespace Hone.Reporting;

/// <summary>A table of text: columns as wide as their content, numbers to the right. The same rows print to a terminal and to Markdown.</summary>
/// <param name="Columns">The headings; one that starts with <c>&gt;</c> aligns its column to the right.</param>
public sealed record TextTable(params IReadOnlyList<string> Columns)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    /// <summary>The rows, for forms other than the two below.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows => _rows;

    /// <summary>The number of rows.</summary>
    public int Count => _rows.Count;

    /// <summary>Adds a row, one cell a column.</summary>
    public void Add(params IReadOnlyList<string> cells)
    {
        if (cells.Count != Columns.Count)
        {
            throw new ArgumentException($"{cells.Count} cells for {Columns.Count} columns", nameof(cells));
        }

        _rows.Add(cells);
    }

    /// <summary>Plain text, each line behind <paramref name="indent"/>, two spaces between columns, no trailing spaces.</summary>
    public string ToText(string indent = "  ")
    {
        int[] widths = [.. Columns.Select(Heading).Select(heading => heading.Length)];
        foreach (IReadOnlyList<string> row in _rows)
        {
            for (int i = 0; i < widths.Length; i++)
            {
                widths[i] = Math.Max(widths[i], row[i].Length);
            }
        }

        StringBuilder text = new();
        AppendText(text, indent, [.. Columns.Select(Heading)], widths);
        foreach (IReadOnlyList<string> row in _rows)
        {
            AppendText(text, indent, row, widths);
        }

        return text.ToString();
    }

    /// <summary>A GitHub-flavoured Markdown table; the cells must be Markdown already.</summary>
    public string ToMarkdown()
    {
        StringBuilder text = new();
        text.Append("| ").AppendJoin(" | ", Columns.Select(Heading)).Append(" |\n");
        text.Append('|').AppendJoin('|', Columns.Select(column => IsRight(column) ? "---:" : "---")).Append("|\n");
        foreach (IReadOnlyList<string> row in _rows)
        {
            text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        }

        return text.ToString();
    }

    private static bool IsRight(string column) => column.StartsWith('>');

    private static string Heading(string column) => column.TrimStart('>');

    private void AppendText(StringBuilder text, string indent, IReadOnlyList<string> cells, int[] widths)
    {
        StringBuilder line = new(indent);
        for (int i = 0; i < cells.Count; i++)
        {
            line.Append(i == 0 ? "" : "  ").Append(IsRight(Columns[i]) ? cells[i].PadLeft(widths[i]) : cells[i].PadRight(widths[i]));
        }

        text.Append(line.ToString().TrimEnd()).Append('\n');
    }
}
