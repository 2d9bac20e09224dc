using System.Text.Json;
using Hone.Problems;
using Hone.Reporting;

namespace Hone.Cli.Mcp.Tools;

/// <summary>The arguments of one call, held against what the tool takes.</summary>
internal sealed class ToolArguments
{
    private const int MostShown = 40;

    private readonly Dictionary<string, JsonElement> _values;

    private ToolArguments(Dictionary<string, JsonElement> values) => _values = values;

    /// <summary>Reads them; one that the tool does not take, or not so, is a problem that says what it takes.</summary>
    public static ToolArguments Read(IReadOnlyList<ToolParameter> parameters, IDictionary<string, JsonElement>? given)
    {
        Dictionary<string, JsonElement> values = new(StringComparer.Ordinal);
        foreach ((string name, JsonElement value) in given ?? new Dictionary<string, JsonElement>())
        {
            ToolParameter parameter = parameters.FirstOrDefault(each => each.Name == name) ?? throw Wrong(
                $"there is no argument '{Printable.Shorten(name, MostShown)}'",
                parameters.Count == 0 ? "the tool takes none" : "it takes: " + string.Join(", ", parameters.Select(each => each.Name)));
            values[name] = Fits(parameter, value) ? value : throw Wrong($"the argument '{name}' is {Shown(value)}", "give " + Expected(parameter));
        }

        ToolParameter? missing = parameters.FirstOrDefault(parameter => parameter.IsRequired && !values.ContainsKey(parameter.Name));
        return missing is null ? new(values) : throw Wrong($"the argument '{missing.Name}' is missing", $"{missing.Name}: {missing.Description}");
    }

    /// <summary>A text; null when it was not given.</summary>
    public string? Text(string name) => _values.TryGetValue(name, out JsonElement value) ? value.GetString() : null;

    /// <summary>Whether a flag was given as true.</summary>
    public bool Flag(string name) => _values.TryGetValue(name, out JsonElement value) && value.GetBoolean();

    /// <summary>A number; null when it was not given.</summary>
    public int? Number(string name) => _values.TryGetValue(name, out JsonElement value) ? value.GetInt32() : null;

    private static bool Fits(ToolParameter parameter, JsonElement value) => parameter.Type switch
    {
        ParameterType.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        ParameterType.Number => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= parameter.Least && number <= parameter.Most,
        _ => TextOf(value) is string text && (parameter.Values?.Contains(text) ?? text.Length is > 0 and <= ToolParameter.LongestText),
    };

    // Half a surrogate pair is JSON and no text.
    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Shown(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array
        ? "an " + value.ValueKind.ToString().ToLowerInvariant()
        : Printable.Shorten(value.GetRawText(), MostShown);

    private static string Expected(ToolParameter parameter) => parameter.Type switch
    {
        ParameterType.Flag => "true or false",
        ParameterType.Number => FormattableString.Invariant($"a whole number from {parameter.Least} to {parameter.Most}"),
        _ => parameter.Values is { } values ? "one of: " + string.Join(", ", values) : $"a text of 1 to {ToolParameter.LongestText} characters",
    };

    private static ProblemException Wrong(string what, string next) => new(new(ExitCode.Usage, "tool-arguments", what, next));
}
