using System.Buffers;
using System.Globalization;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Evaluation;

/// <summary>
/// Reads CSV (RFC 4180) with a header line: fields in double quotes may hold the separator, line ends and doubled quotes; lines
/// end with LF or CR LF. All rows must have as many fields as the header. A field that is written as a number of JSON is a number,
/// any other a text. A byte order mark is passed over.
/// </summary>
internal static class CsvReading
{
    /// <summary>The rows as records, or a fault with the line.</summary>
    /// <param name="text">The table.</param>
    /// <param name="separator">The byte between fields.</param>
    /// <param name="cost">What it costs.</param>
    public static Value Read(ReadOnlyMemory<byte> text, byte separator, ReadingCost cost)
    {
        if (text.Span.StartsWith("\uFEFF"u8))
        {
            text = text[3..];
        }

        if (cost.Spend(1 + text.Length / 8) is { } tooLarge)
        {
            return tooLarge;
        }

        CsvFields fields = new(text, separator);
        List<ReadOnlyMemory<byte>> row = [];
        if (!fields.Next(row))
        {
            return fields.Fault ?? FaultValue.Wrong("is no table: it is empty, without a header line");
        }

        TextValue[] names = [.. row.Select(field => new TextValue(field))];
        if (FieldNames.FirstDouble(names) is { } twice)
        {
            return FaultValue.Wrong($"has the column {ShownValue.Of(twice)} twice");
        }

        FieldNames header = new(names);
        List<Value> rows = [];
        while (fields.Next(row))
        {
            if (row.Count != names.Length)
            {
                return FaultValue.Wrong(string.Create(CultureInfo.InvariantCulture, $"has {ShownValue.Count(row.Count, "field")} at line {fields.Line}, and {names.Length} in its header"));
            }

            if (cost.Spend(1 + row.Count, 80 + 64L * row.Count) is { } full)
            {
                return full;
            }

            Value[] cells = new Value[row.Count];
            for (int i = 0; i < cells.Length; i++)
            {
                cells[i] = NumberReader.Read(row[i].Span, strict: true, out ExactNumber number) == NumberReading.Number ? new NumberValue(number) : new TextValue(row[i]);
            }

            rows.Add(new RecordValue(header, cells));
        }

        return fields.Fault ?? (Value)new ListValue(rows, "row") { Columns = header };
    }
}

/// <summary>Walks the rows of CSV.</summary>
internal sealed class CsvFields(ReadOnlyMemory<byte> text, byte separator)
{
    private readonly SearchValues<byte> _ends = SearchValues.Create([separator, (byte)'\n']);
    private int _at;
    private int _nextLine = 1;

    /// <summary>The line on which the last row started, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>What is wrong with the text, once <see cref="Next"/> gave false because of it.</summary>
    public FaultValue? Fault { get; private set; }

    /// <summary>Reads the next row; false at the end, or at an error.</summary>
    public bool Next(List<ReadOnlyMemory<byte>> row)
    {
        row.Clear();
        if (_at >= text.Length)
        {
            return false;
        }

        Line = _nextLine;
        while (true)
        {
            bool quoted = _at < text.Length && text.Span[_at] == '"';
            ReadOnlyMemory<byte>? field = quoted ? Quoted() : Plain();
            if (field is null)
            {
                return false;
            }

            row.Add(field.Value);
            if (_at >= text.Length)
            {
                return true;
            }

            bool end = text.Span[_at++] == '\n';
            if (end)
            {
                _nextLine++;
                return true;
            }
        }
    }

    private ReadOnlyMemory<byte>? Plain()
    {
        int length = text.Span[_at..].IndexOfAny(_ends);
        int end = length < 0 ? text.Length : _at + length;
        ReadOnlyMemory<byte> field = text[_at..end];
        _at = end;
        bool lineEnds = end >= text.Length || text.Span[end] == '\n';
        return lineEnds && field.Length > 0 && field.Span[^1] == '\r' ? field[..^1] : field;
    }

    /// <summary>A field in quotes; a piece of the text itself where no quote is doubled.</summary>
    private ReadOnlyMemory<byte>? Quoted()
    {
        int start = ++_at;
        bool doubled = false;
        while (true)
        {
            int length = text.Span[_at..].IndexOf((byte)'"');
            if (length < 0)
            {
                Fault = FaultValue.Wrong(string.Create(CultureInfo.InvariantCulture, $"has a quote at line {Line} that does not end"));
                return null;
            }

            _at += length + 1;
            if (_at < text.Length && text.Span[_at] == '"')
            {
                doubled = true;
                _at++;
                continue;
            }

            break;
        }

        ReadOnlyMemory<byte> field = text[start..(_at - 1)];
        _nextLine += field.Span.Count((byte)'\n');
        if (_at + 1 < text.Length && text.Span[_at] == '\r' && text.Span[_at + 1] == '\n')
        {
            _at++;
        }
        else if (_at + 1 == text.Length && text.Span[_at] == '\r')
        {
            _at++;
        }

        if (_at < text.Length && text.Span[_at] != separator && text.Span[_at] != '\n')
        {
            Fault = FaultValue.Wrong(string.Create(CultureInfo.InvariantCulture, $"has letters behind the closing quote of a field at line {Line}"));
            return null;
        }

        return doubled ? Undoubled(field.Span) : field;
    }

    private static ReadOnlyMemory<byte> Undoubled(ReadOnlySpan<byte> field)
    {
        byte[] bytes = new byte[field.Length];
        int length = 0;
        for (int i = 0; i < field.Length; i++)
        {
            bytes[length++] = field[i];
            if (field[i] == '"')
            {
                i++;
            }
        }

        return bytes.AsMemory(0, length);
    }
}
