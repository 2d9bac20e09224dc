using System.Globalization;
using System.Text.Json;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Evaluation;

/// <summary>
/// Reads JSON (RFC 8259) into values: numbers digit by digit, never through a double, and a name that stands twice in one object
/// is an error, for nobody could say which of the two is meant. A byte order mark is passed over.
/// </summary>
internal static class JsonReading
{
    private const int MostDepth = 64;

    private static readonly JsonReaderOptions _options = new() { MaxDepth = MostDepth };

    /// <summary>The document, or a fault with the place.</summary>
    public static Value Read(ReadOnlyMemory<byte> text, ReadingCost cost)
    {
        if (text.Span.StartsWith("\uFEFF"u8))
        {
            text = text[3..];
        }

        if (cost.Spend(1 + text.Length / 8) is { } tooLarge)
        {
            return tooLarge;
        }

        Utf8JsonReader reader = new(text.Span, _options);
        try
        {
            reader.Read();
            Value value = One(ref reader, text, cost, null);
            if (value is not FaultValue)
            {
                // Anything but white space behind the document throws.
                reader.Read();
            }

            return value;
        }
        catch (JsonException error)
        {
            return FaultValue.Wrong(string.Create(CultureInfo.InvariantCulture, $"is no JSON at line {(error.LineNumber ?? 0) + 1}, byte {(error.BytePositionInLine ?? 0) + 1}"));
        }
        catch (InvalidOperationException)
        {
            // A string with half a surrogate pair or bytes that are not UTF-8.
            return FaultValue.Wrong(string.Create(CultureInfo.InvariantCulture, $"is no JSON: the string at byte {reader.TokenStartIndex + 1} is not Unicode"));
        }
    }

    private static Value One(ref Utf8JsonReader reader, ReadOnlyMemory<byte> text, ReadingCost cost, FieldNames? before)
    {
        if (cost.Spend(1, 64) is { } tooLarge)
        {
            return tooLarge;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Record(ref reader, text, cost, before);
            case JsonTokenType.StartArray:
                return List(ref reader, text, cost);
            case JsonTokenType.String:
                return String(ref reader, text);
            case JsonTokenType.Number:
                return NumberReader.Read(reader.ValueSpan, strict: true, out ExactNumber number) == NumberReading.Number
                    ? new NumberValue(number)
                    : FaultValue.Undecided(string.Create(CultureInfo.InvariantCulture, $"has a number of more than {ExactNumber.MostDigits} digits at byte {reader.TokenStartIndex + 1}"));
            case JsonTokenType.True:
                return BooleanValue.True;
            case JsonTokenType.False:
                return BooleanValue.False;
            default:
                return NullValue.Only;
        }
    }

    private static Value List(ref Utf8JsonReader reader, ReadOnlyMemory<byte> text, ReadingCost cost)
    {
        List<Value> items = [];
        FieldNames? names = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Value item = One(ref reader, text, cost, names);
            if (item is FaultValue)
            {
                return item;
            }

            names = (item as RecordValue)?.Names ?? names;
            items.Add(item);
        }

        return new ListValue(items);
    }

    /// <param name="reader">At the opening bracket.</param>
    /// <param name="text">The document.</param>
    /// <param name="cost">What it costs.</param>
    /// <param name="before">The names of the object before it in a list, which are shared when they are the same.</param>
    private static Value Record(ref Utf8JsonReader reader, ReadOnlyMemory<byte> text, ReadingCost cost, FieldNames? before)
    {
        List<TextValue>? names = null;
        List<Value> values = new(before?.Names.Count ?? 4);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (names is null && before is not null && values.Count < before.Names.Count && !reader.ValueIsEscaped
                && reader.ValueSpan.SequenceEqual(before.Names[values.Count].Span))
            {
                // Still as the object before it.
            }
            else
            {
                names ??= [.. before?.Names.Take(values.Count) ?? []];
                names.Add(String(ref reader, text));
            }

            reader.Read();
            Value value = One(ref reader, text, cost, null);
            if (value is FaultValue)
            {
                return value;
            }

            values.Add(value);
        }

        if (names is null && before is not null && values.Count == before.Names.Count)
        {
            return new RecordValue(before, [.. values]);
        }

        names ??= [.. before?.Names.Take(values.Count) ?? []];
        return FieldNames.FirstDouble(names) is { } twice
            ? FaultValue.Wrong($"has the name {ShownValue.Of(twice)} twice in one object")
            : new RecordValue(new(names), [.. values]);
    }

    /// <summary>The string's bytes: a piece of the document itself where nothing is escaped.</summary>
    private static TextValue String(ref Utf8JsonReader reader, ReadOnlyMemory<byte> text)
    {
        if (!reader.ValueIsEscaped)
        {
            return new(text.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length));
        }

        byte[] bytes = new byte[reader.ValueSpan.Length];
        int length = reader.CopyString(bytes);
        return new(bytes.AsMemory(0, length));
    }
}
