using System.Text;

namespace Hone.Reporting.Html;

/// <summary>
/// Markup of the report page. Whatever comes from workloads, profiles, repositories and people goes through <see cref="Escape"/>, the one
/// way for text into the page.
/// </summary>
internal sealed class HtmlText
{
    /// <summary>Longer text is cut in its middle: a function's name may be a megabyte.</summary>
    public const int MostCharacters = 400;

    private readonly StringBuilder _text = new();

    /// <summary>The text so that it is character data and nothing else, also within a quoted attribute.</summary>
    public static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (char c in Printable.Clean(Printable.Shorten(text, MostCharacters)))
        {
            _ = c switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>Markup as it is; never with text from outside in it.</summary>
    public HtmlText Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>Text from anywhere.</summary>
    public HtmlText Text(string text) => Raw(Escape(text));

    /// <summary>Text as code.</summary>
    public HtmlText Code(string text) => Raw("<code>").Text(text).Raw("</code>");

    /// <summary>A paragraph.</summary>
    public HtmlText Paragraph(string text, string? kind = null) => Raw(kind is null ? "<p>" : $"<p class=\"{kind}\">").Text(text).Raw("</p>\n");

    /// <summary>A list of sentences; nothing when there are none.</summary>
    public HtmlText List(IReadOnlyCollection<string> items, string kind = "notes")
    {
        if (items.Count > 0)
        {
            Raw($"<ul class=\"{kind}\">");
            foreach (string item in items)
            {
                Raw("<li>").Text(item).Raw("</li>");
            }

            Raw("</ul>\n");
        }

        return this;
    }

    /// <summary>What is not on record, and the command that puts it there.</summary>
    public HtmlText Missing(string what, string command, string word = "Not recorded.") =>
        Raw("<p class=\"missing\"><strong>").Text(word).Raw("</strong> ").Text(what).Raw(" <code>").Text(command).Raw("</code> records it.</p>\n");

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
