using Hone.Ledger;
using Hone.Measurement;

namespace Hone.Cli.Steps;

/// <summary>The baselines of the record, computed from their samples each time.</summary>
internal static class RecordedBaseline
{
    /// <summary>What an entry's samples come to; null when it holds none, is of a server, or its artifact is not to be had.</summary>
    public static BaselineSummary? Of(Session session, LedgerEntry? entry) =>
        entry?.Artifacts is [Artifact samples] && session.Artifacts.Read(samples) is byte[] bytes && Samples.Read(bytes) is Samples { Runs.Count: > 0 } read ? BaselineSummary.Of(read) : null;
}
