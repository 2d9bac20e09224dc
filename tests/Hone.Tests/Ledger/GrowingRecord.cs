using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hone.Ledger;

namespace Hone.Tests.Ledger;

/// <summary>Entries as they would be read from a ledger, added one by one.</summary>
internal sealed class GrowingRecord
{
    private readonly List<LedgerEntry> _entries = [];

    /// <summary>What they say.</summary>
    public Evidence Evidence => Evidence.From(_entries);

    /// <summary>Adds one; its number.</summary>
    public long Add<T>(string kind, T fact, JsonTypeInfo<T> type)
    {
        long seq = _entries.Count + 1;
        _entries.Add(new()
        {
            Seq = seq,
            Time = DateTimeOffset.UnixEpoch,
            Kind = kind,
            Actor = "tester",
            Commit = "none",
            Host = "host1",
            Data = JsonSerializer.SerializeToElement(fact, type),
            Prev = LedgerEntry.Origin,
            Hash = LedgerEntry.Origin,
        });
        return seq;
    }
}
