using System.Text;
using Hone.Equivalence.Mutants;

namespace Hone.Equivalence.Delays;

/// <summary>Puts a counter that can wait at the entry of a function, and what it needs into the same file.</summary>
public static class DelayedSource
{
    private const string Mark = "\u00ef\u00bb\u00bf";

    /// <summary>The languages that this can be done in, as <see cref="SourceLanguage.Name"/> has them.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["c", "c++", "c#", "python", "javascript", "typescript"];

    /// <summary>
    /// The file with the counter; null when the function has a form that none can be put into. Lines keep their numbers in C, C++, C#
    /// and JavaScript.
    /// </summary>
    /// <param name="source">The file, a letter for each byte.</param>
    /// <param name="language">Its language, one of <see cref="Languages"/>.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="function">The function.</param>
    public static string? Insert(string source, SourceLanguage language, IReadOnlyList<SourceToken> tokens, SourceFunction function) => language.Name switch
    {
        "c" or "c++" => C(source, tokens, function),
        "c#" => CSharpDelay.Insert(source, tokens, function),
        "python" => Python(source, tokens, function),
        "javascript" => Script(source, tokens, function, DelayRuntime.JavaScript),
        "typescript" => Script(source, tokens, function, DelayRuntime.TypeScript),
        _ => null,
    };

    // A declaration, so that C of 1989 takes it before others.
    private static string? C(string source, IReadOnlyList<SourceToken> tokens, SourceFunction function)
    {
        if (function.FirstToken == 0 || tokens[function.FirstToken - 1] is not { Text: "{" } brace)
        {
            return null;
        }

        int begin = source.StartsWith(Mark, StringComparison.Ordinal) ? Mark.Length : 0;
        return new StringBuilder(source)
            .Insert(brace.End, " int hone_handicap_entered __attribute__((unused)) = hone_handicap_enter();")
            .Insert(begin, DelayRuntime.C + "#line 1\n")
            .ToString();
    }

    private static string? Script(string source, IReadOnlyList<SourceToken> tokens, SourceFunction function, string runtime)
    {
        if (function.FirstToken == 0 || function.LastToken > tokens.Count)
        {
            return null;
        }

        // "=> {" may be taken for a body that is an expression.
        int first = function.FirstToken;
        if (tokens[first - 1].Text == "=>" && first < function.LastToken && tokens[first].Text == "{")
        {
            first++;
        }

        SourceToken before = tokens[first - 1];
        StringBuilder text = new(source);
        if (before.Text == "=>")
        {
            if (function.LastToken <= first)
            {
                return null;
            }

            text.Insert(tokens[function.LastToken - 1].End, ")").Insert(tokens[first].Start, "(honeHandicapEnter(), ");
        }
        else
        {
            // "use strict" counts only where it comes first.
            int at = before.End;
            for (int i = first; i < function.LastToken && tokens[i].Kind == TokenKind.Text && i + 1 < tokens.Count && (tokens[i + 1].Text == ";" || tokens[i + 1].Line > tokens[i].Line); i++)
            {
                i += tokens[i + 1].Text == ";" ? 1 : 0;
                at = tokens[i].End;
            }

            text.Insert(at, source[at - 1] is ';' or '{' ? " honeHandicapEnter();" : "; honeHandicapEnter();");
        }

        return text.Append('\n').Append(runtime).ToString();
    }

    private static string? Python(string source, IReadOnlyList<SourceToken> tokens, SourceFunction function)
    {
        if (function.FirstToken >= function.LastToken || function.FirstToken == 0)
        {
            return null;
        }

        const string call = "_hone_handicap_enter()";
        StringBuilder text = new(source);
        SourceToken first = tokens[function.FirstToken];
        int documented = function.FirstToken;
        while (documented < function.LastToken && tokens[documented].Kind == TokenKind.Text)
        {
            documented++;
        }

        if (documented > function.FirstToken && EndsStatement(tokens, documented))
        {
            // The text that documents a function is its first statement.
            text.Insert(tokens[documented - 1].End, "; " + call);
        }
        else if (EndLine(tokens[function.FirstToken - 1]) == first.Line)
        {
            text.Insert(first.Start, call + "; ");
        }
        else
        {
            int line = LineStart(source, first.Start);
            text.Insert(line, source[line..first.Start] + call + "\n");
        }

        return text.Insert(ModuleStart(source, tokens), $"exec(compile({Quoted(DelayRuntime.Python)}, \"hone\", \"exec\"))\n").ToString();
    }

    // Behind the module's documentation and what it imports from the future, which must come first.
    private static int ModuleStart(string source, IReadOnlyList<SourceToken> tokens)
    {
        int i = 0;
        while (i < tokens.Count && tokens[i].Kind == TokenKind.Text)
        {
            i++;
        }

        i = EndsStatement(tokens, i) ? i : 0;
        while (i + 1 < tokens.Count && tokens[i].Text == "from" && tokens[i + 1].Text == "__future__")
        {
            int depth = 0;
            do
            {
                depth += tokens[i].Kind switch { TokenKind.Open => 1, TokenKind.Close => -1, _ => 0 };
                i++;
            }
            while (i < tokens.Count && (depth > 0 || tokens[i].Line == tokens[i - 1].Line));
        }

        return i < tokens.Count ? LineStart(source, tokens[i].Start) : source.Length;
    }

    private static bool EndsStatement(IReadOnlyList<SourceToken> tokens, int next) =>
        next >= tokens.Count || tokens[next].Text == ";" || (next > 0 && tokens[next].Line > EndLine(tokens[next - 1]));

    private static int EndLine(SourceToken token) => token.Line + token.Text.Count(letter => letter == '\n');

    private static int LineStart(string source, int at) => at == 0 ? 0 : source.LastIndexOf('\n', at - 1) + 1;

    private static string Quoted(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";
}
