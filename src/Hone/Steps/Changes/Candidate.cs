using Hone.Changes;
using Hone.Linux.Repositories;

namespace Hone.Cli.Steps.Changes;

/// <summary>What the candidate is: a base with some files of the worktree in it.</summary>
/// <param name="Change">The change.</param>
/// <param name="Base">The commit that both arms are built from.</param>
/// <param name="From">The commit that the worktree is compared with: the one the change was begun at, or that it was brought up to.</param>
/// <param name="Paths">Every file that differs, and what it counts as.</param>
/// <param name="Source">The files that make the candidate.</param>
/// <param name="NewTests">New tests, which both arms are given for a test run of their own.</param>
/// <param name="Tree">git's id of the candidate's tree.</param>
/// <param name="Patch">The candidate's difference from the base, a letter for each byte.</param>
/// <param name="Digest">SHA-256 of <paramref name="Patch"/>.</param>
internal sealed record Candidate(
    Change Change, string Base, string From, IReadOnlyList<ChangedPath> Paths, IReadOnlyList<TreeEntry> Source, IReadOnlyList<TreeEntry> NewTests, string Tree, string Patch, string Digest)
{
    /// <summary>Reads the content of git's blob of that id.</summary>
    public required Func<string, byte[]> Content { get; init; }

    /// <summary>What differs from the base when another patch, such as a part of this one, is put into it; null when that does not fit.</summary>
    public required Func<byte[], IReadOnlyList<TreeEntry>?> Applied { get; init; }

    /// <summary>Makes the difference of the whole worktree from its start, files that are no source included: what a lint looks at.</summary>
    public required Func<string> WholePatch { get; init; }

    /// <summary>Reads a file by its path in the repository and its side, false for the base's; null when it is not there.</summary>
    public required Func<string, bool, byte[]?> Read { get; init; }
}
