using Hone.Changes.Patches;

namespace Hone.Changes.Lint;

/// <summary>What no patch may hold that Hone applies, whatever it is about: ways out of the source tree, and what is no text.</summary>
public static class PatchSafety
{
    private const string LinkMode = "120000";
    private const string SubmoduleMode = "160000";

    /// <summary>What is wrong, each by its own rule; empty for a patch that can be applied.</summary>
    public static IReadOnlyList<LintFinding> Check(Patch patch)
    {
        ArgumentNullException.ThrowIfNull(patch);
        return [.. patch.Files.Select(Check).OfType<LintFinding>()];
    }

    private static LintFinding? Check(FilePatch file)
    {
        string[] paths = [.. new[] { file.OldPath, file.NewPath }.OfType<string>()];
        string? odd = paths.FirstOrDefault(IsOutside);
        if (odd is not null || paths.Length == 0)
        {
            return Block(LintRuleNames.PatchPath, file, $"the path '{odd}'", "paths inside the repository, without '.', '..' and control characters", "take the file out of the patch");
        }

        if (paths.FirstOrDefault(IsInGitFolder) is string inGit)
        {
            return Block(LintRuleNames.PatchGitFolder, file, $"the path '{inGit}'", "nothing in git's own folder", "take the file out of the patch");
        }

        if (file.OldMode == LinkMode || file.NewMode == LinkMode)
        {
            return Block(LintRuleNames.PatchLink, file, "a symbolic link", "regular files", "put the file itself there, in a change of its own");
        }

        if (file.OldMode == SubmoduleMode || file.NewMode == SubmoduleMode)
        {
            return Block(LintRuleNames.PatchSubmodule, file, "a submodule", "regular files of this repository", "move the submodule in a change of its own");
        }

        if (file.Change == FileChange.Binary)
        {
            return Block(LintRuleNames.PatchBinary, file, "bytes that are no text", "text", "take the file out of the patch: a change is a patch of source files");
        }

        bool isRegular = file.NewMode is null or "100644" or "100755" && file.OldMode is null or "100644" or "100755";
        return file.ChangesMode || file.Change == FileChange.Mode || !isRegular
            ? Block(LintRuleNames.PatchMode, file, $"mode {file.OldMode ?? "none"} becomes {file.NewMode ?? "none"}", "permissions as they were", "take the mode back: chmod")
            : null;
    }

    private static bool IsOutside(string path) =>
        path.Length == 0 || path[0] == '/' || path.Any(char.IsControl) || path.Split('/').Any(step => step is "" or "." or "..");

    // Also as file systems without letter case, or with short names, would have it (git-fsck(1), hasDotgit).
    private static bool IsInGitFolder(string path) => path.Split('/').Any(step =>
        step.TrimEnd('.', ' ').Split(':')[0].Equals(".git", StringComparison.OrdinalIgnoreCase) || step.Equals("git~1", StringComparison.OrdinalIgnoreCase)
        || new string([.. step.Where(letter => letter is not ('\u200c' or '\u200d' or '\u200e' or '\u200f' or '\ufeff' or (>= '\u202a' and <= '\u202e') or (>= '\u206a' and <= '\u206f')))]).Equals(".git", StringComparison.OrdinalIgnoreCase));

    private static LintFinding Block(string rule, FilePatch file, string measured, string limit, string next) => new(rule, file.Path, 0, measured, limit, next, LintWeight.Block);
}
