using Hone.Changes.Patches.Reading;
using Hone.Equivalence.Mutants;

namespace Hone.Changes.Lint.Form;

/// <summary>Tells edits that change code from edits that change its looks.</summary>
internal static class EditShapes
{
    /// <summary>The shape of an edit of a file; names are looked at by <see cref="Renames"/>.</summary>
    public static EditShape Of(Edit edit, SourceSide old, SourceSide fresh)
    {
        SourceToken[] before = [.. edit.OldTokens];
        SourceToken[] after = [.. edit.NewTokens];
        bool sameLines = Texts(edit.Removed).SequenceEqual(Texts(edit.Added));
        if (before.Length == 0 && after.Length == 0)
        {
            return sameLines ? EditShape.Whitespace : EditShape.Comment;
        }

        if (before.Select(token => token.Text).SequenceEqual(after.Select(token => token.Text)))
        {
            if (sameLines && Shift(edit) is int shift)
            {
                // Where blocks are told by indentation, it is code.
                return shift != 0 ? EditShape.Shifted : EditShape.Whitespace;
            }

            return sameLines && fresh.Language.Blocks != BlockStyle.Indentation ? EditShape.Whitespace
                : fresh.Language.Blocks == BlockStyle.Indentation && before.Length > 0 && Indent(edit.Removed) != Indent(edit.Added) ? EditShape.Code
                : EditShape.Format;
        }

        if (before.Select(Quoted).SequenceEqual(after.Select(Quoted)) && old.Language.Letter is null)
        {
            return EditShape.Format;
        }

        return Effective(before).SequenceEqual(Effective(after)) ? EditShape.NoOp : EditShape.Code;
    }

    /// <summary>A line without its blanks.</summary>
    public static string Bare(string line) => string.Concat(line.Where(letter => !char.IsWhiteSpace(letter)));

    private static IEnumerable<string> Texts(IReadOnlyList<ChangedLine> lines) => lines.Where(line => !line.IsBlank).Select(line => Bare(line.Text));

    // By how much all lines are further in; null when not all by the same.
    private static int? Shift(Edit edit)
    {
        int[] before = [.. edit.Removed.Where(line => !line.IsBlank).Select(line => Indent(line.Text))];
        int[] after = [.. edit.Added.Where(line => !line.IsBlank).Select(line => Indent(line.Text))];
        int[] shifts = [.. before.Zip(after, (left, right) => right - left).Distinct()];
        return shifts.Length == 1 ? shifts[0] : null;
    }

    private static int Indent(IReadOnlyList<ChangedLine> lines) => lines.FirstOrDefault(line => !line.IsBlank) is ChangedLine line ? Indent(line.Text) : 0;

    private static int Indent(string line)
    {
        int width = 0;
        foreach (char letter in line)
        {
            if (letter is not (' ' or '\t'))
            {
                break;
            }

            width += letter == '\t' ? 8 - (width % 8) : 1;
        }

        return width;
    }

    private static string Quoted(SourceToken token) =>
        token.Kind == TokenKind.Text && token.Text is ['\'', .. string inner, '\''] && !inner.Contains('"', StringComparison.Ordinal) && !inner.Contains('\\', StringComparison.Ordinal) ? "\"" + inner + "\"" : token.Text;

    // The tokens without statements that do nothing.
    private static List<string> Effective(SourceToken[] tokens)
    {
        List<string> kept = [];
        for (int i = 0; i < tokens.Length; i++)
        {
            string text = tokens[i].Text;
            bool begins = kept.Count == 0 || kept[^1] is ";" or "{" or "}" || (i > 0 && tokens[i].Line > tokens[i - 1].Line);
            if (text is "pass" || (begins && text == ";"))
            {
                continue;
            }

            int nothing = begins ? NothingAt(tokens, i) : 0;
            if (nothing > 0)
            {
                i += nothing - 1;
                continue;
            }

            kept.Add(text);
        }

        return kept;
    }

    // "x = x;", "(void)0;", "if (0) { … }", "if False: …": how many tokens; 0 for anything else.
    private static int NothingAt(SourceToken[] tokens, int at)
    {
        string Text(int index) => index < tokens.Length ? tokens[index].Text : "";
        int end = tokens[at].Kind == TokenKind.Word && Text(at + 1) == "=" && Text(at + 2) == Text(at) && (Text(at + 3) is ";" or "" || tokens[at + 3].Line > tokens[at].Line) ? 3
            : Text(at) == "(" && Text(at + 1) == "void" && Text(at + 2) == ")" && Text(at + 4) == ";" ? 4
            : 0;
        if (end > 0)
        {
            return end + (Text(at + end) == ";" ? 1 : 0);
        }

        if (Text(at) is not ("if" or "while") || !(Text(at + 1) is "False" || (Text(at + 1) == "(" && Text(at + 2) is "0" or "false" && Text(at + 3) == ")")))
        {
            return 0;
        }

        int body = Text(at + 1) == "(" ? at + 4 : at + 2;
        if (Text(body) == ":")
        {
            return tokens.Length - at;
        }

        int depth = 0;
        for (int i = body; i < tokens.Length; i++)
        {
            depth += tokens[i].Kind switch { TokenKind.Open => 1, TokenKind.Close => -1, _ => 0 };
            if (depth == 0 && tokens[i].Text is "}" or ";")
            {
                return i - at + 1;
            }
        }

        return 0;
    }
}
