using System.Globalization;
using System.Text;

namespace Hone.Equivalence.Invariants.Mining;

/// <summary>Writes proposals as tables of the manifest, ready to paste.</summary>
public static class SuggestionToml
{
    /// <summary>The tables, the reasons above each as a comment.</summary>
    /// <param name="suggestions">The proposals.</param>
    /// <param name="isActive">False puts everything in comments, so that nothing counts before a person takes the signs away.</param>
    public static string Write(IReadOnlyList<Suggestion> suggestions, bool isActive)
    {
        ArgumentNullException.ThrowIfNull(suggestions);
        StringBuilder text = new();
        foreach (Suggestion each in suggestions)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append("# ").Append(Says(each)).Append('\n');
            string[] lines =
            [
                "[[oracle.invariant]]",
                "name = " + Quoted(each.Name),
                .. each.Workload is null ? Array.Empty<string>() : ["workload = " + Quoted(each.Workload)],
                .. each.Case is null ? Array.Empty<string>() : ["case = " + Quoted(each.Case)],
                "holds = " + Quoted(each.Holds),
            ];
            foreach (string line in lines)
            {
                text.Append(isActive ? "" : "# ").Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>On what a proposal stands: <c>1000 rows; by chance 1 in 10^12</c>.</summary>
    public static string Says(Suggestion suggestion)
    {
        ArgumentNullException.ThrowIfNull(suggestion);
        string tier = suggestion.Tier switch
        {
            SuggestionTier.InputToOutput => "ties the output to the input",
            SuggestionTier.OutputToOutput => "ties two outputs",
            SuggestionTier.Order => "an order",
            SuggestionTier.Unique => "no two alike",
            SuggestionTier.Values => "which values there are",
            _ => "customary",
        };
        string chance = suggestion.Tier == SuggestionTier.Customary ? ""
            : suggestion.Chance <= 1e-12 ? "; by chance less than once in 10^12"
            : string.Create(CultureInfo.InvariantCulture, $"; by chance 1 in {Math.Round(1 / suggestion.Chance, MidpointRounding.ToZero):#,0}");
        return $"{tier}: {suggestion.Because}{chance}";
    }

    /// <summary>A string of TOML 1.0: basic where nothing needs escapes, else literal in three quotes, else basic with escapes.</summary>
    public static string Quoted(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool isPlain = !text.Any(letter => letter is '"' or '\\' || char.IsControl(letter));
        if (isPlain)
        {
            return "\"" + text + "\"";
        }

        if (!text.Contains("'''", StringComparison.Ordinal) && !text.EndsWith('\'') && !text.Any(char.IsControl))
        {
            return "'''" + text + "'''";
        }

        StringBuilder escaped = new("\"");
        foreach (char letter in text)
        {
            escaped.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                _ when char.IsControl(letter) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}"),
                _ => letter.ToString(),
            });
        }

        return escaped.Append('"').ToString();
    }
}
