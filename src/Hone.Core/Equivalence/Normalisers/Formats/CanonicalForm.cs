using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hone.Equivalence.Normalisers.Tokens;
using Hone.Workloads;
using Hone.Workloads.Oracles;

namespace Hone.Equivalence.Normalisers.Formats;

/// <summary>
/// JSON (RFC 8259), or several documents one behind the other (JSON lines), in one form: members sorted by name, numbers as decimals,
/// strings with the fewest escapes, a line for each value. Values at the paths of <c>json-drop</c> and <c>json-tolerate</c> are tokens.
/// </summary>
/// <param name="rules">The channel's normalisers.</param>
/// <param name="scanner">Takes the text.</param>
/// <param name="sink">Takes the tokens.</param>
internal sealed class CanonicalForm(IReadOnlyList<NormaliserSettings> rules, TokenScanner scanner, ITokenSink sink)
{
    private const int Deepest = 256;

    private static readonly JsonDocumentOptions _options = new() { AllowDuplicateProperties = false, MaxDepth = Deepest };

    private readonly List<(int Rule, JsonPlace Place, int Step)> _places =
    [
        .. rules.Index().Where(each => each.Item.Path is not null).Select(each => (each.Index, JsonPlace.Parse(each.Item.Path!, out _)!, 0)),
    ];

    /// <summary>Hands out the text.</summary>
    /// <exception cref="FormatException">It is no JSON, or an object has a member twice.</exception>
    public void Write(ReadOnlySpan<byte> text)
    {
        text = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
        Utf8JsonReader reader = new(text, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = Deepest });
        try
        {
            while (reader.Read())
            {
                using JsonDocument document = Parse(text, ref reader);
                Value(document.RootElement, 0, _places);
                Text("\n");
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // A lone surrogate in an escape is no text (InvalidOperationException); a double member is told by its own message.
            throw new FormatException("is no JSON: " + error.Message.Split('\n')[0], error);
        }
    }

    // ParseValue takes no options of a document, and double members must be refused.
    private static JsonDocument Parse(ReadOnlySpan<byte> text, ref Utf8JsonReader reader)
    {
        int start = checked((int)reader.TokenStartIndex);
        reader.Skip();
        int end = checked((int)reader.BytesConsumed);
        return JsonDocument.Parse(text[start..end].ToArray(), _options);
    }

    private void Value(JsonElement value, int depth, List<(int Rule, JsonPlace Place, int Step)> places)
    {
        (int Rule, JsonPlace Place, int Step) end = places.Find(place => place.Step == place.Place.Steps.Count);
        if (end.Place is not null && (rules[end.Rule].Kind == NormaliserKind.JsonDrop || value.ValueKind == JsonValueKind.Number))
        {
            scanner.Finish();
            sink.Token(end.Rule, Encoding.UTF8.GetBytes(value.GetRawText()));
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Text("{");
                foreach (JsonProperty member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    NewLine(depth + 1);
                    Quoted(member.Name);
                    Text(": ");
                    Value(member.Value, depth + 1, Below(places, step => step is null || step.Value.Member == member.Name));
                }

                NewLine(depth);
                Text("}");
                break;
            case JsonValueKind.Array:
                Text("[");
                int length = value.GetArrayLength();
                int index = 0;
                foreach (JsonElement item in value.EnumerateArray())
                {
                    NewLine(depth + 1);
                    int own = index++;
                    Value(item, depth + 1, Below(places, step => step is null || (step.Value.Member is null && (step.Value.Index == own || step.Value.Index + length == own))));
                }

                NewLine(depth);
                Text("]");
                break;
            case JsonValueKind.String:
                Quoted(value.GetString()!);
                break;
            case JsonValueKind.Number:
                Text(DecimalText.Canonical(value.GetRawText()));
                break;
            default:
                Text(value.GetRawText());
                break;
        }
    }

    private static List<(int Rule, JsonPlace Place, int Step)> Below(List<(int Rule, JsonPlace Place, int Step)> places, Func<MetricPathStep?, bool> matches) =>
        places.Count == 0 ? places : [.. places.Where(place => place.Step < place.Place.Steps.Count && matches(place.Place.Steps[place.Step])).Select(place => place with { Step = place.Step + 1 })];

    private void Quoted(string text) => Text(string.Create(CultureInfo.InvariantCulture, $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\""));

    private void NewLine(int depth) => Text("\n" + new string(' ', depth));

    private void Text(string text) => scanner.Add(Encoding.UTF8.GetBytes(text));
}
