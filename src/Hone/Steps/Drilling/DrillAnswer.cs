using System.Text.Json;

namespace Hone.Cli.Steps.Drilling;

/// <summary>What a command of Hone answered.</summary>
/// <param name="Exit">Its exit code.</param>
/// <param name="Document">What it printed; null when that is no JSON.</param>
/// <param name="Said">What it said on standard error.</param>
internal sealed record DrillAnswer(int Exit, JsonElement? Document, string Said)
{
    /// <summary>The rule that said no; null when none did.</summary>
    public string? Rule => Exit == 0 || Document is not JsonElement document ? null
        : document.TryGetProperty("verdict", out JsonElement verdict) && verdict.ValueKind == JsonValueKind.Object ? Text(verdict, "rule")
        : Text(document, "rule") ?? (document.TryGetProperty("findings", out JsonElement findings) && findings.GetArrayLength() > 0 ? Text(findings[0], "rule") : null);

    /// <summary>What that rule measured, or what was said instead; one line.</summary>
    public string Measured
    {
        get
        {
            string? text = null;
            if (Document is JsonElement document)
            {
                text = document.TryGetProperty("verdict", out JsonElement verdict) && verdict.ValueKind == JsonValueKind.Object ? Text(verdict, "measured") ?? Text(verdict, "verdict")
                    : Text(document, "measured") ?? Text(document, "what") ?? (document.TryGetProperty("findings", out JsonElement findings) && findings.GetArrayLength() > 0 ? Text(findings[0], "what") : null);
            }

            return (text ?? Said.Trim()).Split('\n')[0];
        }
    }

    /// <summary>A text of the document; it must be there.</summary>
    public string this[string name] => Document is JsonElement document && Text(document, name) is string text ? text : throw new InvalidOperationException($"'{name}' is missing; exit code {Exit}: {Said}");

    /// <summary>A text of an object; null when it is not there.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
