using System.Globalization;
using System.Text.RegularExpressions;

namespace Hone.Equivalence.Invariants.Functions;

/// <summary>A regular expression that takes time linear in the text: .NET's non-backtracking engine, with a time limit besides.</summary>
internal sealed class Pattern
{
    private const int MostLetters = 1000;

    private Pattern(Regex regex) => Regex = regex;

    public Regex Regex { get; }

    /// <summary>The pattern; null, with the reason as a clause, when the text is none.</summary>
    public static Pattern? Compile(string text, out string reason)
    {
        reason = "";
        if (text.Length > MostLetters)
        {
            reason = $"has {text.Length} letters, and at most {MostLetters} are taken";
            return null;
        }

        try
        {
            return new(new(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, InvariantLimits.Standard.Regex));
        }
        catch (NotSupportedException)
        {
            reason = "uses look-around, a back-reference or another construct that needs backtracking";
            return null;
        }
        catch (RegexParseException error)
        {
            reason = string.Create(CultureInfo.InvariantCulture, $"is no regular expression: {Words(error.Error.ToString())} at its letter {error.Offset + 1}");
            return null;
        }
    }

    /// <summary>The name of an error of .NET as words: <c>insufficient closing parentheses</c>.</summary>
    private static string Words(string name) => string.Concat(name.Select((letter, index) => char.IsAsciiLetterUpper(letter) ? (index > 0 ? " " : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
