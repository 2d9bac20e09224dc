using Hone.Linux.Repositories;
using Hone.Problems;

namespace Hone.Linux.History;

/// <summary>Exchanges the history with another clone, by fetch, union and push.</summary>
public sealed class HistoryRemote(GitRepository git, HistoryRef history, CancellationToken cancellation)
{
    private const int Attempts = 5;

    // Git must fail, not ask for a password that nobody will type.
    private static readonly Dictionary<string, string?> _silent = new() { ["GIT_TERMINAL_PROMPT"] = "0" };

    /// <summary>Takes in what the remote has and gives it what it lacks.</summary>
    /// <param name="remote">A remote's name, or the address of a repository.</param>
    /// <returns>How many lines were new here, and whether the remote was given anything.</returns>
    public (int Added, bool IsPushed) Sync(string remote)
    {
        if (remote.Length == 0 || remote[0] == '-')
        {
            throw Wrong(remote, "that is no name or address of a repository");
        }

        // Every process has a place of its own, so that two syncs do not read each other's.
        string fetched = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"refs/hone/fetched-{Environment.ProcessId}");
        int added = 0;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            string? theirs = Fetch(remote, fetched);
            if (theirs is not null)
            {
                added += history.Merge(theirs);
            }

            string? tip = history.Tip();
            if (tip is null || tip == theirs)
            {
                return (added, false);
            }

            // Never forced: somebody may have pushed since the fetch, and their lines must not be lost.
            if (git.AskIn(_silent, cancellation, "push", "--quiet", "--no-verify", remote, $"{tip}:{history.Name}").Exit == 0)
            {
                return (added, true);
            }
        }

        throw Wrong(remote, "it does not take the history");
    }

    private string? Fetch(string remote, string fetched)
    {
        (int listed, string list) = git.AskIn(_silent, cancellation, "ls-remote", "--quiet", remote, history.Name);
        if (listed != 0)
        {
            throw Wrong(remote, "it cannot be reached");
        }

        if (list.Trim().Length == 0)
        {
            return null;
        }

        if (git.AskIn(_silent, cancellation, "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", remote, $"+{history.Name}:{fetched}").Exit != 0)
        {
            throw Wrong(remote, "its history cannot be fetched");
        }

        string? commit = history.Resolve(fetched);
        _ = git.Ask(cancellation, "update-ref", "-d", fetched);
        return commit;
    }

    private ProblemException Wrong(string remote, string what) =>
        new(new(ExitCode.ToolMissing, "history-remote", $"the repository '{remote}': {what}", "see what git says: git fetch REMOTE " + history.Name) { Place = remote });
}
