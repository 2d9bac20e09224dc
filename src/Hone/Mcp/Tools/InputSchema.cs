using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hone.Cli.Mcp.Tools;

/// <summary>The JSON Schema (2020-12) of what a tool takes: nothing beyond it is let in.</summary>
internal static class InputSchema
{
    /// <summary>The schema: an object with these members and no others.</summary>
    public static JsonElement Of(IReadOnlyList<ToolParameter> parameters)
    {
        JsonObject properties = [];
        foreach (ToolParameter parameter in parameters)
        {
            properties.Add(parameter.Name, Of(parameter));
        }

        JsonObject schema = new() { ["type"] = "object", ["properties"] = properties };
        JsonNode?[] required = [.. parameters.Where(parameter => parameter.IsRequired).Select(parameter => JsonValue.Create(parameter.Name))];
        if (required.Length > 0)
        {
            schema.Add("required", new JsonArray(required));
        }

        schema.Add("additionalProperties", false);
        return JsonDocument.Parse(schema.ToJsonString()).RootElement.Clone();
    }

    private static JsonObject Of(ToolParameter parameter)
    {
        JsonObject schema = [];
        switch (parameter.Type)
        {
            case ParameterType.Flag:
                schema.Add("type", "boolean");
                break;
            case ParameterType.Number:
                schema.Add("type", "integer");
                schema.Add("minimum", parameter.Least);
                schema.Add("maximum", parameter.Most);
                break;
            default:
                schema.Add("type", "string");
                if (parameter.Values is { } values)
                {
                    schema.Add("enum", new JsonArray([.. values.Select(value => JsonValue.Create(value))]));
                }
                else
                {
                    schema.Add("minLength", 1);
                    schema.Add("maxLength", ToolParameter.LongestText);
                }

                break;
        }

        schema.Add("description", parameter.Description);
        return schema;
    }
}
