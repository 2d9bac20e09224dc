using System.Text;
using System.Text.Json;

namespace Hone.Profiling.Formats.Input;

/// <summary>What the beginning of a JSON file tells of its format: its keys, as far as they are reached, and a few texts.</summary>
internal sealed class JsonHead
{
    private const int MostDepth = 1000;

    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>The file is a list rather than an object.</summary>
    public bool IsArray { get; private set; }

    /// <summary>Reads as far as the head goes; null when it is no JSON object or list.</summary>
    public static JsonHead? Of(ReadOnlySpan<byte> head)
    {
        head = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        ReadOnlySpan<byte> text = head.TrimStart(" \t\r\n"u8);
        if (text is not [(byte)'{' or (byte)'[', ..])
        {
            return null;
        }

        JsonHead found = new() { IsArray = text[0] == (byte)'[' };
        Utf8JsonReader reader = new(text, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = MostDepth }));
        try
        {
            found.Take(ref reader);
        }
        catch (JsonException)
        {
            // What comes before the damage still tells what the file wants to be.
        }

        return found;
    }

    /// <summary>The root object has this key.</summary>
    public bool Has(string key) => _keys.Contains("1" + key);

    /// <summary>Some object below the root has this key.</summary>
    public bool HasBelow(string key) => _keys.Contains("2" + key);

    /// <summary>The text of a key of the root object, or an empty one.</summary>
    public string Text(string key) => _texts.GetValueOrDefault(key, "");

    private void Take(ref Utf8JsonReader reader)
    {
        string key = "";
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                key = Encoding.UTF8.GetString(reader.ValueSpan);
                _keys.Add((reader.CurrentDepth == 1 ? "1" : "2") + key);
            }
            else if (reader.TokenType == JsonTokenType.String && reader.CurrentDepth == 1)
            {
                _texts.TryAdd(key, Encoding.UTF8.GetString(reader.ValueSpan));
            }
        }
    }
}
