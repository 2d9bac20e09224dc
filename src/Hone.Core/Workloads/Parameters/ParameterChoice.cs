using System.Text;

namespace Hone.Workloads.Parameters;

/// <summary>One value for each parameter.</summary>
/// <param name="Values">Name and value, in the order in which the parameters were given.</param>
public sealed record ParameterChoice(IReadOnlyList<KeyValuePair<string, string>> Values)
{
    /// <summary>What a parameter is called in the environment of the command, before its own name.</summary>
    public const string VariablePrefix = "HONE_PARAM_";

    /// <summary>No parameters at all.</summary>
    public static ParameterChoice None { get; } = new([]);

    /// <summary><c>n=10 k=2</c>; empty for none.</summary>
    public string Label => string.Join(' ', Values.Select(pair => pair.Key + "=" + pair.Value));

    /// <summary>Every combination, the last parameter changing fastest; one empty choice without parameters.</summary>
    public static IReadOnlyList<ParameterChoice> Product(IReadOnlyList<Parameter> parameters)
    {
        List<ParameterChoice> choices = [None];
        foreach (Parameter parameter in parameters)
        {
            choices = [.. choices.SelectMany(choice => parameter.Values.Select(value => new ParameterChoice([.. choice.Values, new(parameter.Name, value)])))];
        }

        return choices;
    }

    /// <summary>Whether the text has a place for the parameter: <c>{name}</c>, or its variable.</summary>
    public static bool IsUsed(string text, string name) =>
        text.Contains("{" + name + "}", StringComparison.Ordinal) || text.Contains(VariablePrefix + name, StringComparison.Ordinal);

    /// <summary>
    /// The text with each <c>{name}</c> replaced by its value, in one pass: a value that looks like a placeholder stays as it is.
    /// <c>${name}</c> is left alone, since that is a shell's variable.
    /// </summary>
    public string Fill(string text)
    {
        StringBuilder filled = new();
        int at = 0;
        while (at < text.Length)
        {
            KeyValuePair<string, string> here = text[at] == '{' && (at == 0 || text[at - 1] != '$')
                ? Values.FirstOrDefault(pair => text.AsSpan(at + 1).StartsWith(pair.Key + "}", StringComparison.Ordinal))
                : default;
            filled.Append(here.Key is null ? text.AsSpan(at, 1) : here.Value);
            at += here.Key is null ? 1 : here.Key.Length + 2;
        }

        return filled.ToString();
    }

    /// <summary>The parameters as environment variables.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Variables() => Values.Select(pair => new KeyValuePair<string, string?>(VariablePrefix + pair.Key, pair.Value));
}
