using Hone.Changes;
using Hone.Ledger;
using Hone.Linux.Repositories;
using Hone.Linux.Sandboxes;

namespace Hone.Cli.Steps.Changes;

/// <summary>
/// Ends what a killed Hone left: changes that are closed and whose closing was not finished, and worktrees of such that never came into the record. One of those in
/// which somebody has worked is told of and kept: a record that went back with git would otherwise take the work with it.
/// </summary>
internal static class ChangeSweep
{
    /// <summary>Sweeps. The session holds the project.</summary>
    public static void Run(Session session)
    {
        string all = ChangeFolder.All(session);
        if (!Directory.Exists(all))
        {
            return;
        }

        IReadOnlyList<RecordedChange> changes = session.Evidence().Changes;
        foreach (string path in Directory.EnumerateDirectories(all).Order(StringComparer.Ordinal))
        {
            string id = Path.GetFileName(path);
            RecordedChange? change = changes.FirstOrDefault(change => change.Change.Id == id);
            if (change is { State: ChangeState.Open })
            {
                continue;
            }

            string worktree = new ChangeFolder(path).Worktree;
            if (change is null && Directory.Exists(worktree)
                && (ChangeWorktrees.Differs(worktree, "HEAD", session.Cancellation) || new ChangeWorktrees(session.Git, session.Folder).HasCommits(id, session.Cancellation)))
            {
                session.Progress.Say($"a worktree that the record does not know holds work, and is kept: {worktree}");
                continue;
            }

            if (change is not null)
            {
                ChangeClosing.Finish(session, ChangeView.Find(session, id));
            }
            else
            {
                Remove(session, id);
            }
        }
    }

    /// <summary>Removes a change's worktree, branch and folder; what is gone already is passed over.</summary>
    public static void Remove(Session session, string id)
    {
        ChangeFolder folder = ChangeFolder.Of(session, id);
        new ChangeWorktrees(session.Git, session.Folder).Remove(id, folder.Worktree, session.Cancellation);
        if (Directory.Exists(folder.Folder))
        {
            TreePlace.Remove(folder.Folder);
        }

        string all = ChangeFolder.All(session);
        if (Directory.Exists(all) && !Directory.EnumerateFileSystemEntries(all).Any())
        {
            Directory.Delete(all);
        }
    }
}
