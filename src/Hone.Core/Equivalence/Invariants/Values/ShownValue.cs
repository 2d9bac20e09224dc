using System.Buffers;
using System.Globalization;
using System.Text;

namespace Hone.Equivalence.Invariants.Values;

/// <summary>Values as people read them: short, on one line, and without what a terminal would obey.</summary>
internal static class ShownValue
{
    /// <summary>The most letters of one value.</summary>
    public const int MostLetters = 80;

    private const int MostItems = 6;

    /// <summary>The value in the notation of the language, clipped with an ellipsis and its size.</summary>
    public static string Of(Value value) => Of(value, MostLetters);

    /// <summary>The value with its kind before it, where the notation alone does not say it: <c>the text 'a'</c>.</summary>
    public static string WithKind(Value value) => value switch
    {
        NumberValue => "the number " + Of(value),
        TextValue => "the text " + Of(value),
        ListValue list => list.Items.Count == 0 ? "an empty list" : "a list of " + Count(list.Items.Count, list.Noun),
        RecordValue => "the record " + Of(value),
        BagValue bag => Count(bag.Total, "item") + " without order",
        _ => Of(value),
    };

    /// <summary>A count with its noun: <c>1 line</c>, <c>12 lines</c>.</summary>
    public static string Count(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>True for a character that is shown as it is.</summary>
    public static bool IsPlain(Rune rune) => !Rune.IsControl(rune)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);

    /// <summary>
    /// Bytes as a text in single quotes: printable characters as they are, <c>\n \t \r \\ \'</c>, and <c>\xHH</c> for every other
    /// byte, so that the language reads the same bytes from it. At most <paramref name="most"/> letters.
    /// </summary>
    public static string Quoted(ReadOnlySpan<byte> bytes, int most = int.MaxValue)
    {
        StringBuilder text = new("'");
        while (bytes.Length > 0)
        {
            if (text.Length > most)
            {
                return text.Append("…'").ToString();
            }

            bool valid = Rune.DecodeFromUtf8(bytes, out Rune rune, out int taken) == OperationStatus.Done;
            if (valid && rune.Value is '\n' or '\t' or '\r' or '\\' or '\'')
            {
                text.Append('\\').Append(rune.Value switch
                {
                    '\n' => 'n',
                    '\t' => 't',
                    '\r' => 'r',
                    _ => (char)rune.Value,
                });
            }
            else if (valid && IsPlain(rune))
            {
                text.Append(rune);
            }
            else
            {
                foreach (byte each in bytes[..taken])
                {
                    text.Append(CultureInfo.InvariantCulture, $"\\x{each:x2}");
                }
            }

            bytes = bytes[taken..];
        }

        return text.Append('\'').ToString();
    }

    private static string Of(Value value, int room) => value switch
    {
        NullValue => "null",
        BooleanValue flag => flag.IsTrue ? "true" : "false",
        NumberValue number => Clipped(number.Number.ToString(), room),
        TextValue text => Text(text, room),
        ListValue list => List(list, room),
        RecordValue record => Record(record, room),
        BagValue bag => WithKind(bag),
        FaultValue fault => fault.Reason,
        _ => "a run",
    };

    private static string Text(TextValue text, int room)
    {
        string shown = Quoted(text.Span, room);
        return shown.EndsWith("…'", StringComparison.Ordinal) && text.Span.Length > room
            ? string.Create(CultureInfo.InvariantCulture, $"{shown} ({text.Span.Length} bytes)")
            : shown;
    }

    private static string List(ListValue list, int room)
    {
        StringBuilder shown = new("[");
        for (int i = 0; i < list.Items.Count; i++)
        {
            if (i == MostItems || shown.Length > room)
            {
                return shown.Append("…] (").Append(Count(list.Items.Count, list.Noun)).Append(')').ToString();
            }

            shown.Append(i > 0 ? ", " : "").Append(Of(list.Items[i], room / 2));
        }

        return shown.Append(']').ToString();
    }

    private static string Record(RecordValue record, int room)
    {
        StringBuilder shown = new("{");
        for (int i = 0; i < record.Values.Count; i++)
        {
            if (i == MostItems || shown.Length > room)
            {
                shown.Append(", …");
                break;
            }

            shown.Append(i > 0 ? ", " : "").Append(Quoted(record.Names.Names[i].Span, room / 2)).Append(": ").Append(Of(record.Values[i], room / 2));
        }

        return shown.Append('}').ToString();
    }

    private static string Clipped(string text, int room) => text.Length <= room ? text : text[..room] + "…";
}
