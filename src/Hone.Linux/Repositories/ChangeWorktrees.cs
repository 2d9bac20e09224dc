using Hone.Problems;

namespace Hone.Linux.Repositories;

/// <summary>The worktrees in which changes are made (git-worktree(1)), each on a branch of its own. Hooks and filters of the repository do not run.</summary>
/// <param name="git">The repository.</param>
/// <param name="folder">A folder in the repository, absolute.</param>
public sealed class ChangeWorktrees(GitRepository git, string folder)
{
    private const string Prefix = "hone/change/";

    /// <summary>The branch of a change.</summary>
    public static string Branch(string id) => Prefix + id;

    /// <summary>Adds the worktree of a change at a commit.</summary>
    public void Add(string id, string path, string commit, CancellationToken cancellation)
    {
        _ = git.Ask(cancellation, "worktree", "prune");
        (int exit, string _) = git.Ask(cancellation, "worktree", "add", "--force", "-B", Branch(id), path, commit);
        if (exit != 0)
        {
            throw new ProblemException(new(
                ExitCode.ToolMissing, "no-worktree", $"git cannot make a worktree at {path}", $"see what it says: git worktree add {path} {commit}")
            { Place = folder });
        }
    }

    /// <summary>Removes the worktree of a change and its branch; what is gone already is passed over.</summary>
    public void Remove(string id, string path, CancellationToken cancellation)
    {
        _ = git.Ask(cancellation, "worktree", "remove", "--force", "--force", path);
        _ = git.Ask(cancellation, "worktree", "prune");
        _ = git.Ask(cancellation, "branch", "-D", Branch(id));
    }

    /// <summary>Whether git has the branch of a change.</summary>
    public bool HasBranch(string id, CancellationToken cancellation) => git.Resolve("refs/heads/" + Branch(id), cancellation) is not null;

    /// <summary>Whether the branch of a change holds commits that the project's HEAD does not.</summary>
    public bool HasCommits(string id, CancellationToken cancellation) => HasBranch(id, cancellation) && git.Ask(cancellation, "rev-list", "-1", "refs/heads/" + Branch(id), "--not", "HEAD").Output.Length > 0;

    /// <summary>Whether anything in a worktree differs from a commit, committed there or not.</summary>
    public static bool Differs(string path, string commit, CancellationToken cancellation)
    {
        GitRepository own = new(path);
        return own.Ask(cancellation, "diff", "--no-ext-diff", "--no-textconv", "--quiet", commit).Exit != 0
            || own.Ask(cancellation, "ls-files", "--others", "--exclude-standard").Output.Length > 0;
    }
}
