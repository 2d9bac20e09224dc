using System.Text;

namespace Hone.Opportunities.Levers.Reading;

/// <summary>Names of functions as a source file writes them.</summary>
internal static class Names
{
    /// <summary>A function without a name of its own: a lambda, a comprehension, a generator expression.</summary>
    public static bool IsNameless(string function) =>
        function.StartsWith("(anonymous)", StringComparison.Ordinal) || function.Contains("<lambda>", StringComparison.Ordinal) || function.Contains("comp>", StringComparison.Ordinal)
        || function.Contains("<genexpr>", StringComparison.Ordinal) || function.Contains("{lambda", StringComparison.Ordinal);

    /// <summary>The last part of a qualified name, without type arguments and parameters: <c>find</c> of <c>app::Index&lt;int&gt;::find(char const*)</c>.</summary>
    public static string Simple(string function)
    {
        StringBuilder bare = new();
        int depth = 0;
        foreach (char c in function)
        {
            depth += c is '<' or '[' ? 1 : c is '>' or ']' ? -1 : 0;
            if (c == '(' && depth == 0 && bare.Length > 0)
            {
                break;
            }

            if (depth == 0 && c is not ('>' or ']'))
            {
                bare.Append(c);
            }
        }

        string text = bare.ToString();
        int end = text.IndexOf('@', StringComparison.Ordinal);
        text = end > 0 ? text[..end] : text;

        // Functions that only their line tells apart: "anonymous:12".
        int line = text.LastIndexOf(':');
        text = line > 0 && line + 1 < text.Length && char.IsAsciiDigit(text[line + 1]) ? text[..line] : text;
        return text[(text.LastIndexOfAny(['.', ':', '/', '#', ' ', '*', '&']) + 1)..];
    }
}
