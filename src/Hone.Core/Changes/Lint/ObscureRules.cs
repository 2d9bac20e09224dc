using Hone.Changes.Lint.Tokens;
using Hone.Changes.Patches.Reading;
using Hone.Equivalence.Mutants;

namespace Hone.Changes.Lint;

/// <summary>
/// What nobody can read in a patch: code that is made while the program runs, calls past the libraries, and characters that show other text
/// than there is (N. Boucher, R. Anderson, "Trojan Source: Invisible Vulnerabilities", USENIX Security 2023).
/// </summary>
internal static class ObscureRules
{
    private static readonly TokenTable _dynamic = new("eval (", "__import__ (", "importlib", "instance_eval", "class_eval", "DllImport", "LibraryImport", "GetDelegateForFunctionPointer", "syscall (", "int 0x80", "process . binding", "vm . runInThisContext");
    private static readonly TokenTable _dynamicPython = new("exec (", "marshal . loads", "setattr (", "compile (");
    private static readonly TokenTable _assembly = new("asm (", "asm volatile", "__asm__", "__asm", "asm !");

    // U+200B to U+200F, U+202A to U+202E, U+2060 to U+2069 and U+FEFF, a letter for each byte of their UTF-8.
    private static bool IsHidden(string line)
    {
        for (int i = 0; i + 2 < line.Length; i++)
        {
            bool found = (line[i], line[i + 1]) switch
            {
                ('\u00e2', '\u0080') => line[i + 2] is (>= '\u008b' and <= '\u008f') or (>= '\u00aa' and <= '\u00ae'),
                ('\u00e2', '\u0081') => line[i + 2] is >= '\u00a0' and <= '\u00a9',
                ('\u00ef', '\u00bb') => line[i + 2] == '\u00bf',
                _ => false,
            };
            if (found)
            {
                return true;
            }
        }

        return false;
    }

    public static IEnumerable<LintFinding> Find(IReadOnlyList<FileReading> files)
    {
        FileReading[] python = [.. files.Where(file => file.New.Language.Name == "python")];
        foreach (TokenMatch match in _dynamic.New(files).Concat(_dynamicPython.New(python).Where(match => !IsMember(match))).DistinctBy(match => match.Line))
        {
            yield return Finding(match.File, match.Line, "makes code while it runs, or calls past the libraries: " + match.What, "take it out: what is not in the patch cannot be proved", LintWeight.Block);
        }

        foreach (TokenMatch match in _assembly.New(files).DistinctBy(match => match.Line))
        {
            yield return Finding(match.File, match.Line, "holds instructions of the machine: " + match.What, "see that somebody can read them", LintWeight.Warn);
        }

        foreach (FileReading file in files)
        {
            foreach (ChangedLine line in file.Edits.SelectMany(edit => edit.Added).Where(line => IsHidden(line.Text) && !(line.Line == 1 && line.Text.StartsWith("\u00ef\u00bb\u00bf", StringComparison.Ordinal))).Take(1))
            {
                yield return Finding(file, line, "holds characters that nobody sees", "take them out, or write them as escapes", LintWeight.Block);
            }
        }
    }

    // "re.compile(…)" and "cursor.exec(…)" are methods of something.
    private static bool IsMember(TokenMatch match) => match.Token > 0 && match.Edit.NewTokens.ElementAt(match.Token - 1) is { Kind: TokenKind.Operator, Text: "." };

    private static LintFinding Finding(FileReading file, ChangedLine line, string measured, string next, LintWeight weight) =>
        new(LintRuleNames.Obscure, file.File.Path, line.Line, measured, "code that can be read", next, weight);
}
