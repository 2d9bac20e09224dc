namespace Hone.Reporting.Html;

/// <summary>A cell: text becomes markup by <see cref="HtmlText.Escape"/>.</summary>
/// <param name="Markup">What stands in the cell.</param>
internal readonly record struct HtmlCell(string Markup)
{
    public static implicit operator HtmlCell(string text) => new(HtmlText.Escape(text));

    /// <summary>A cell of more than text.</summary>
    public static HtmlCell Of(Action<HtmlText> write)
    {
        HtmlText html = new();
        write(html);
        return new(html.ToString());
    }

    /// <summary>Code.</summary>
    public static HtmlCell Code(string text) => new("<code>" + HtmlText.Escape(text) + "</code>");
}

/// <summary>A table of the page: it scrolls sideways by itself where it is too wide, and says what it is of.</summary>
/// <param name="caption">What it is of.</param>
/// <param name="columns">The headings; one that starts with <c>&gt;</c> aligns its column to the right.</param>
internal sealed class HtmlTable(string caption, params IReadOnlyList<string> columns)
{
    private readonly HtmlText _rows = new();

    /// <summary>The number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a row, one cell a column; the first says what the row is about.</summary>
    public void Add(params IReadOnlyList<HtmlCell> cells)
    {
        Count++;
        _rows.Raw("<tr>");
        for (int i = 0; i < cells.Count; i++)
        {
            string tag = i == 0 ? "th scope=\"row\"" : "td";
            _rows.Raw("<" + tag + (IsRight(i) ? " class=\"n\">" : ">")).Raw(cells[i].Markup).Raw(i == 0 ? "</th>" : "</td>");
        }

        _rows.Raw("</tr>\n");
    }

    /// <summary>Adds what belongs to the row before, over the whole width.</summary>
    public void Under(Action<HtmlText> write)
    {
        _rows.Raw($"<tr class=\"under\"><td colspan=\"{columns.Count}\">");
        write(_rows);
        _rows.Raw("</td></tr>\n");
    }

    /// <summary>Writes the table; nothing when it has no row.</summary>
    public void Append(HtmlText html)
    {
        if (Count == 0)
        {
            return;
        }

        html.Raw("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"").Text(caption).Raw("\"><table><caption>").Text(caption).Raw("</caption><thead><tr>");
        for (int i = 0; i < columns.Count; i++)
        {
            html.Raw("<th scope=\"col\"" + (IsRight(i) ? " class=\"n\">" : ">")).Text(columns[i].TrimStart('>')).Raw("</th>");
        }

        html.Raw("</tr></thead><tbody>\n").Raw(_rows.ToString()).Raw("</tbody></table></div>\n");
    }

    private bool IsRight(int column) => column < columns.Count && columns[column].StartsWith('>');
}
