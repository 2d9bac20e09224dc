using System.Text.RegularExpressions;
using Hone.Changes.Patches;
using Hone.Changes.Patches.Reading;

namespace Hone.Changes.Lint;

/// <summary>Files that a compiler puts into the program: from outside the repository they are code, or answers, that no patch shows.</summary>
internal static partial class IncludeRules
{
    public static IEnumerable<LintFinding> Find(IReadOnlyList<FileReading> files)
    {
        foreach (FileReading file in files)
        {
            int depth = file.File.Path.Count(letter => letter == '/');
            foreach (ChangedLine line in file.Edits.SelectMany(edit => edit.Added))
            {
                if (Included().Match(line.Text) is { Success: true } match && LeadsOut(match.Groups["path"].Value, depth))
                {
                    yield return new(
                        LintRuleNames.IncludeOutside, file.File.Path, line.Line, $"the compiler reads {match.Groups["path"].Value}", "source of this repository, and headers by their name", "bring what it holds into the patch", LintWeight.Block);
                }
            }
        }
    }

    private static bool LeadsOut(string path, int depth)
    {
        if (path[0] is '/' or '~' or '$')
        {
            return true;
        }

        int at = depth;
        foreach (string part in path.Split('/'))
        {
            at += part switch { ".." => -1, "." or "" => 0, _ => 1 };
            if (at < 0)
            {
                return true;
            }
        }

        return false;
    }

    // C and C++: #include, #include_next, #embed; assemblers and asm(".incbin …"); Rust: include!, include_str!, include_bytes!; Go: //go:embed.
    [GeneratedRegex("(?:^\\s*#\\s*(?:include|include_next|import|embed)\\s*[\"<]|\\.(?:incbin|include)\\s+\\\\?\"|\\binclude(?:_str|_bytes)?!\\s*\\(\\s*\"|^//go:embed\\s+)(?<path>[^\">\\\\\\s]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Included();
}
