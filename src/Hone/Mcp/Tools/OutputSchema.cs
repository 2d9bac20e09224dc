using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Hone.Cli.Mcp.Tools;

/// <summary>The JSON Schema of a document that commands print, taken from its source-generated type.</summary>
internal static class OutputSchema
{
    private static readonly JsonSchemaExporterOptions _options = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = static (_, node) => WithoutAbsent(node),
    };

    /// <summary>The schema: members that are left out when they are null are not required.</summary>
    public static JsonElement Of<T>(JsonTypeInfo<T> type) =>
        JsonDocument.Parse(type.GetJsonSchemaAsNode(_options).ToJsonString()).RootElement.Clone();

    // The exporter requires what a constructor takes; Hone's documents leave out what is null.
    private static JsonNode WithoutAbsent(JsonNode node)
    {
        if (node is not JsonObject schema || schema["required"] is not JsonArray required || schema["properties"] is not JsonObject properties)
        {
            return node;
        }

        foreach (JsonNode? name in required.ToArray())
        {
            if (name is not null && IsNullable(properties[name.GetValue<string>()]))
            {
                required.Remove(name);
            }
        }

        return node;
    }

    private static bool IsNullable(JsonNode? property) => property switch
    {
        JsonObject { } schema => schema["type"] is not JsonValue && (schema["type"] is not JsonArray types || types.Any(type => type?.GetValue<string>() == "null")),
        _ => true,
    };
}
