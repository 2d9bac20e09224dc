using System.Text;
using System.Text.Json;

namespace Hone.Beads;

/// <summary>One property to set, or to remove.</summary>
/// <param name="Name">Its name; plain letters and underscores.</param>
/// <param name="Value">Its value as JSON; null removes it.</param>
public readonly record struct JsonChange(string Name, byte[]? Value);

/// <summary>
/// Changes single properties of a JSON object in place. All other bytes stay as they are: order, white space, escapes,
/// numbers that .NET would round, and fields that Hone has never heard of.
/// </summary>
public static class JsonLineEdit
{
    private readonly record struct Property(int NameStart, int ValueStart, int End, int Change);

    /// <summary>
    /// Applies the changes to a line that holds one JSON object, with or without a line end. A property that occurs twice is
    /// changed in both places. Throws <see cref="JsonException"/> when the line is no object; a caller has read it before.
    /// </summary>
    public static byte[] Apply(ReadOnlySpan<byte> line, IReadOnlyList<JsonChange> changes)
    {
        int skipped = line.StartsWith("\uFEFF"u8) ? 3 : 0;
        ReadOnlySpan<byte> json = line[skipped..];
        List<Property> properties = [];
        int open = Walk(json, changes, properties);

        MemoryStream output = new(line.Length + 256);
        output.Write(line[..(skipped + open)]);
        bool[] done = new bool[changes.Count];
        bool first = true;
        int firstGap = properties.Count > 0 ? properties[0].NameStart : open;
        int last = open;
        foreach (Property property in properties)
        {
            byte[]? value = property.Change < 0 ? null : changes[property.Change].Value;
            if (property.Change < 0 || value is not null)
            {
                // The first property that stays has no comma before it.
                output.Write(first ? json[open..firstGap] : json[last..property.NameStart]);
                output.Write(property.Change < 0 ? json[property.NameStart..property.End] : json[property.NameStart..property.ValueStart]);
                output.Write(value);
                first = false;
            }

            if (property.Change >= 0)
            {
                done[property.Change] = true;
            }

            last = property.End;
        }

        for (int i = 0; i < changes.Count; i++)
        {
            if (!done[i] && changes[i].Value is { } added)
            {
                output.Write(first ? ""u8 : ","u8);
                output.Write(Encoding.ASCII.GetBytes($"\"{changes[i].Name}\":"));
                output.Write(added);
                first = false;
            }
        }

        output.Write(json[last..]);
        return output.ToArray();
    }

    private static int Walk(ReadOnlySpan<byte> json, IReadOnlyList<JsonChange> changes, List<Property> properties)
    {
        Utf8JsonReader reader = new(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("not a JSON object");
        }

        int open = (int)reader.BytesConsumed;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int change = -1;
            for (int i = 0; i < changes.Count && change < 0; i++)
            {
                change = reader.ValueTextEquals(changes[i].Name) ? i : -1;
            }

            int nameStart = (int)reader.TokenStartIndex;
            reader.Read();
            int valueStart = (int)reader.TokenStartIndex;
            reader.Skip();
            properties.Add(new Property(nameStart, valueStart, (int)reader.BytesConsumed, change));
        }

        return open;
    }
}
