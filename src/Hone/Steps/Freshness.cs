using Hone.Ledger;

namespace Hone.Cli.Steps;

/// <summary>
/// Whether an entry is about the program as it is now. A dirty tree is compared by its commit only: Hone cannot know which of the
/// uncommitted states was measured.
/// </summary>
/// <param name="session">The project.</param>
/// <param name="voidBefore">What was recorded before this entry is void, goldens apart; 0 for nothing.</param>
internal sealed class Freshness(Session session, long voidBefore)
{
    private readonly Dictionary<string, string?> _known = [];

    /// <summary>Why an entry is about another program; null when it is about this one.</summary>
    public string? Of(LedgerEntry entry)
    {
        // The goldens are what the owner sealed; everything else was measured under the seal before.
        if (entry.Seq < voidBefore && entry.Kind != EntryKind.Golden)
        {
            return "(recorded before the seal was renewed)";
        }

        if (!_known.TryGetValue(entry.Commit, out string? stale))
        {
            stale = Ask(entry.Commit);
            _known[entry.Commit] = stale;
        }

        return stale;
    }

    private string? Ask(string commit)
    {
        if (commit == session.Commit)
        {
            return null;
        }

        string recorded = commit.Split('+')[0];
        string current = session.Commit.Split('+')[0];
        return recorded == current || session.Git.IsSourceUnchangedSince(recorded, session.Cancellation) ? null : "(recorded before the source changed)";
    }
}
