using Hone.Guardrails.History;
using Hone.Linux.History;

namespace Hone.Cli.Steps.Histories;

/// <summary>What a sync moved, in entries.</summary>
/// <param name="Database">Whether a shared database is named.</param>
/// <param name="Sent">How many were new in the database.</param>
/// <param name="Received">How many came from it.</param>
/// <param name="Remote">The repository; null without one.</param>
/// <param name="Fetched">How many came from there.</param>
/// <param name="Pushed">Whether it was given anything.</param>
internal sealed record SyncOutcome(bool Database, int Sent, int Received, string? Remote, int Fetched, bool Pushed);

/// <summary>Brings the store, the shared database and another clone to the same entries: all that any of them has.</summary>
internal static class HistorySyncStep
{
    public static SyncOutcome Run(Session session, ProjectHistory history, string? remote)
    {
        int fetched = 0;
        bool pushed = false;
        HistoryRemote exchange = new(session.Git, history.Store, session.Cancellation);
        if (remote is not null)
        {
            session.Progress.At("git " + remote);
            (fetched, pushed) = exchange.Sync(remote);
        }

        (int sent, int received) = history.Database is HistoryDatabase database ? Exchange(session, history, database) : (0, 0);
        if (remote is not null && received > 0)
        {
            (int more, bool again) = exchange.Sync(remote);
            (fetched, pushed) = (fetched + more, pushed || again);
        }

        return new(history.HasDatabase, sent, received, remote, fetched, pushed);
    }

    private static (int Sent, int Received) Exchange(Session session, ProjectHistory history, HistoryDatabase database)
    {
        session.Progress.At("database");
        _ = history.Queue.Deliver(database);
        IReadOnlyList<StoredEntry> here;
        using (HistoryIndex index = history.Index())
        {
            here = index.Entries([]);
        }

        HashSet<string> known = [.. here.Select(entry => entry.Id)];
        IReadOnlySet<string> there = database.Ids();
        int sent = database.Deliver([.. here.Where(entry => !there.Contains(entry.Id))]);
        int received = history.Store.Append(database.Except(known));
        return (sent, received);
    }
}
