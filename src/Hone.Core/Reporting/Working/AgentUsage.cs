using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hone.Reporting.Working;

/// <summary>What an agent says that it used. It is its own word: nothing is computed from it, and what it does not say is not guessed.</summary>
/// <param name="InputTokens">Tokens read; null when it does not say.</param>
/// <param name="OutputTokens">Tokens written.</param>
/// <param name="CostUsd">US dollars.</param>
public sealed partial record AgentUsage(long? InputTokens, long? OutputTokens, double? CostUsd)
{
    /// <summary>Nothing was said.</summary>
    public static AgentUsage None { get; } = new(null, null, null);

    private const int MostDepth = 12;
    private const int MostLines = 400;
    private const double MostTokens = 1e12;

    private static readonly string[] _input = ["input_tokens", "inputTokens", "prompt_tokens", "promptTokenCount", "prompt"];
    private static readonly string[] _output = ["output_tokens", "outputTokens", "completion_tokens", "candidatesTokenCount", "candidates"];
    private static readonly string[] _cost = ["total_cost_usd", "cost_usd", "totalCostUsd"];

    /// <summary>
    /// Reads the end of what an agent printed: JSON documents or lines of JSON (Claude Code's <c>result</c>, Codex' <c>turn.completed</c>,
    /// Gemini's <c>stats</c>, opencode's <c>step_finish</c>), else a line such as <c>Tokens: 4.2k sent, 230 received. Cost: $0.01 message, $0.02 session.</c> (aider).
    /// The last document that names a figure counts; opencode's steps are added up.
    /// </summary>
    public static AgentUsage Read(string output)
    {
        ArgumentNullException.ThrowIfNull(output);
        AgentUsage found = None;
        (double Input, double Output, double Cost, int Count) steps = default;
        if (Whole(output) is { } whole)
        {
            using (whole)
            {
                found = Of(whole.RootElement, found);
            }
        }
        else
        {
            string[] lines = output.Split('\n');
            foreach (string line in lines.Skip(Math.Max(0, lines.Length - MostLines)).Select(line => line.Trim()).Where(line => line.StartsWith('{')))
            {
                using JsonDocument? document = Parse(line);
                if (document is null)
                {
                    continue;
                }

                if (Step(document.RootElement) is { } step)
                {
                    steps = (steps.Input + step.Input, steps.Output + step.Output, steps.Cost + step.Cost, steps.Count + 1);
                }
                else
                {
                    found = Of(document.RootElement, found);
                }
            }
        }

        if (found == None && steps.Count > 0)
        {
            found = new(Tokens(steps.Input), Tokens(steps.Output), steps.Cost);
        }

        return found != None ? found : Line(output);
    }

    private static JsonDocument? Whole(string output)
    {
        string text = output.Trim();
        return text.StartsWith('{') || text.StartsWith('[') ? Parse(text) : null;
    }

    private static JsonDocument? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A later document replaces what an earlier one said: agents print running totals.
    private static AgentUsage Of(JsonElement root, AgentUsage before)
    {
        (double? input, double? output, double? cost) = (null, null, null);
        Walk(root, 0, (name, value) =>
        {
            input = _input.Contains(name) ? (input ?? 0) + value : input;
            output = _output.Contains(name) ? (output ?? 0) + value : output;
            cost = _cost.Contains(name) && cost is null ? value : cost;
        });
        return new(Tokens(input) ?? before.InputTokens, Tokens(output) ?? before.OutputTokens, cost ?? before.CostUsd);
    }

    // What an object says of itself is not added to what it says of its parts again: below one that names tokens nothing is looked at.
    private static void Walk(JsonElement element, int depth, Action<string, double> say)
    {
        if (depth > MostDepth)
        {
            return;
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                Walk(item, depth + 1, say);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            bool says = false;
            foreach (JsonProperty property in element.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetDouble(out double value) && value is >= 0 and < MostTokens)
                {
                    bool tokens = _input.Contains(property.Name) || _output.Contains(property.Name);
                    if (tokens || _cost.Contains(property.Name))
                    {
                        say(property.Name, value);
                        says |= tokens;
                    }
                }
            }

            // Claude Code names its models' shares beside the total.
            bool hasTotal = element.TryGetProperty("usage", out JsonElement usage) && usage.ValueKind == JsonValueKind.Object;
            foreach (JsonProperty property in element.EnumerateObject())
            {
                if (!says && (!hasTotal || property.Name == "usage") && property.Value.ValueKind is (JsonValueKind.Object or JsonValueKind.Array))
                {
                    Walk(property.Value, depth + 1, say);
                }
            }
        }
    }

    private static (double Input, double Output, double Cost)? Step(JsonElement root)
    {
        JsonElement part = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("part", out JsonElement inner) ? inner : root;
        if (part.ValueKind != JsonValueKind.Object || !part.TryGetProperty("tokens", out JsonElement tokens) || tokens.ValueKind != JsonValueKind.Object || !part.TryGetProperty("cost", out JsonElement cost))
        {
            return null;
        }

        return (Number(tokens, "input"), Number(tokens, "output"), cost.ValueKind == JsonValueKind.Number && cost.TryGetDouble(out double value) && value is >= 0 and < MostTokens ? value : 0);
    }

    private static double Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number is >= 0 and < MostTokens ? number : 0;

    private static long? Tokens(double? value) => value is double known and < MostTokens ? (long)known : null;

    private static AgentUsage Line(string output)
    {
        Match? last = SaidInWords().Matches(output).LastOrDefault();
        if (last is null)
        {
            return None;
        }

        Match cost = SessionCost().Match(last.Value);
        return new(Thousands(last.Groups[1].Value), Thousands(last.Groups[2].Value), cost.Success && double.TryParse(cost.Groups[1].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double dollars) ? dollars : null);
    }

    private static long? Thousands(string text)
    {
        double factor = text.EndsWith('k') ? 1e3 : text.EndsWith('M') ? 1e6 : 1;
        return double.TryParse(text.TrimEnd('k', 'M'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out double value) ? Tokens(Math.Round(value * factor)) : null;
    }

    [GeneratedRegex(@"Tokens: ([0-9.,]{1,20}[kM]?) sent,[^\n]{0,80}?([0-9.,]{1,20}[kM]?) received[^\n]{0,120}", RegexOptions.CultureInvariant)]
    private static partial Regex SaidInWords();

    [GeneratedRegex(@"\$([0-9.]{1,20}) session", RegexOptions.CultureInvariant)]
    private static partial Regex SessionCost();
}
