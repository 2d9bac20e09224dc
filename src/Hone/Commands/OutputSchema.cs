using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hone.Cli.Commands;

/// <summary>
/// The JSON Schema of a document that commands print, taken from its source-generated type. Most of Hone's documents leave out what is null: such a
/// member is not required, and where it is there it is not null. That also spares clients types in lists, which not all of them take.
/// </summary>
internal static class OutputSchema
{
    private static readonly JsonSchemaExporterOptions _options = new() { TreatNullObliviousAsNonNullable = true };

    /// <summary>The schema.</summary>
    public static JsonElement Of<T>(JsonTypeInfo<T> type)
    {
        JsonNode schema = type.GetJsonSchemaAsNode(_options);
        if (type.Options.DefaultIgnoreCondition == JsonIgnoreCondition.WhenWritingNull)
        {
            LeaveOutNulls(schema);
        }

        return JsonDocument.Parse(schema.ToJsonString()).RootElement.Clone();
    }

    private static void LeaveOutNulls(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject schema:
                Require(schema);
                if (schema["type"] is JsonArray types && types.Where(type => !IsNull(type)).ToArray() is [JsonNode only])
                {
                    schema["type"] = only.DeepClone();
                }

                foreach (JsonNode? child in schema.Select(member => member.Value).ToArray())
                {
                    LeaveOutNulls(child);
                }

                break;
            case JsonArray list:
                foreach (JsonNode? child in list)
                {
                    LeaveOutNulls(child);
                }

                break;
        }
    }

    // The exporter requires whatever a constructor takes.
    private static void Require(JsonObject schema)
    {
        if (schema["required"] is JsonArray required && schema["properties"] is JsonObject properties)
        {
            required.RemoveAll(name => name is not null && IsNullable(properties[name.GetValue<string>()]));
        }
    }

    private static bool IsNullable(JsonNode? property) => property is not JsonObject schema || schema["type"] switch
    {
        JsonValue => false,
        JsonArray types => types.Any(IsNull),
        _ => true,
    };

    private static bool IsNull(JsonNode? type) => type?.GetValueKind() == JsonValueKind.String && type.GetValue<string>() == "null";
}
