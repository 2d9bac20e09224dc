using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hone.Workloads;

/// <summary>Renders <see cref="ManifestKeys"/> as a JSON schema (draft 2020-12), which TOML editors complete and check with.</summary>
public static class ManifestSchema
{
    /// <summary>The schema's text, with a final newline.</summary>
    public static string Render()
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", Manifest.FileName);
            json.WriteString("description", "What Hone measures in this project.");
            json.WriteString("type", "object");
            json.WriteBoolean("additionalProperties", false);
            Names(json, "required", ManifestKeys.Tables.Where(table => table.Required).Select(table => table.Name));
            json.WriteStartObject("properties");
            foreach (ManifestTable table in ManifestKeys.Tables)
            {
                json.WriteStartObject(table.Name);
                if (table.Repeated)
                {
                    json.WriteString("description", table.Doc);
                    json.WriteString("type", "array");
                    json.WriteNumber("minItems", 1);
                    json.WriteStartObject("items");
                    Table(json, table);
                    json.WriteEndObject();
                }
                else
                {
                    Table(json, table);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Table(Utf8JsonWriter json, ManifestTable table)
    {
        json.WriteString("description", table.Doc);
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        string[] required = [.. table.Keys.Where(key => key.Required).Select(key => key.Name)];
        if (required.Length > 0)
        {
            Names(json, "required", required);
        }

        IReadOnlyList<string> oneOf = table.HasCommand ? ["command", "shell"] : table.OneOf;
        if (oneOf.Count > 0)
        {
            json.WriteStartArray("oneOf");
            foreach (string name in oneOf)
            {
                json.WriteStartObject();
                Names(json, "required", [name]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteStartObject("properties");
        foreach (ManifestKey key in table.Keys)
        {
            json.WriteStartObject(key.Name);
            if (key.Table is { Repeated: true } each)
            {
                json.WriteString("description", each.Doc);
                json.WriteString("type", "array");
                json.WriteStartObject("items");
                Table(json, each);
                json.WriteEndObject();
            }
            else if (key.Table is { } inner)
            {
                Table(json, inner);
            }
            else
            {
                json.WriteString("description", key.Doc);
                Value(json, key);
                Default(json, key);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Value(Utf8JsonWriter json, ManifestKey key)
    {
        switch (key.Kind)
        {
            case ManifestKind.Name:
                Text(json, key.Pattern!);
                break;
            case ManifestKind.ShellLine or ManifestKind.Text:
                Text(json, @"\S");
                break;
            case ManifestKind.Path:
                Text(json, "^[^/]");
                break;
            case ManifestKind.Duration:
                Text(json, DurationText.Pattern);
                break;
            case ManifestKind.Texts:
                json.WriteString("type", "array");
                json.WriteStartObject("items");
                Text(json, @"\S");
                json.WriteEndObject();
                break;
            case ManifestKind.WordLists:
                json.WriteString("type", "array");
                json.WriteStartObject("items");
                json.WriteString("type", "array");
                json.WriteStartObject("items");
                json.WriteString("type", "string");
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            case ManifestKind.Words or ManifestKind.Paths:
                json.WriteString("type", "array");
                json.WriteNumber("minItems", key.Kind == ManifestKind.Words ? 1 : 0);
                json.WriteStartObject("items");
                json.WriteString("type", "string");
                json.WriteEndObject();
                break;
            case ManifestKind.Environment:
                json.WriteString("type", "object");
                json.WriteStartObject("additionalProperties");
                json.WriteString("type", "string");
                json.WriteEndObject();
                break;
            case ManifestKind.WholeNumbers:
                json.WriteString("type", "array");
                json.WriteNumber("minItems", key.Fewest);
                json.WriteBoolean("uniqueItems", true);
                json.WriteStartObject("items");
                Number(json, "integer", key);
                json.WriteEndObject();
                break;
            case ManifestKind.Share:
                json.WriteStartArray("anyOf");
                json.WriteStartObject();
                Number(json, "number", key);
                json.WriteEndObject();
                json.WriteStartObject();
                Text(json, @"^ *[0-9]+(\.[0-9]*)? *%$");
                json.WriteEndObject();
                json.WriteEndArray();
                break;
            case ManifestKind.WholeNumber:
                Number(json, "integer", key);
                break;
            case ManifestKind.Number:
                Number(json, "number", key);
                break;
            default:
                json.WriteString("type", "boolean");
                break;
        }
    }

    private static void Default(Utf8JsonWriter json, ManifestKey key)
    {
        // The defaults of the table are simple enough to be written the same in TOML and in JSON.
        if (key.Default is not null)
        {
            json.WritePropertyName("default");
            json.WriteRawValue(key.Default);
        }
    }

    private static void Text(Utf8JsonWriter json, string pattern)
    {
        json.WriteString("type", "string");
        json.WriteString("pattern", pattern);
    }

    private static void Number(Utf8JsonWriter json, string type, ManifestKey key)
    {
        json.WriteString("type", type);
        json.WriteNumber("minimum", (decimal)key.Least);
        json.WriteNumber("maximum", (decimal)key.Greatest);
    }

    private static void Names(Utf8JsonWriter json, string property, IEnumerable<string> names)
    {
        json.WriteStartArray(property);
        foreach (string name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }
}
