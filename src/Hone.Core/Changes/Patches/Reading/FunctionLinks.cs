using Hone.Equivalence.Mutants;

namespace Hone.Changes.Patches.Reading;

/// <summary>A part of a patch: a function, or what a hunk changes outside of functions.</summary>
/// <param name="Function">The function, an index of the list that was given.</param>
/// <param name="Hunks">The hunks.</param>
/// <param name="Lines">The changed lines with code.</param>
public sealed record PatchPart(int Function, IReadOnlySet<HunkId> Hunks, IReadOnlyList<ChangedLine> Lines);

/// <summary>
/// Which parts of a patch belong together as far as their words tell: one calls a function that is new or gone, declares what another
/// uses, or they use a member that the patch brings in. What no word ties together may still be one lever; what is tied cannot stand alone.
/// </summary>
public static class FunctionLinks
{
    /// <summary>The parts of a patch in the order of the patch; comments and blank lines are none.</summary>
    /// <param name="reading">The patch.</param>
    /// <param name="functions">Its functions.</param>
    public static IReadOnlyList<PatchPart> Parts(PatchReading reading, IReadOnlyList<ChangedFunction> functions)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(functions);
        ILookup<string, int> byFile = Enumerable.Range(0, functions.Count).ToLookup(i => functions[i].File);
        Dictionary<(int Function, HunkId? Hunk), List<ChangedLine>> lines = [];
        foreach (FileReading file in reading.Files)
        {
            foreach (ChangedLine line in file.Lines.Where(line => line.HasCode))
            {
                int function = Owner(functions, byFile[file.File.Path], line);
                (int, HunkId?) key = (function, function >= 0 && functions[function].Name.Length > 0 ? null : line.Hunk);
                (lines.TryGetValue(key, out List<ChangedLine>? known) ? known : lines[key] = []).Add(line);
            }
        }

        return [.. lines.Select(part => new PatchPart(part.Key.Function, part.Value.Select(line => line.Hunk).ToHashSet(), part.Value))];
    }

    /// <summary>The parts that belong together, as indexes, in the order of their first ones.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="functions">The functions.</param>
    /// <param name="byHunk">Parts that share a hunk belong together, too.</param>
    /// <param name="byCall">So do a function and one whose name stands in its changed lines, new or not.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Components(IReadOnlyList<PatchPart> parts, IReadOnlyList<ChangedFunction> functions, bool byHunk, bool byCall)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(functions);
        Words[] words = [.. parts.Select(part => new Words(part, part.Function >= 0 && functions[part.Function].Name.Length > 0))];
        HashSet<string> removed = [.. words.SelectMany(each => each.Removed)];
        int[] root = [.. Enumerable.Range(0, parts.Count)];
        for (int i = 0; i < parts.Count; i++)
        {
            for (int k = i + 1; k < parts.Count; k++)
            {
                if (Find(i) != Find(k) && (IsTied(i, k) || IsTied(k, i) || (byHunk && parts[i].Hunks.Overlaps(parts[k].Hunks))))
                {
                    root[Find(k)] = Find(i);
                }
            }
        }

        return [.. Enumerable.Range(0, parts.Count).GroupBy(Find).Select(group => (IReadOnlyList<int>)[.. group])];

        int Find(int i) => root[i] == i ? i : root[i] = Find(root[i]);

        bool IsTied(int from, int to)
        {
            if (parts[to].Function >= 0 && functions[parts[to].Function] is { Name.Length: > 0 } function)
            {
                bool named = words[from].Added.Contains(function.Name) || words[from].Removed.Contains(function.Name);
                if (named && (byCall || function.Old is null || function.New is null))
                {
                    return true;
                }

                return words[from].InFunction && words[from].Members.Any(word => words[to].Members.Contains(word) && !removed.Contains(word));
            }

            // What stands outside of functions belongs to those that use the names it brings in or takes away.
            return words[from].Added.Any(word => words[to].Declared.Contains(word) && !words[from].Removed.Contains(word))
                || words[from].Removed.Any(word => words[to].Undeclared.Contains(word) && !words[from].Added.Contains(word));
        }
    }

    private static int Owner(IReadOnlyList<ChangedFunction> functions, IEnumerable<int> candidates, ChangedLine line)
    {
        int outside = -1;
        int[] all = [.. candidates];
        foreach (int i in all)
        {
            if ((line.IsNew ? functions[i].New : functions[i].Old)?.Holds(line.Line) == true)
            {
                return i;
            }

            outside = functions[i].Name.Length == 0 ? i : outside;
        }

        // Functions that only git's headings tell have no spans.
        int headed = Array.FindIndex(all, i => functions[i] is { Old: null, New: null, Name.Length: > 0 } && functions[i].Hunks.Contains(line.Hunk));
        return headed >= 0 ? all[headed] : outside;
    }

    private sealed class Words
    {
        // Words that languages have and nobody declares: two parts that both loop have nothing to do with each other.
        private static readonly HashSet<string> _keywords = new(StringComparer.Ordinal)
        {
            "and", "async", "await", "bool", "break", "case", "catch", "char", "class", "const", "continue", "def", "default", "double", "elif", "else", "except", "extern", "false", "False", "finally", "float", "for", "foreach", "from",
            "func", "function", "global", "goto", "import", "inline", "int", "interface", "internal", "lambda", "let", "long", "None", "not", "null", "NULL", "object", "override", "pass", "private", "protected", "public", "raise", "readonly",
            "return", "self", "short", "signed", "sizeof", "static", "string", "struct", "switch", "this", "throw", "true", "True", "try", "typedef", "union", "unsigned", "using", "var", "virtual", "void", "volatile", "while", "with", "yield",
        };

        public Words(PatchPart part, bool inFunction)
        {
            InFunction = inFunction;
            foreach (ChangedLine line in part.Lines)
            {
                for (int i = 0; i < line.Tokens.Count; i++)
                {
                    SourceToken token = line.Tokens[i];
                    if (token.Kind != TokenKind.Word || token.Text.Length < 2)
                    {
                        continue;
                    }

                    (line.IsNew ? Added : Removed).Add(token.Text.TrimStart('@'));
                    if (line.IsNew && i > 0 && line.Tokens[i - 1].Text is "." or "->")
                    {
                        Members.Add(token.Text);
                    }
                }
            }

            if (!inFunction)
            {
                Declared.UnionWith(Added.Where(word => !Removed.Contains(word) && word.Length > 2 && !_keywords.Contains(word)));
                Undeclared.UnionWith(Removed.Where(word => !Added.Contains(word) && word.Length > 2 && !_keywords.Contains(word)));
            }
        }

        public bool InFunction { get; }

        public HashSet<string> Added { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Removed { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Members { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Declared { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Undeclared { get; } = new(StringComparer.Ordinal);
    }
}
