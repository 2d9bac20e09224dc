using Hone.Equivalence.Mutants;
using Hone.Opportunities.Levers.Source;
using Hone.Profiling;

namespace Hone.Cli.Steps.Levers;

/// <summary>
/// Looks at the source of functions in the project folder, as far as profiles say where they are. The tokens come from the lexer of the
/// mutants; what they look like is told by <see cref="SourceLook"/>.
/// </summary>
internal static class SourceReading
{
    /// <summary>What the source of a function looks like; null when its file is not in the project, or in no language that is known.</summary>
    public static Func<Frame, SourceHints?> In(ProjectSource source)
    {
        Dictionary<string, int[]> indents = [];
        return frame =>
        {
            if (frame.Source is not SourceLocation place || source.Read(place.File) is not { Language: SourceLanguage language } text)
            {
                return null;
            }

            if (!indents.TryGetValue(text.File, out int[]? known))
            {
                indents.Add(text.File, known = Indents(text.Lines));
            }

            return Look(text, language, known, frame, place.Line);
        };
    }

    private static SourceHints? Look(ProjectSource.SourceText file, SourceLanguage language, int[] indents, Frame frame, int line)
    {
        SourceFunction? function = SourceFunctions.Find(file.Tokens, file.Content, language, frame.Function, line);
        bool whole = frame.Function is "<module>" || frame.Function.EndsWith("<Main>$", StringComparison.Ordinal);
        if (function is null && !whole)
        {
            return null;
        }

        // The statements of a script outside of all functions.
        IEnumerable<SourceToken> body = whole
            ? Outside(file)
            : file.Tokens.Take(function!.LastToken).Skip(function.FirstToken);
        IEnumerable<SourceToken> head = whole ? [] : file.Tokens.Take(function!.FirstToken).Where(token => token.Line >= function.FirstLine);
        return SourceLook.Look(new(SourceFunctions.SimpleName(frame.Function), [.. head.Select(Convert)], [.. body.Select(Convert)], language.Blocks == BlockStyle.Indentation));

        CodeToken Convert(SourceToken token) => new(
            token.Kind switch
            {
                TokenKind.Word => CodeTokenKind.Word,
                TokenKind.Number => CodeTokenKind.Number,
                TokenKind.Text or TokenKind.Letter => CodeTokenKind.Text,
                TokenKind.Open => CodeTokenKind.Open,
                TokenKind.Close => CodeTokenKind.Close,
                _ => CodeTokenKind.Operator,
            },
            token.Text,
            token.Line,
            token.Line <= indents.Length ? indents[token.Line - 1] : 0);
    }

    private static IEnumerable<SourceToken> Outside(ProjectSource.SourceText file)
    {
        IReadOnlyList<SourceFunction> functions = file.All;
        return file.Tokens.Where((token, i) => !functions.Any(function => (i >= function.FirstToken && i < function.LastToken) || (token.Line == function.FirstLine && i < function.LastToken)));
    }

    private static int[] Indents(IReadOnlyList<string> lines) =>
        [.. lines.Select(line => line.TakeWhile(c => c is ' ' or '\t').Aggregate(0, (width, c) => c == '\t' ? width + 8 - (width % 8) : width + 1))];
}
