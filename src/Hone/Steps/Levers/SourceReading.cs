using System.Text;
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
    // Longer files are generated, or no source.
    private const long MostBytes = 4 << 20;

    /// <summary>What the source of a function looks like; null when its file is not in the folder, or in no language that is known.</summary>
    public static Func<Frame, SourceHints?> In(string folder)
    {
        Dictionary<string, SourceFile?> files = [];
        return frame =>
        {
            if (frame.Source is not SourceLocation source)
            {
                return null;
            }

            if (!files.TryGetValue(source.File, out SourceFile? file))
            {
                file = Read(folder, source.File);
                files.Add(source.File, file);
            }

            return file is null ? null : Look(file, frame, source.Line);
        };
    }

    private static SourceFile? Read(string folder, string name)
    {
        string path = Path.GetFullPath(Path.Combine(folder, name));
        if (SourceLanguages.Of(path) is not SourceLanguage language || !path.StartsWith(Path.GetFullPath(folder) + "/", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            FileInfo file = new(path);
            if (!file.Exists || file.Length > MostBytes || (file.Attributes & FileAttributes.Device) != 0)
            {
                return null;
            }

            string text = Encoding.UTF8.GetString(File.ReadAllBytes(path));
            return new(text, language, SourceLexer.Tokens(text, language), Indents(text));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static SourceHints? Look(SourceFile file, Frame frame, int line)
    {
        SourceFunction? function = SourceFunctions.Find(file.Tokens, file.Text, file.Language, frame.Function, line);
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
        return SourceLook.Look(new(SourceFunctions.SimpleName(frame.Function), [.. head.Select(Convert)], [.. body.Select(Convert)], file.Language.Blocks == BlockStyle.Indentation));

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
            token.Line <= file.Indents.Length ? file.Indents[token.Line - 1] : 0);
    }

    private static IEnumerable<SourceToken> Outside(SourceFile file)
    {
        IReadOnlyList<SourceFunction> functions = SourceFunctions.All(file.Tokens, file.Text, file.Language);
        return file.Tokens.Where((token, i) => !functions.Any(function => (i >= function.FirstToken && i < function.LastToken) || (token.Line == function.FirstLine && i < function.LastToken)));
    }

    private static int[] Indents(string text) =>
        [.. text.Split('\n').Select(line => line.TakeWhile(c => c is ' ' or '\t').Aggregate(0, (width, c) => c == '\t' ? width + 8 - (width % 8) : width + 1))];

    private sealed record SourceFile(string Text, SourceLanguage Language, IReadOnlyList<SourceToken> Tokens, int[] Indents);
}
