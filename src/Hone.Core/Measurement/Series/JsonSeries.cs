using System.Globalization;
using System.Text.Json;
using Hone.Problems;

namespace Hone.Measurement.Series;

/// <summary>
/// Reads a series from JSON: an array of numbers or of objects; an object with such an array in it, by a name or a path of names; or one
/// number or object after the other, as in JSON lines.
/// </summary>
internal static class JsonSeries
{
    // What files of one series call it, beside arrays of times, revisions and labels.
    private const string Usual = "values";

    /// <summary>Reads all values.</summary>
    /// <exception cref="ProblemException">This is no JSON, or it does not show which numbers are meant.</exception>
    public static ReadSeries Read(ReadOnlySpan<byte> text, string place, SeriesChoice choice)
    {
        List<JsonElement> values = [];
        Utf8JsonReader reader = new(text, new JsonReaderOptions { AllowMultipleValues = true, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        try
        {
            while (reader.Read())
            {
                values.Add(JsonElement.ParseValue(ref reader));
                if (values.Count > SeriesRows.Most)
                {
                    break;
                }
            }
        }
        catch (JsonException error)
        {
            string at = string.Create(CultureInfo.InvariantCulture, $"{place}:{error.LineNumber + 1}:{error.BytePositionInLine + 1}");
            throw new ProblemException(new(ExitCode.Usage, "series-unreadable", "this is no JSON: " + FirstSentence(error.Message), "correct it there") { Place = at }, error);
        }

        try
        {
            return values switch
            {
                [{ ValueKind: JsonValueKind.Array } array] => OfElements([.. array.EnumerateArray()], "", place, choice),
                [{ ValueKind: JsonValueKind.Object } document] => OfDocument(document, place, choice),
                _ => OfElements(values, "", place, choice),
            };
        }
        catch (InvalidOperationException error)
        {
            // Names and texts are decoded only when they are looked at.
            throw new ProblemException(new(ExitCode.Usage, "series-unreadable", "this is no JSON: a text in it is not UTF-8", "write it as UTF-8") { Place = place }, error);
        }
    }

    /// <summary>An object that holds the series somewhere in it.</summary>
    private static ReadSeries OfDocument(JsonElement document, string place, SeriesChoice choice)
    {
        List<(string Path, JsonElement Array)> arrays = [];
        Arrays(document, "", 0, arrays);
        if (arrays.Count == 0 || (choice.Column is not null && At(document, choice.Column) is { ValueKind: JsonValueKind.Number or JsonValueKind.Null or JsonValueKind.String }))
        {
            // One line of JSON lines.
            return OfElements([document], "", place, choice);
        }

        if (choice.Column is not null)
        {
            foreach ((string path, JsonElement array) in arrays)
            {
                if (path == choice.Column)
                {
                    return OfElements([.. array.EnumerateArray()], path, place, choice with { Column = null }, arrays.FirstOrDefault(one => one.Path == choice.Label).Array);
                }

                if (choice.Column.StartsWith(path + ".", StringComparison.Ordinal))
                {
                    return OfElements([.. array.EnumerateArray()], path, place, choice with { Column = choice.Column[(path.Length + 1)..] });
                }
            }
        }

        List<(string Path, JsonElement Array)> fitting = [.. arrays.Where(one => choice.Column is null ? one.Path != choice.Label && IsOfFigures(one.Array) : IsOfObjects(one.Array))];
        if (fitting.Count > 1 && fitting.Where(one => one.Path == Usual || one.Path.EndsWith("." + Usual, StringComparison.Ordinal)).ToArray() is [var usual])
        {
            fitting = [usual];
        }

        return fitting switch
        {
            [var (path, array)] => OfElements([.. array.EnumerateArray()], choice.Column is null ? path : "", place, choice, arrays.FirstOrDefault(one => one.Path == choice.Label && choice.Column is null).Array),
            [] => throw SeriesColumns.Choice(choice.Column is null ? "there is no array of numbers or objects in it" : $"there is no array '{choice.Column}' in it", place),
            _ => throw SeriesColumns.Choice("several arrays may be meant: " + SeriesColumns.Listed(fitting.Select(one => one.Path)), place),
        };
    }

    private static ReadSeries OfElements(List<JsonElement> elements, string name, string place, SeriesChoice choice, JsonElement labels = default)
    {
        string? column = choice.Column ?? Only(elements, choice.Label, place);
        SeriesRows rows = new(choice);
        JsonElement[]? named = labels.ValueKind == JsonValueKind.Array ? [.. labels.EnumerateArray()] : null;
        bool any = false;
        for (int i = 0; i < elements.Count; i++)
        {
            JsonElement? found = At(elements[i], column);
            any |= found is not null;
            int row = i;
            string Where() => string.Create(CultureInfo.InvariantCulture, $"{place}, value {row + 1}");
            string? label = choice.Label is null ? null : named is not null ? (i < named.Length ? Text(named[i]) : null) : At(elements[i], choice.Label) is JsonElement element ? Text(element) : null;
            rows.Add(found is JsonElement value ? Number(value, Where) : null, label, Where);
        }

        return any || elements.Count == 0
            ? rows.Finish(column is null ? name : name.Length > 0 ? name + "." + column : column, place)
            : throw SeriesColumns.Choice($"no value has '{column}' in it", place);
    }

    /// <summary>The only path to a number in the first object; null where the values are numbers themselves.</summary>
    private static string? Only(List<JsonElement> elements, string? label, string place)
    {
        JsonElement first = elements.FirstOrDefault(element => element.ValueKind is JsonValueKind.Object or JsonValueKind.Array);
        if (first.ValueKind == JsonValueKind.Undefined)
        {
            return null;
        }

        List<string> paths = [];
        Numbers(first, "", 0, paths);
        paths.Remove(label ?? "");
        return paths switch
        {
            [string path] => path,
            [] => throw SeriesColumns.Choice("there is no number in the first value", place),
            _ => throw SeriesColumns.Choice("several numbers may be meant: " + SeriesColumns.Listed(paths), place),
        };
    }

    private static JsonElement? At(JsonElement element, string? path)
    {
        if (path is null || path.Length == 0)
        {
            return element;
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            int dot = path.IndexOf('.', StringComparison.Ordinal);
            string head = dot < 0 ? path : path[..dot];
            return int.TryParse(head, NumberStyles.None, CultureInfo.InvariantCulture, out int at) && at >= 1 && at <= element.GetArrayLength()
                ? At(element[at - 1], dot < 0 ? null : path[(dot + 1)..])
                : null;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (element.TryGetProperty(path, out JsonElement named))
        {
            return named;
        }

        // A name may itself hold a dot: every one may be the end of the first name.
        for (int dot = path.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = path.IndexOf('.', dot + 1))
        {
            if (element.TryGetProperty(path[..dot], out JsonElement inner) && At(inner, path[(dot + 1)..]) is JsonElement found)
            {
                return found;
            }
        }

        return null;
    }

    private static double? Number(JsonElement value, Func<string> where) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number when value.TryGetDouble(out double number) && Math.Abs(number) <= SeriesNumber.Largest => number,
        JsonValueKind.String when value.GetString() is string text && (SeriesNumber.IsMissing(text) || SeriesNumber.Read(text) is not null) => SeriesNumber.Read(text),
        _ => throw new ProblemException(new(ExitCode.Usage, "series-unreadable", $"there is {Kind(value)}, expected a number or null", "choose another column with --column, or correct it") { Place = where() }),
    };

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number too large",
        _ => "true or false",
    };

    private static string Text(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() ?? "" : element.GetRawText() is { Length: <= 80 } raw ? raw : "";

    private static bool IsOfFigures(JsonElement array) =>
        array.EnumerateArray().FirstOrDefault(one => one.ValueKind != JsonValueKind.Null).ValueKind is JsonValueKind.Number or JsonValueKind.Object or JsonValueKind.Array;

    private static bool IsOfObjects(JsonElement array) => array.GetArrayLength() > 0 && array[0].ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    private static void Arrays(JsonElement element, string path, int depth, List<(string, JsonElement)> found)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            if (element.EnumerateArray().Any(one => one.ValueKind is JsonValueKind.Number or JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.String))
            {
                found.Add((path, element));
            }
        }
        else if (element.ValueKind == JsonValueKind.Object && depth < 8 && found.Count < 1000)
        {
            foreach (JsonProperty property in element.EnumerateObject())
            {
                Arrays(property.Value, path.Length == 0 ? property.Name : path + "." + property.Name, depth + 1, found);
            }
        }
    }

    private static void Numbers(JsonElement element, string path, int depth, List<string> found)
    {
        if (element.ValueKind == JsonValueKind.Number)
        {
            found.Add(path);
        }
        else if (element.ValueKind == JsonValueKind.Object && depth < 8 && found.Count < 100)
        {
            foreach (JsonProperty property in element.EnumerateObject())
            {
                Numbers(property.Value, path.Length == 0 ? property.Name : path + "." + property.Name, depth + 1, found);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array && depth < 2 && element.GetArrayLength() <= 16)
        {
            int at = 1;
            foreach (JsonElement inner in element.EnumerateArray())
            {
                string number = at++.ToString(CultureInfo.InvariantCulture);
                Numbers(inner, path.Length == 0 ? number : path + "." + number, depth + 1, found);
            }
        }
    }

    private static string FirstSentence(string message)
    {
        int end = message.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }
}
