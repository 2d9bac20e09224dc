using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hone.Tests.Changes.Proofs;

/// <summary>The part of JSON Schema (draft 2020-12) that Hone's schemas use: types, members, items, enumerations, patterns, lengths.</summary>
internal static class SchemaCheck
{
    private static readonly string[] _known = ["$schema", "title", "description", "type", "additionalProperties", "required", "properties", "items", "enum", "pattern", "maxLength"];

    public static IReadOnlyList<string> Errors(JsonElement schema, JsonElement value) => [.. Find(schema, value, "$")];

    private static IEnumerable<string> Find(JsonElement schema, JsonElement value, string at)
    {
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            Assert.Contains(keyword.Name, _known);
        }

        string type = schema.GetProperty("type").GetString()!;
        bool fits = type switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            _ => throw new NotSupportedException(type),
        };
        if (!fits)
        {
            return [$"{at} is no {type}"];
        }

        return type switch
        {
            "object" => Members(schema, value, at),
            "array" => value.EnumerateArray().SelectMany((item, index) => Find(schema.GetProperty("items"), item, $"{at}[{index}]")),
            "string" => Texts(schema, value.GetString()!, at),
            _ => [],
        };
    }

    private static IEnumerable<string> Members(JsonElement schema, JsonElement value, string at)
    {
        JsonElement properties = schema.GetProperty("properties");
        return
        [
            .. schema.GetProperty("required").EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{at} lacks {name}"),
            .. value.EnumerateObject().SelectMany(member => properties.TryGetProperty(member.Name, out JsonElement inner) ? Find(inner, member.Value, $"{at}.{member.Name}") : [$"{at} has {member.Name}"]),
        ];
    }

    private static IEnumerable<string> Texts(JsonElement schema, string text, string at) =>
    [
        .. schema.TryGetProperty("enum", out JsonElement allowed) && !allowed.EnumerateArray().Any(each => each.GetString() == text) ? (string[])[$"{at} is '{text}'"] : [],
        .. schema.TryGetProperty("pattern", out JsonElement pattern) && !Regex.IsMatch(text, pattern.GetString()!) ? (string[])[$"{at} does not fit {pattern}"] : [],
        .. schema.TryGetProperty("maxLength", out JsonElement most) && text.Length > most.GetInt32() ? (string[])[$"{at} is too long"] : [],
    ];
}
