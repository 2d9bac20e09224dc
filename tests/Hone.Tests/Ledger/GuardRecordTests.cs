using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hone.Guardrails;
using Hone.Ledger;

namespace Hone.Tests.Ledger;

/// <summary>What the record says of guardrails.</summary>
public sealed class GuardRecordTests
{
    private readonly List<LedgerEntry> _entries = [];

    [Fact]
    public void A_later_reference_keeps_the_limits_that_it_does_not_name()
    {
        Add(EntryKind.GuardSet, new("c1", [new("day", "cpu", 0.02), new("night", "cpu", 0.04)], 0.05), FactJson.Default.GuardSetFact);
        Add(EntryKind.GuardSet, new("c2", [new("day", "cpu", 0.01)], 0.08, "cpu-000001.1"), FactJson.Default.GuardSetFact);
        Assert.Equal(("c2", 0.08, "cpu-000001.1"), (Record.Set!.Fact.Commit, Record.Set.Fact.Drift, Record.Set.Fact.Change));
        Assert.Equal(0.01, Record.LimitOf("day", "cpu").Worse);
        Assert.Equal(0.04, Record.LimitOf("night", "cpu").Worse);
        Assert.Equal(GuardLimits.Standard("day", "wall"), Record.LimitOf("day", "wall"));
    }

    [Fact]
    public void Losses_count_for_the_drift_from_the_reference_that_stood_when_they_were_accepted()
    {
        Add(EntryKind.GuardAccept, new("day", "cpu", 0.02, "before"), FactJson.Default.GuardAcceptFact);
        Add(EntryKind.GuardSet, new("c1", [], 0.05), FactJson.Default.GuardSetFact);
        Add(EntryKind.GuardAccept, new("day", "cpu", 0.03, "after", DateTimeOffset.UnixEpoch), FactJson.Default.GuardAcceptFact);
        Assert.Equal(2, Record.Accepted.Count);
        Assert.Equal("after", Assert.Single(Record.AcceptedSinceSet).Fact.Because);
        Assert.False(Record.Accepted[1].Fact.AsLoss().Holds(DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void What_makes_no_sense_is_passed_over()
    {
        Add(EntryKind.GuardSet, new("c1", [new("day", "cpu", 0.02)], 0.05), FactJson.Default.GuardSetFact);
        Add(EntryKind.GuardSet, new("c2", [null!, new("day", "cpu", -1), new("day", "wall", 0.1, -5), new(null!, "cpu", 0.1)], 0.05), FactJson.Default.GuardSetFact);
        Add(EntryKind.GuardSet, new("c3", [], 0), FactJson.Default.GuardSetFact);
        Add(EntryKind.GuardSet, new(null!, null!, 0.05), FactJson.Default.GuardSetFact);
        Add(EntryKind.GuardAccept, new("day", "cpu", -0.5, "no"), FactJson.Default.GuardAcceptFact);
        Assert.Equal("c2", Record.Set!.Fact.Commit);
        Assert.Equal(0.02, Record.LimitOf("day", "cpu").Worse);
        Assert.Equal(GuardLimits.Standard("day", "wall"), Record.LimitOf("day", "wall"));
        Assert.Empty(Record.Accepted);
    }

    private GuardRecord Record => Evidence.From(_entries).Guard;

    private void Add<T>(string kind, T fact, JsonTypeInfo<T> type) => _entries.Add(new()
    {
        Seq = _entries.Count + 1,
        Time = DateTimeOffset.UnixEpoch,
        Kind = kind,
        Actor = "tester",
        Commit = "none",
        Host = "host1",
        Data = JsonSerializer.SerializeToElement(fact, type),
        Prev = LedgerEntry.Origin,
        Hash = LedgerEntry.Origin,
    });
}
