using Hone.Changes.Lint.Tokens;
using Hone.Changes.Patches.Reading;
using Hone.Equivalence.Mutants;

namespace Hone.Changes.Lint;

/// <summary>Compiler flags that are put into the source, and narrower numbers.</summary>
internal static class FlagRules
{
    private static readonly string[] _flags = ["-O1", "-O2", "-O3", "-Ofast", "-ffast-math", "-funsafe", "-march=", "-mtune=", "-flto", "-fno-", "fast-math", "no-math-errno", "associative-math", "GCC optimize"];
    private static readonly string[] _comments = ["go:linkname", "go:nosplit", "go:build", "+build", "cython:", "distutils:"];

    private static readonly TokenTable _attributes = new("optimize", "__optimize__", "__fast_math__", "FP_CONTRACT", "fp_contract", "float_control", "fenv_access");

    private static readonly (string From, string To)[] _narrower =
        [("double", "float"), ("decimal", "double"), ("decimal", "float"), ("Decimal", "float"), ("float64", "float32"), ("f64", "f32"), ("Float64Array", "Float32Array"), ("int64_t", "int32_t"), ("i64", "i32"), ("i128", "i64"), ("fsum", "sum")];

    public static IEnumerable<LintFinding> Find(IReadOnlyList<FileReading> files, IReadOnlyList<Literal> literals)
    {
        foreach (FileReading file in files)
        {
            foreach (ChangedLine line in file.Edits.SelectMany(edit => edit.Added))
            {
                string[] words = file.New.IsDirective(line.Line) ? [.. line.Tokens.Select(token => token.Text)] : [];
                bool isPragma = words is ["pragma", "GCC" or "clang", "optimize" or "fp" or "push_options" or "loop", ..] or ["pragma", "STDC", ..] or ["pragma", "optimize" or "float_control" or "fp_contract", ..];
                if (isPragma)
                {
                    yield return Flag(file, line, string.Join(' ', words), LintWeight.Block);
                }
                else if (words is ["pragma", "GCC" or "clang", "target" or "attribute", ..])
                {
                    yield return Flag(file, line, string.Join(' ', words), LintWeight.Warn);
                }
                else if (Array.Find(_comments, comment => line.Text.Contains(comment, StringComparison.Ordinal)) is string mark && !line.HasCode)
                {
                    yield return Flag(file, line, mark, LintWeight.Block);
                }
            }
        }

        foreach (TokenMatch match in _attributes.New(files).Where(match => match.Line.Tokens.Any(token => token.Text is "__attribute__" or "[" or "__pragma" or "_Pragma")))
        {
            yield return Flag(match.File, match.Line, match.What, LintWeight.Block);
        }

        foreach (Literal literal in literals.Where(literal => literal.Token.Kind == TokenKind.Text))
        {
            if (Array.Find(_flags, flag => literal.Text.Contains(flag, StringComparison.Ordinal)) is string flag)
            {
                yield return Flag(literal.File, literal.Line, flag, LintWeight.Block);
            }
        }

        if (Narrower(files) is LintFinding finding)
        {
            yield return finding;
        }
    }

    private static LintFinding? Narrower(IReadOnlyList<FileReading> files)
    {
        Dictionary<string, int> counts = [];
        Dictionary<string, (FileReading File, ChangedLine Line)> places = [];
        foreach (FileReading file in files)
        {
            foreach (ChangedLine line in file.Lines)
            {
                foreach (SourceToken token in line.Tokens.Where(token => token.Kind == TokenKind.Word))
                {
                    counts[token.Text] = counts.GetValueOrDefault(token.Text) + (line.IsNew ? 1 : -1);
                    if (line.IsNew)
                    {
                        places[token.Text] = (file, line);
                    }
                }
            }
        }

        foreach ((string from, string to) in _narrower)
        {
            if (counts.GetValueOrDefault(from) < 0 && counts.GetValueOrDefault(to) > 0)
            {
                return new(
                    LintRuleNames.Precision, places[to].File.File.Path, places[to].Line.Line, $"{from} becomes {to}", "numbers as wide as they were", "see that no digit is lost: the proof owes floating point and values", LintWeight.Warn);
            }
        }

        return null;
    }

    private static LintFinding Flag(FileReading file, ChangedLine line, string what, LintWeight weight) => new(
        LintRuleNames.Flags, file.File.Path, line.Line, $"flags of the compiler in the source: {LintText.Cut(what)}", "the flags of the sealed build",
        "take it out: other flags are a change of their own, measured with both builds", weight);
}
