using System.Text;

namespace Hone.Opportunities.Levers.Reading;

/// <summary>Names of functions as a source file writes them.</summary>
internal static class Names
{
    private static readonly string[] _variants = ["_avx", "_evex", "_sse", "_unaligned", "_erms", "_internal"];

    /// <summary>A function without a name of its own: a lambda, a comprehension, a generator expression.</summary>
    public static bool IsNameless(string function) =>
        function.StartsWith("(anonymous)", StringComparison.Ordinal) || function.Contains("<lambda>", StringComparison.Ordinal) || function.Contains("comp>", StringComparison.Ordinal)
        || function.Contains("<genexpr>", StringComparison.Ordinal) || function.Contains("{lambda", StringComparison.Ordinal);

    /// <summary>A function of the C library as a program calls it: <c>strlen</c> of <c>__strlen_avx2</c>, <c>vfprintf</c> of <c>__vfprintf_internal</c>.</summary>
    public static string Library(string function)
    {
        string name = Simple(function).TrimStart('_');
        name = name.StartsWith("GI_", StringComparison.Ordinal) ? name[3..].TrimStart('_') : name;
        foreach (string mark in _variants)
        {
            int at = name.IndexOf(mark, StringComparison.Ordinal);
            name = at > 0 ? name[..at] : name;
        }

        return name;
    }

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
