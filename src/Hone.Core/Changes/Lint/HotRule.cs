using Hone.Changes.Patches;
using Hone.Changes.Patches.Reading;
using Hone.Equivalence.Mutants;

namespace Hone.Changes.Lint;

/// <summary>
/// Most of the changed lines must lie in the declared hot functions and what belongs to them. Blank lines, comments and imports do not
/// count; a field, a type or a table belongs to the functions that use it.
/// </summary>
internal static class HotRule
{
    private static readonly HashSet<string> _declares = ["define", "struct", "class", "enum", "interface", "record", "union", "type", "trait", "impl", "typedef", "def", "fn", "func", "function", "const", "let", "var", "static"];

    public static IEnumerable<LintFinding> Find(PatchReading reading, LintFacts facts)
    {
        if (facts.Declared.Count == 0)
        {
            yield return new(LintRuleNames.HotUnknown, "", 0, "no hot function is declared", "the functions of a row of the matrix", "start the change from a row: hone change start ROW", LintWeight.Warn);
            yield break;
        }

        HotCode hot = new(reading, facts);
        Dictionary<int, int> outside = [];
        Dictionary<int, (FileReading File, ChangedLine Line)> first = [];
        int inside = 0;
        foreach (FileReading file in reading.Files.Where(file => PathKinds.Of(file.File, facts.Paths) is null))
        {
            foreach ((ChangedLine line, bool? isHot) in Judge(file, hot, reading))
            {
                inside += isHot == true ? 1 : 0;
                if (isHot == false)
                {
                    outside[line.Function] = outside.GetValueOrDefault(line.Function) + 1;
                    first.TryAdd(line.Function, (file, line));
                }
            }
        }

        int others = outside.Values.Sum();
        double share = inside + others == 0 ? 1 : (double)inside / (inside + others);
        if (others == 0 || (inside > 0 && (others <= facts.Limits.OutsideHot || share >= facts.Limits.HotShare.Warn)))
        {
            yield break;
        }

        bool blocks = inside == 0 || share < facts.Limits.HotShare.Block;
        (int most, int lines) = outside.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).First();
        string name = reading.Functions[most].Name is { Length: > 0 } named ? named : "code outside of functions";
        string declared = string.Join(", ", facts.Declared.Take(3).Select(function => ProfileNames.Simple(function.Name) is { Length: > 0 } simple ? simple : function.Name));
        yield return new(
            LintRuleNames.OutsideHot, first[most].File.File.Path, first[most].Line.Line,
            $"{inside} of {inside + others} lines ({LintText.Share(share)}) in {declared}, their callers and callees on hot stacks, and new functions of these; {lines} in {name}",
            $"at least {LintText.Share(blocks ? facts.Limits.HotShare.Block : facts.Limits.HotShare.Warn)}",
            "take out what the hot function does not need; what is worth doing elsewhere is a change of its own", blocks ? LintWeight.Block : LintWeight.Warn);
    }

    // True for a line in hot code, false for one elsewhere, null for one that does not count.
    private static IEnumerable<(ChangedLine Line, bool? IsHot)> Judge(FileReading file, HotCode hot, PatchReading reading)
    {
        foreach (Edit edit in file.Edits)
        {
            foreach (IReadOnlyList<ChangedLine> side in (IReadOnlyList<ChangedLine>[])[edit.Removed, edit.Added])
            {
                Declaration declaration = new(file, hot);
                foreach (ChangedLine line in side.Where(line => line.HasCode))
                {
                    yield return (line, hot.IsHot(line.Function) ? true
                        : reading.Functions[line.Function].Name.Length == 0 ? declaration.Take(line)
                        : hot.Follows(line) ? null
                        : false);
                }
            }
        }
    }

    // A declaration outside of functions, over all of its lines.
    private sealed class Declaration(FileReading file, HotCode hot)
    {
        private bool? _answer;
        private int _depth;
        private bool _goesOn;

        public bool? Take(ChangedLine line)
        {
            if (!_goesOn)
            {
                _answer = ImportLine.Is(line) ? null : Declared(line).Any(hot.Uses) ? true : line.Tokens.All(token => token.Kind is TokenKind.Close or TokenKind.Open || token.Text is ";" or ",") ? null : false;
            }

            _depth += line.Tokens.Sum(token => token.Kind switch { TokenKind.Open => 1, TokenKind.Close => -1, _ => 0 });
            bool isDirective = file.SideOf(line).IsDirective(line.Line);
            bool ends = isDirective ? !line.Text.TrimEnd().EndsWith('\\')
                : file.SideOf(line).Language.Semicolons ? line.Tokens[^1].Text is ";" or "}" || (line.Tokens[^1].Text == "{" && _depth <= 1 && line.Tokens.Any(token => token.Text is "class" or "namespace" or "impl" or "interface" or "record"))
                : true;
            _goesOn = isDirective ? !ends : _depth > 0 || !ends;
            if (ends && line.Tokens[^1].Text == "{")
            {
                (_depth, _goesOn) = (0, false);
            }

            return _answer;
        }

        // The names that a line may declare.
        private static IEnumerable<string> Declared(ChangedLine line)
        {
            for (int i = 0; i < line.Tokens.Count; i++)
            {
                bool before = i > 0 && _declares.Contains(line.Tokens[i - 1].Text);
                bool behind = i + 1 == line.Tokens.Count || line.Tokens[i + 1].Text is "=" or ";" or "[" or "(" or "," or "{" or ":" or "}" or "<" or "=>";
                if (line.Tokens[i].Kind == TokenKind.Word && (before || behind))
                {
                    yield return line.Tokens[i].Text;
                }
            }
        }
    }
}
