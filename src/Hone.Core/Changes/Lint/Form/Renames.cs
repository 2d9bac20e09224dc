using Hone.Changes.Patches.Reading;
using Hone.Equivalence.Mutants;

namespace Hone.Changes.Lint.Form;

/// <summary>
/// Edits that give a name to something that had another one. That a word is replaced is not enough: another function, type or module may
/// be what a lever is. So the name must be declared in the file, on both sides; the old one must be gone where it was used, the new one
/// must not have been there; and no edit that has the name may change anything else.
/// </summary>
internal static class Renames
{
    // A patch in which so many renamings hang on each other is no tidying up.
    private const int MostRounds = 8;

    private static readonly HashSet<string> _noType = ["return", "new", "else", "in", "import", "from", "using", "include", "use", "as", "throw", "raise", "await", "yield", "not", "and", "or", "is", "case", "goto", "delete", "typeof", "sizeof", "go", "defer"];

    /// <summary>The edits of a file that only rename, among those that change code.</summary>
    /// <param name="file">The file.</param>
    /// <param name="edits">Its edits of the shape <see cref="EditShape.Code"/>.</param>
    public static IReadOnlySet<Edit> Of(FileReading file, IReadOnlyList<Edit> edits)
    {
        Dictionary<Edit, Dictionary<string, string>> candidates = [];
        foreach (Edit edit in edits)
        {
            if (Mapping(edit) is { } mapping && mapping.All(pair => IsSound(file, edit, pair.Key, pair.Value)))
            {
                candidates.Add(edit, mapping);
            }
        }

        // What is renamed along with another change of the same lines goes with that change.
        int rounds = 0;
        bool shrank = true;
        while (shrank && candidates.Count > 0)
        {
            if (++rounds > MostRounds)
            {
                return new HashSet<Edit>();
            }

            HashSet<string> others = [.. edits.Where(edit => !candidates.ContainsKey(edit)).SelectMany(edit => edit.OldTokens.Concat(edit.NewTokens)).Where(token => token.Kind == TokenKind.Word).Select(token => token.Text)];
            Edit[] lost = [.. candidates.Where(candidate => candidate.Value.Any(pair => others.Contains(pair.Key) || others.Contains(pair.Value))).Select(candidate => candidate.Key)];
            foreach (Edit edit in lost)
            {
                candidates.Remove(edit);
            }

            shrank = lost.Length > 0;
        }

        return candidates.Keys.ToHashSet();
    }

    // Which word becomes which, when nothing else differs and each always becomes the same.
    private static Dictionary<string, string>? Mapping(Edit edit)
    {
        SourceToken[] before = [.. edit.OldTokens];
        SourceToken[] after = [.. edit.NewTokens];
        if (before.Length != after.Length || before.Length == 0)
        {
            return null;
        }

        Dictionary<string, string> forth = [];
        Dictionary<string, string> back = [];
        for (int i = 0; i < before.Length; i++)
        {
            (SourceToken left, SourceToken right) = (before[i], after[i]);
            bool words = left.Kind == TokenKind.Word && right.Kind == TokenKind.Word;
            if (!words && left.Text != right.Text)
            {
                return null;
            }

            if (words && ((forth.TryGetValue(left.Text, out string? known) && known != right.Text) || (back.TryGetValue(right.Text, out string? origin) && origin != left.Text)))
            {
                return null;
            }

            if (words)
            {
                forth[left.Text] = right.Text;
                back[right.Text] = left.Text;
            }
        }

        Dictionary<string, string> changed = forth.Where(pair => pair.Key != pair.Value).ToDictionary();
        return changed.Count > 0 ? changed : null;
    }

    private static bool IsSound(FileReading file, Edit edit, string before, string after)
    {
        SourceToken[] old = Scope(file.Old, edit.Removed, file.New, edit.Added, isNew: false);
        SourceToken[] fresh = Scope(file.Old, edit.Removed, file.New, edit.Added, isNew: true);
        return !Array.Exists(fresh, token => token.Text == before) && !Array.Exists(old, token => token.Text == after) && IsDeclared(old, before) && IsDeclared(fresh, after);
    }

    // The function that holds the edit on both sides, else the whole file: a function itself may be what is renamed.
    private static SourceToken[] Scope(SourceSide old, IReadOnlyList<ChangedLine> removed, SourceSide fresh, IReadOnlyList<ChangedLine> added, bool isNew)
    {
        int before = old.FunctionAt(removed[0].Line);
        int after = fresh.FunctionAt(added[0].Line);
        bool isOne = before >= 0 && after >= 0 && removed[0].Function == added[0].Function && removed.Concat(added).All(line => line.Function == added[0].Function);
        SourceSide side = isNew ? fresh : old;
        return isOne ? [.. side.TokensOf(side.Functions[isNew ? after : before])] : [.. side.Tokens];
    }

    // "int name =", "name := ", "for name in", "def name(", a parameter.
    private static bool IsDeclared(SourceToken[] tokens, string name)
    {
        for (int i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Text != name)
            {
                continue;
            }

            string next = i + 1 < tokens.Length ? tokens[i + 1].Text : ";";
            bool isFirst = i == 0 || tokens[i - 1].Line < tokens[i].Line;
            SourceToken last = i == 0 ? default : tokens[i - 1];
            bool assigned = isFirst && next is "=" or ":=" or ":";
            bool typed = !isFirst && (last.Text is "*" or "&" or ">" or "]" || (last.Kind == TokenKind.Word && !_noType.Contains(last.Text))) && next is "=" or ";" or "," or ")" or "[" or ":" or "(" or "in" or ":=";
            bool parameter = !isFirst && last.Text is "(" or "," && next is "," or ")" or ":" or "=" && i < 40;
            if (assigned || typed || parameter)
            {
                return true;
            }
        }

        return false;
    }
}
