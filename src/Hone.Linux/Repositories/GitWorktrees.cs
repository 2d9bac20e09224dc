namespace Hone.Linux.Repositories;

/// <summary>Work trees of a repository outside it (git-worktree(1)). Hooks and filters of the repository do not run.</summary>
/// <param name="folder">A folder in the repository, absolute.</param>
public sealed class GitWorktrees(string folder)
{
    private readonly GitRepository _git = new(folder);

    /// <summary>The repository's outermost folder; null before <see cref="Add"/> found one.</summary>
    public string? TopLevel { get; private set; }

    /// <summary>
    /// Adds a work tree with the files of a commit, or without any when none is named. The result is the folder's path inside the
    /// repository; null when the folder is in no repository, git ignores it, or there is no such commit.
    /// </summary>
    public string? Add(string path, string? commit, CancellationToken cancellation)
    {
        (int exit, string top) = _git.Ask(cancellation, "rev-parse", "--show-toplevel");
        string? resolved = exit == 0 ? _git.Resolve(commit ?? "HEAD", cancellation) : null;
        if (resolved is null || (commit is null && Ignores(cancellation)))
        {
            return null;
        }

        TopLevel = top.TrimEnd('\n');
        _ = _git.Ask(cancellation, "worktree", "prune");
        string[] checkout = commit is null ? ["--no-checkout"] : [];
        if (_git.Ask(cancellation, ["worktree", "add", "--detach", "--force", .. checkout, path, resolved]).Exit != 0)
        {
            TopLevel = null;
            return null;
        }

        (int inside, string prefix) = _git.Ask(cancellation, "rev-parse", "--show-prefix");
        return inside == 0 && prefix.TrimEnd('\n') is { Length: > 0 } named ? named : ".";
    }

    /// <summary>The files that belong to the work, committed or not, relative to <see cref="TopLevel"/>; ignored ones and Hone's own are left out.</summary>
    public IReadOnlyList<string> Files(CancellationToken cancellation)
    {
        (int _, string list) = new GitRepository(TopLevel!).Ask(cancellation, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate");
        return [.. list.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(file => !IsOwn(file))];
    }

    /// <summary>Tells git what the files of a work tree that was added without any are, so that it does not take them for new ones.</summary>
    public static void Index(string path, CancellationToken cancellation) => _ = new GitRepository(path).Ask(cancellation, "reset", "-q", "--mixed");

    /// <summary>Removes a work tree from the repository's list, and its files.</summary>
    public void Remove(string path, CancellationToken cancellation)
    {
        if (TopLevel is not null)
        {
            _ = _git.Ask(cancellation, "worktree", "remove", "--force", "--force", path);
            _ = _git.Ask(cancellation, "worktree", "prune");
        }
    }

    private bool Ignores(CancellationToken cancellation) => _git.Ask(cancellation, "check-ignore", "-q", ".").Exit == 0;

    private static bool IsOwn(string file) => file.Split('/') is [.. string[] folders, _] && folders.Any(part => part is ".hone" or ".beads");
}
