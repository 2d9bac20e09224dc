using Hone.Changes.Patches;
using Hone.Equivalence.Mutants;

namespace Hone.Changes.Proofs;

/// <summary>A token on a changed line.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it stands in the source.</param>
/// <param name="Line">Its line, from 1: in the new file for an added one, in the old file for a removed one.</param>
public readonly record struct ChangedToken(TokenKind Kind, string Text, int Line);

/// <summary>
/// The tokens of one hunk. Each side is read as a whole, context included, so that a comment or a text that goes over several lines is
/// one; comments are no tokens. A language that is not known is read like C, which raises more claims rather than fewer.
/// </summary>
/// <param name="Language">The name of the language, <c>text</c> when it is not known.</param>
/// <param name="Added">Tokens on added lines.</param>
/// <param name="Removed">Tokens on removed lines.</param>
/// <param name="Around">Tokens on lines of context.</param>
public sealed record ChangedTokens(string Language, IReadOnlyList<ChangedToken> Added, IReadOnlyList<ChangedToken> Removed, IReadOnlyList<ChangedToken> Around)
{
    private static readonly SourceLanguage _unknown = new() { Name = "text", Endings = [], LineComments = [], BlockComments = [] };

    /// <summary>Reads a hunk.</summary>
    /// <param name="path">The file's path, which says its language.</param>
    /// <param name="hunk">The hunk.</param>
    public static ChangedTokens Of(string path, Hunk hunk)
    {
        SourceLanguage language = SourceLanguages.Of(path) ?? _unknown;
        (List<ChangedToken> added, List<ChangedToken> around) = Side(language, hunk.Lines, HunkLineKind.Added, hunk.NewStart);
        (List<ChangedToken> removed, List<ChangedToken> _) = Side(language, hunk.Lines, HunkLineKind.Removed, hunk.OldStart);
        return new(language.Name, added, removed, around);
    }

    private static (List<ChangedToken> Changed, List<ChangedToken> Around) Side(SourceLanguage language, IReadOnlyList<HunkLine> lines, HunkLineKind side, int first)
    {
        HunkLine[] mine = [.. lines.Where(line => line.Kind == side || line.Kind == HunkLineKind.Context)];
        string text = string.Concat(mine.Select(line => Visible(line.Text, language) + "\n"));
        List<ChangedToken> changed = [];
        List<ChangedToken> around = [];
        foreach (SourceToken token in SourceLexer.Tokens(text, language))
        {
            int at = Math.Min(token.Line, mine.Length) - 1;
            ChangedToken found = new(token.Kind, token.Text, Math.Max(1, first + at));
            (mine[at].Kind == side ? changed : around).Add(found);
        }

        return (changed, around);
    }

    // A line of the preprocessor is code here: a pragma makes threads, a constant has a value.
    private static string Visible(string line, SourceLanguage language)
    {
        string trimmed = line.TrimEnd('\r', '\n');
        int mark = trimmed.Length - trimmed.TrimStart().Length;
        return language.Directives && mark < trimmed.Length && trimmed[mark] == '#' ? string.Concat(trimmed.AsSpan(0, mark), " ", trimmed.AsSpan(mark + 1)) : trimmed;
    }
}
