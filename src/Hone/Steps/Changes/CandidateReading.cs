using System.Security.Cryptography;
using System.Text;
using Hone.Changes;
using Hone.Cli.Steps.Changes.Linting;
using Hone.Linux.Repositories;
using Hone.Problems;

namespace Hone.Cli.Steps.Changes;

/// <summary>Takes the candidate of a change out of its worktree: the files that count as source, on top of the commit that the project is at.</summary>
internal static class CandidateReading
{
    /// <summary>Reads it.</summary>
    /// <param name="session">The project.</param>
    /// <param name="change">The change.</param>
    /// <param name="scratch">An empty folder for git's own; the candidate's contents are read from there as long as it lives.</param>
    /// <param name="keep">Puts the objects into the repository, as a commit needs them.</param>
    public static Candidate Read(Session session, Change change, string scratch, bool keep = false)
    {
        string worktree = ChangeFolder.Of(session, change.Id).Worktree;
        if (!Directory.Exists(worktree))
        {
            throw new ProblemException(new(
                ExitCode.Usage, "worktree-gone", $"the worktree of {change.Id} is gone", $"give the change up: hone change abandon {change.Id}")
            { Place = worktree });
        }

        string head = Head(session);
        CandidateTree trees = new(worktree, scratch, keep, session.Cancellation);
        string from = StartOf(worktree, change, head, session);
        string whole = trees.Whole(from, session.Cancellation);
        ChangePaths paths = new(LintPaths.Of(session.Project, Prefix(session).TrimEnd('/'), OtherGates.Declared(session, change), []));
        IReadOnlyList<TreeEntry> entries = trees.Between(from, whole, session.Cancellation);
        Dictionary<TreeEntry, ChangedPath> classes = entries.ToDictionary(entry => entry, entry => paths.Of(entry.Path, entry.Old, entry.IsAdded, entry.IsRegular));
        TreeEntry[] source = [.. entries.Where(entry => classes[entry].Class == PathClass.Source)];
        InsistUnmoved(session, change, trees, source, from, head);
        string tree = trees.With(head, source, session.Cancellation);
        string patch = trees.Patch(head, tree, session.Cancellation);
        return new(
            change, head, from, [.. entries.Select(entry => classes[entry])], source, [.. entries.Where(entry => classes[entry].Class == PathClass.NewTest)], tree, patch, DigestOf(patch))
        {
            Content = blob => trees.Content(blob, session.Cancellation),
            Applied = part => trees.Applied(head, part, session.Cancellation) is string partly ? trees.Between(head, partly, session.Cancellation) : null,
            WholePatch = () => trees.Patch(from, whole, session.Cancellation),
            Read = (path, isNew) => trees.Find(isNew ? whole : from, path, session.Cancellation) is { } found ? trees.Content(found.Blob, session.Cancellation) : null,
        };
    }

    /// <summary>The commit that the project is at, in full.</summary>
    public static string Head(Session session) => session.Git.Resolve("HEAD", session.Cancellation)
        ?? throw new ProblemException(new(ExitCode.Usage, "no-commit", "changes are made on a commit, and there is none here", "put the project into git and commit it") { Place = session.Folder });

    /// <summary>The project's folder in the repository, ending in <c>/</c>; empty for the repository itself.</summary>
    public static string Prefix(Session session) => session.Git.Ask(session.Cancellation, "rev-parse", "--show-prefix").Output.TrimEnd('\n');

    /// <summary>SHA-256 of a patch, in lower-case hex: what a proof is bound to and what is landed.</summary>
    public static string DigestOf(string patch) => Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(patch)));

    // Who has brought the worktree up to the project's commit is compared with that, and not with the one it was begun at.
    private static string StartOf(string worktree, Change change, string head, Session session) =>
        head != change.Base && new GitRepository(worktree).Ask(session.Cancellation, "merge-base", "--is-ancestor", head, "HEAD").Exit == 0 ? head : change.Base;

    private static void InsistUnmoved(Session session, Change change, CandidateTree trees, IReadOnlyList<TreeEntry> source, string from, string head)
    {
        if (from == head)
        {
            return;
        }

        foreach (string path in source.SelectMany(entry => entry.Old is string old ? [old, entry.Path] : new[] { entry.Path }))
        {
            if (trees.Find(from, path, session.Cancellation) != trees.Find(head, path, session.Cancellation))
            {
                throw new ProblemException(new(
                    ExitCode.GateSaidNo,
                    "base-moved",
                    $"{path} was changed in the project since {change.Id} was begun at {change.Base[..12]}",
                    $"bring the worktree up to it: git -C {ChangeFolder.Of(session, change.Id).Worktree} rebase {head[..12]}")
                { Place = change.Id });
            }
        }
    }
}
