using Hone.Equivalence.Mutants;
using Hone.Opportunities.Levers.Source;

namespace Hone.Tests.Opportunities.Levers;

/// <summary>Functions written as text, in the languages whose files are known.</summary>
internal static class Sources
{
    public static SourceHints Look(string ending, string name, string source)
    {
        SourceLanguage language = SourceLanguages.Of("x" + ending)!;
        IReadOnlyList<SourceToken> tokens = SourceLexer.Tokens(source, language);
        SourceFunction function = SourceFunctions.Find(tokens, source, language, name, null)!;
        int[] indents = [.. source.Split('\n').Select(line => line.TakeWhile(c => c == ' ').Count())];
        return SourceLook.Look(new(
            name,
            [.. tokens.Take(function.FirstToken).Where(token => token.Line >= function.FirstLine).Select(Convert)],
            [.. tokens.Take(function.LastToken).Skip(function.FirstToken).Select(Convert)],
            language.Blocks == BlockStyle.Indentation));

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
            token.Text, token.Line, indents[token.Line - 1]);
    }
}
