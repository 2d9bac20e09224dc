using System.Globalization;

namespace Hone.Profiling.FlameGraphs;

/// <summary>Writes text and numbers into an SVG so that no name can become markup or script.</summary>
internal sealed class SvgMarkup(TextWriter writer)
{
    /// <summary>Markup as it is; never with text of a profile in it.</summary>
    public SvgMarkup Raw(string markup)
    {
        writer.Write(markup);
        return this;
    }

    public SvgMarkup Number(long value)
    {
        Span<char> digits = stackalloc char[20];
        value.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
        writer.Write(digits[..length]);
        return this;
    }

    /// <summary>A length in pixels with at most two decimals.</summary>
    public SvgMarkup Pixels(double value)
    {
        Span<char> digits = stackalloc char[32];
        value.TryFormat(digits, out int length, "0.##", CultureInfo.InvariantCulture);
        writer.Write(digits[..length]);
        return this;
    }

    /// <summary>Cleaned text as character data or within a quoted attribute.</summary>
    public SvgMarkup Text(string text)
    {
        ReadOnlySpan<char> rest = FrameLabel.Clean(text);
        while (true)
        {
            int at = rest.IndexOfAny("<>&\"'");
            if (at < 0)
            {
                writer.Write(rest);
                return this;
            }

            writer.Write(rest[..at]);
            writer.Write(rest[at] switch { '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", '"' => "&quot;", _ => "&#39;" });
            rest = rest[(at + 1)..];
        }
    }

    /// <summary>
    /// Cleaned text as a JSON string within XML character data: what either language could misread is escaped, so no
    /// CDATA section is needed and none can be ended early.
    /// </summary>
    public SvgMarkup Json(string text)
    {
        writer.Write('"');
        foreach (char c in FrameLabel.Clean(text))
        {
            if (c is '"' or '\\' or '<' or '>' or '&' or ']' or '\u2028' or '\u2029')
            {
                writer.Write("\\u");
                writer.Write(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                writer.Write(c);
            }
        }

        writer.Write('"');
        return this;
    }
}
