using System.Text.Json.Serialization.Metadata;
using Hone.Ledger;
using Hone.Opportunities;
using Hone.Opportunities.Calibration;

namespace Hone.Tests.Ledger;

/// <summary>What the record says of rows: claims, takes, outcomes, judgements.</summary>
public sealed class MatrixRecordTests
{
    private readonly GrowingRecord _record = new();

    [Fact]
    public void An_outcome_settles_its_claim_ends_the_work_and_remembers_what_was_known()
    {
        Add(EntryKind.Outcome, Outcome("cpu-000001", "no-win"), FactJson.Default.OutcomeFact);
        long claim = Add(EntryKind.Claim, new("cpu-000002", "day", "buffer-reuse", 0.1, "d", "because") { Low = 0.05, High = 0.15, Belief = 0.9 }, FactJson.Default.ClaimFact);
        Add(EntryKind.Take, new("cpu-000002"), FactJson.Default.TakeFact);
        Assert.Equal("cpu-000002", Record.Taken!.Fact.Row);
        Add(EntryKind.Outcome, Outcome("cpu-000003", "refused"), FactJson.Default.OutcomeFact);
        Assert.NotNull(Record.Taken);
        Add(EntryKind.Outcome, Outcome("cpu-000002", "landed") with { Claim = claim, PredictedLow = 0.05, PredictedHigh = 0.15 }, FactJson.Default.OutcomeFact);
        Assert.Null(Record.Taken);
        Assert.Equal(5, Record.LastLanding);
        Assert.Equal([0, 1, 1], Record.Outcomes.Select(outcome => outcome.KnownBefore));
        Assert.Equal([OutcomeVerdict.NoWin, OutcomeVerdict.Refused, OutcomeVerdict.Landed], Record.Outcomes.Select(outcome => outcome.Verdict));
        Assert.Equal(0.05, Record.Outcomes[2].PredictedInterval!.Value.Low);
        Assert.Equal((0.1, 0.9, "tester"), (Record.Claims["cpu-000002"].Gain.Value, Record.Claims["cpu-000002"].Belief, Record.Claims["cpu-000002"].Actor));
    }

    [Fact]
    public void A_row_that_was_given_back_is_free_and_known_to_have_been_tried()
    {
        Add(EntryKind.Take, new("cpu-000001"), FactJson.Default.TakeFact);
        Add(EntryKind.Take, new("cpu-000001", Released: true), FactJson.Default.TakeFact);
        Assert.Null(Record.Taken);
        Assert.Equal(["cpu-000001"], Record.EverTaken);
    }

    [Fact]
    public void A_verdict_or_figure_that_this_version_does_not_know_is_passed_over()
    {
        Add(EntryKind.Outcome, Outcome("cpu-000001", "marvellous"), FactJson.Default.OutcomeFact);
        Assert.Empty(Record.Outcomes);
    }

    [Fact]
    public void Judgements_keep_the_reason_of_each_part()
    {
        Add(EntryKind.Judgement, new("cpu-000001", 5, 2, null, "one loop"), FactJson.Default.JudgementFact);
        Add(EntryKind.Judgement, new("cpu-000001", null, null, true, "the format says so") { Belief = 0.7 }, FactJson.Default.JudgementFact);
        Judgement judgement = _record.Evidence.Judgements["cpu-000001"];
        Assert.Equal((2, "one loop", true, "the format says so", 0.7), (judgement.Effort, judgement.EffortBecause, judgement.Rejected, judgement.RejectedBecause, judgement.Belief));
    }

    [Fact]
    public void The_last_two_whole_runs_are_kept_with_the_baselines_of_their_time()
    {
        for (int round = 1; round <= 3; round++)
        {
            Add(EntryKind.Baseline, new("day", "./program", 0, round, new Dictionary<string, string>()), FactJson.Default.BaselineFact);
            Add(EntryKind.Run, new(1, 1, 1, new Dictionary<string, long>(), []), FactJson.Default.RunFact);
        }

        Assert.Equal(3, Record.RunCount);
        Assert.Equal([2, 3], Record.Runs.Select(run => run.Baselines["day"].Fact.Runs));
    }

    private MatrixRecord Record => _record.Evidence.Matrix;

    private static OutcomeFact Outcome(string row, string verdict) => new(row, "day", "buffer-reuse", "strong", "c", 0.1, verdict) { Realised = 0.08 };

    private long Add<T>(string kind, T fact, JsonTypeInfo<T> type) => _record.Add(kind, fact, type);
}
