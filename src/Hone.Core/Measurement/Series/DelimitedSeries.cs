namespace Hone.Measurement.Series;

/// <summary>
/// Reads a series from lines of fields: one number a line, or fields between commas, semicolons, tabs or spaces, with quotes where a
/// field needs them (RFC 4180, one record a line). The first line is a header when its chosen field is no number. Empty lines and lines
/// that start with # are passed over.
/// </summary>
internal static class DelimitedSeries
{
    /// <summary>Reads to the end; a line that is not as it must be is a <see cref="Problems.ProblemException"/> with its number.</summary>
    /// <param name="text">The file.</param>
    /// <param name="place">Its name, for errors.</param>
    /// <param name="choice">Which columns.</param>
    public static ReadSeries Read(TextReader text, string place, SeriesChoice choice)
    {
        SeriesRows rows = new(choice);
        SeriesLines lines = new(text, place);
        FieldLine fields = new();
        SeriesColumns? columns = null;
        while (lines.Next() is string content)
        {
            ReadOnlySpan<char> trimmed = content.AsSpan().Trim();
            if (trimmed.IsEmpty || trimmed[0] == '#')
            {
                continue;
            }

            if (columns is null)
            {
                fields.Choose(content);
            }

            if (!fields.Split(content))
            {
                throw lines.Wrong("a quote is left open", "close it on the same line");
            }

            if (columns is null)
            {
                columns = SeriesColumns.Of(fields, choice, lines.Place);
                if (columns.IsOfHeader)
                {
                    continue;
                }
            }
            else if (columns.IsUndecided)
            {
                columns = columns.Decided(fields, lines.Place);
            }

            rows.Add(Value(fields, columns, lines), columns.Label is int label && label < fields.Count ? fields[label] : null, () => lines.Place);
        }

        return rows.Finish(columns is null || columns.IsUndecided ? "" : columns.Name, place);
    }

    private static double? Value(FieldLine fields, SeriesColumns columns, SeriesLines lines)
    {
        if (columns.Value >= fields.Count)
        {
            throw lines.Wrong($"there are {fields.Count} fields, and field {columns.Value + 1} is the one to read", "give every line as many fields as the first");
        }

        string field = fields[columns.Value];
        return SeriesNumber.Read(field) ?? (SeriesNumber.IsMissing(field)
            ? null
            : throw lines.Wrong(
                $"'{Short(field)}' is no number{(columns.Name.Length > 0 ? " of column " + Short(columns.Name) : "")}",
                "correct it, or leave the field empty where there is no value; --column chooses another column"));
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
