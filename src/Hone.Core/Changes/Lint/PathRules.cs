using Hone.Changes.Patches;
using Hone.Changes.Patches.Reading;

namespace Hone.Changes.Lint;

/// <summary>Only a source patch counts: which files a change may touch.</summary>
internal static class PathRules
{
    private static readonly HashSet<string> _ends = ["return", "raise", "throw", "exit", "_exit", "abort", "skip", "skipif", "xfail", "only", "todo", "break", "continue", "goto", "yield"];

    public static IEnumerable<LintFinding> Find(PatchReading reading, LintFacts facts)
    {
        Dictionary<int, FileReading> read = reading.Files.ToDictionary(file => file.File.Index);
        foreach (FilePatch file in facts.Patch.Files)
        {
            PathKind? kind = PathKinds.Of(file, facts.Paths);
            FileReading? lines = read.GetValueOrDefault(file.Index);
            if (kind == PathKind.Test && lines is not null && IsAddition(reading, lines))
            {
                yield return new(
                    LintRuleNames.TestAdded, file.Path, lines.Edits[0].Line, $"{file.Path} is a test that was there, with more in it", "new tests in files of their own",
                    "the base's file is run: put the new tests into a file of their own, which is run on both", LintWeight.Warn);
            }
            else if (kind is not null)
            {
                yield return new(kind.Rule, file.Path, lines?.Edits[0].Line ?? 0, $"{file.Path} is {kind.What}", "a patch of source files", kind.Next, kind.Weight);
            }
            else if (file.Change == FileChange.Renamed)
            {
                yield return new(
                    LintRuleNames.Moved, file.Path, 0, $"{file.OldPath} becomes {file.NewPath}", "files where they were", "take it back: a move is a change of its own, without a measurement", LintWeight.Block);
            }
            else if (file.Change == FileChange.Added && IsInRoot(file.Path, facts.Paths))
            {
                bool isAtHome = facts.Paths.RootFiles.Any(root => PathNames.Ending(root) == PathNames.Ending(file.Path));
                yield return new(
                    LintRuleNames.RootFile, file.Path, 1, "a new file in the outermost folder", "new source beside the source that uses it",
                    isAtHome ? "see that it is meant to be there" : "remove it, or put it where the source is", isAtHome ? LintWeight.Warn : LintWeight.Block);
            }
        }
    }

    // Nothing is taken away, and no test that was there is ended sooner. None of it is part of the candidate, but who does that wants something else.
    private static bool IsAddition(PatchReading reading, FileReading file) =>
        file.File.Change == FileChange.Modified
        && file.Lines.All(line => !line.HasCode || (line.IsNew && (reading.Functions[line.Function].Name.Length == 0 || reading.Functions[line.Function].Old is null || !line.Tokens.Any(token => _ends.Contains(token.Text)))));

    private static bool IsInRoot(string path, PathFacts facts)
    {
        string folder = path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : "";
        return folder.Length == 0 || folder == facts.Project;
    }
}
