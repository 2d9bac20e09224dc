using System.Text.Json.Serialization.Metadata;
using Hone.Changes;
using Hone.Ledger;
using Hone.Tests.Changes.Verdicts;

namespace Hone.Tests.Ledger;

/// <summary>What the record says of changes: beginnings, attempts, verifications, ends.</summary>
public sealed class ChangeRecordTests
{
    private readonly GrowingRecord _record = new();

    [Fact]
    public void A_change_is_read_as_it_was_written_and_stays_open_until_it_is_closed()
    {
        Start("cpu-000001.1");
        RecordedChange change = Assert.Single(Changes);
        Assert.Equal(Verifications.Change with { Id = "cpu-000001.1" }, change.Change);
        Assert.Equal(ChangeState.Open, change.State);
        Add(EntryKind.ChangeClosed, new("cpu-000001.1", "no-win", "1 % saved"), FactJson.Default.ChangeClosedFact);
        Assert.Equal((ChangeState.NoWin, "1 % saved"), (Changes[0].State, Changes[0].Closed!.Fact.Because));

        // What is closed is closed.
        Add(EntryKind.ChangeClosed, new("cpu-000001.1", "landed", "after all"), FactJson.Default.ChangeClosedFact);
        Assert.Equal(ChangeState.NoWin, Changes[0].State);
    }

    [Fact]
    public void Attempts_are_counted_over_all_changes_at_a_function_the_killed_and_abandoned_ones_too()
    {
        Start("cpu-000001.1");
        Attempt("cpu-000001.1");
        Add(EntryKind.ChangeClosed, new("cpu-000001.1", "abandoned", "no"), FactJson.Default.ChangeClosedFact);
        Start("alloc-000002.1", change => change with { Row = "alloc-000002", Kind = "alloc", Lever = "memoization" });
        long second = Attempt("alloc-000002.1");
        Add(EntryKind.ChangeRun, new("alloc-000002.1", "p", "b", "t", false, second), FactJson.Default.ChangeRunFact);
        Start("cpu-000003.1", change => change with { Function = "another" });
        Attempt("cpu-000003.1");
        Assert.Equal([2, 2, 1], Changes.Select(change => change.TriedBefore));
        Assert.Equal([1, 1, 1], Changes.Select(change => change.Attempts));
        Assert.Equal(2, Assert.Single(Changes[1].Runs).Attempt);
    }

    [Fact]
    public void A_verification_that_was_not_timed_is_no_attempt_and_one_of_an_unknown_attempt_counts_for_nothing()
    {
        Start("cpu-000001.1");
        Add(EntryKind.ChangeRun, new("cpu-000001.1", "p", "b", "t", false), FactJson.Default.ChangeRunFact);
        Add(EntryKind.ChangeRun, new("cpu-000001.1", "p", "b", "t", false, 999), FactJson.Default.ChangeRunFact);
        Add(EntryKind.ChangeRun, new("cpu-00000f.1", "p", "b", "t", false), FactJson.Default.ChangeRunFact);
        Assert.Equal([0, 0], Changes[0].Runs.Select(run => run.Attempt));
        Assert.Equal(0, Changes[0].TriedBefore);
    }

    [Fact]
    public void The_same_patch_under_another_row_and_the_same_function_in_another_workload_go_on_counting()
    {
        Start("cpu-000001.1");
        Attempt("cpu-000001.1", "p");
        Start("cpu-000002.1", change => change with { Row = "cpu-000002", Function = "caller" });
        Attempt("cpu-000002.1", "p");
        Start("cpu-000003.1", change => change with { Row = "cpu-000003", Workload = "night" });
        Attempt("cpu-000003.1", "q");
        Assert.Equal([2, 2, 2], Changes.Select(change => change.TriedBefore));
    }

    [Fact]
    public void A_landing_makes_what_is_left_there_a_new_opportunity()
    {
        Start("cpu-000001.1");
        Attempt("cpu-000001.1");
        Attempt("cpu-000001.1");
        Add(EntryKind.ChangeClosed, new("cpu-000001.1", "landed", "saved", "c"), FactJson.Default.ChangeClosedFact);
        Start("cpu-000001.2");
        Attempt("cpu-000001.2");
        Assert.Equal(1, Changes[1].TriedBefore);
    }

    private IReadOnlyList<RecordedChange> Changes => _record.Evidence.Changes;

    private void Start(string id, Func<Change, Change>? with = null)
    {
        Change change = Verifications.Change with { Id = id };
        Add(EntryKind.Change, with is null ? change : with(change), FactJson.Default.Change);
    }

    private long Attempt(string id, string? patch = null) => Add(EntryKind.ChangeAttempt, new(id, patch ?? "patch of " + id, "b"), FactJson.Default.ChangeAttemptFact);

    private long Add<T>(string kind, T fact, JsonTypeInfo<T> type) => _record.Add(kind, fact, type);
}
