using Hone.Opportunities;
using Hone.Opportunities.Calibration;
using Hone.Opportunities.Handicaps;
using Hone.Opportunities.Levers;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Tests.Opportunities;

public sealed class MatrixTests
{
    [Fact]
    public void A_hotspot_without_a_lever_is_shown_and_raises_nothing()
    {
        Opportunity row = Evidences.Row(Evidences.Workload(Evidences.Hotspot(0.9)));
        Assert.Null(row.Lever);
        Assert.False(row.Raises);
        Assert.Equal(EvidenceGrade.Weak, row.Grade);
    }

    [Theory]
    [InlineData(LeverReliability.Raises, true)]
    [InlineData(LeverReliability.NeedsLines, false)]
    [InlineData(LeverReliability.Hint, false)]
    public void Only_evidence_that_shows_the_lever_raises_a_bead_by_itself(LeverReliability reliability, bool raises) =>
        Assert.Equal(raises, Evidences.Row(Found("buffer-reuse", reliability)).Raises);

    [Fact]
    public void Each_lever_of_a_function_is_a_row_with_an_id_of_its_own_and_the_bare_hotspot_is_none()
    {
        WorkloadEvidence workload = Evidences.Workload(Evidences.Hotspot(0.5), Evidences.Hotspot(0.2, function: "other")) with
        {
            Findings = [Evidences.Finding("buffer-reuse", LeverReliability.Raises), Evidences.Finding("zero-copy", LeverReliability.Hint), Evidences.Finding("buffer-reuse", LeverReliability.Hint)],
        };
        IReadOnlyList<Opportunity> rows = Matrix.Build(new() { Workloads = [workload] });
        Assert.Equal(3, rows.Select(row => row.Id).Distinct().Count());
        Assert.Equal(["buffer-reuse", "zero-copy"], rows.Where(row => row.Hotspot.Frame.Function == "hot").Select(row => row.Lever?.Name).Order());
        Assert.Null(Assert.Single(rows, row => row.Hotspot.Frame.Function == "other").Lever);
        Assert.Equal(LeverReliability.Raises, rows.First(row => row.Lever?.Name == "buffer-reuse").Reliability);
    }

    [Fact]
    public void The_id_of_a_row_without_a_lever_is_what_it_was() => Assert.Equal("cpu-" + Hash("day\0cpu\0hot\0program"), Matrix.RowId("day", ProfileKind.Cpu, Evidences.Frame()));

    [Fact]
    public void Lines_that_somebody_attaches_make_a_row_of_a_lever_that_needs_them()
    {
        Opportunity row = Attached("memoization", lines: true);
        Assert.Equal(("memoization", true, EvidenceGrade.Strong), (row.Lever!.Name, row.Raises, row.Grade));
        Assert.False(Attached("memoization", lines: false).Raises);
    }

    [Fact]
    public void A_hint_raises_nothing_whatever_is_attached()
    {
        string hint = LeverCatalogue.All.First(lever => lever.Reliability == LeverReliability.Hint).Name;
        Assert.False(Attached(hint, lines: true).Raises);
    }

    [Fact]
    public void Attached_lines_that_changed_are_said_and_count_no_more()
    {
        Opportunity row = Attached("memoization", lines: true, hold: false);
        Assert.False(row.Raises);
        Assert.Contains("src/main.c:10-12", Assert.Single(row.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stale_row_and_one_off_the_path_raise_nothing()
    {
        WorkloadEvidence found = Found("buffer-reuse", LeverReliability.Raises);
        Assert.False(Evidences.Row(found with { Handicap = _ => Evidences.Handicap(0.1, HandicapVerdict.OffPath) }).Raises);
        ProfileEvidence stale = found.Profiles[ProfileKind.Cpu] with { Stale = new("stale", "a change landed since", "hone run") };
        Opportunity row = Evidences.Row(found with { Profiles = new Dictionary<ProfileKind, ProfileEvidence> { [ProfileKind.Cpu] = stale } });
        Assert.False(row.Raises);
        Assert.Equal("stale", row.Stale!.Rule);
    }

    [Fact]
    public void Impact_is_weighed_over_the_workloads_that_decide()
    {
        WorkloadEvidence day = Evidences.Workload(Evidences.Hotspot(0.6));
        WorkloadEvidence night = Evidences.Workload(Evidences.Hotspot(0.2)) with { Workload = "night", Weight = 3 };
        WorkloadEvidence rare = Evidences.Workload(Evidences.Hotspot(0.9)) with { Workload = "rare", Weight = 0 };
        IReadOnlyList<Opportunity> rows = Matrix.Build(new() { Workloads = [day, night, rare] });
        Assert.All(rows, row => Assert.Equal(0.3, row.Bound.Weighted.Value, 0.001));
        Assert.Equal([0.2, 0.6, 0.9], rows.Select(row => Math.Round(row.Bound.Gain.Value, 2)).Order());
        Assert.All(rows, row => Assert.Equal(4, row.Impact.Value));
    }

    [Fact]
    public void A_lever_that_is_about_a_small_part_of_a_function_has_little_impact_and_the_bound_stays()
    {
        WorkloadEvidence found = Evidences.Workload(Evidences.Hotspot(0.9)) with { Findings = [Evidences.Finding("scatter-gather", LeverReliability.Raises) with { Share = new(0.01) }] };
        Opportunity row = Evidences.Row(found);
        Assert.Equal(1, row.Impact.Value);
        Assert.Equal(0.9, row.Bound.Gain.Value, 0.01);
        Assert.Contains("1.1 % of which the lever is about", row.Impact.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void Effort_is_the_authors_else_the_records_else_where_the_lever_starts()
    {
        WorkloadEvidence found = Found("buffer-reuse", LeverReliability.Raises);
        Opportunity start = Evidences.Row(found);
        Assert.Equal(3, start.Effort.Value);
        Outcome[] outcomes = [.. Enumerable.Range(0, 3).Select(i => Outcome("buffer-reuse", true) with { Minutes = 2000 + i })];
        Assert.Equal(4, Evidences.Row(found, facts => facts with { Outcomes = outcomes }).Effort.Value);
        Opportunity judged = Evidences.Row(found, facts => facts with
        {
            Outcomes = outcomes,
            Judgements = new Dictionary<string, Judgement> { [start.Id] = new() { Effort = 5, EffortBecause = "three callers" } },
        });
        Assert.Equal((5, "three callers", true), (judged.Effort.Value, judged.Effort.Because, judged.IsJudged));
    }

    [Fact]
    public void What_came_of_earlier_attempts_moves_confidence_both_ways_and_belief_does_not()
    {
        WorkloadEvidence found = Found("buffer-reuse", LeverReliability.Raises);
        Opportunity start = Evidences.Row(found);
        Assert.Equal(3, start.Confidence.Value);
        Assert.Equal(5, Evidences.Row(found, facts => facts with { Outcomes = [.. Enumerable.Repeat(Outcome("buffer-reuse", true), 40)] }).Confidence.Value);
        Assert.Equal(1, Evidences.Row(found, facts => facts with { Outcomes = [.. Enumerable.Repeat(Outcome("buffer-reuse", false), 40)] }).Confidence.Value);
        Opportunity sure = Evidences.Row(found, facts => facts with { Judgements = new Dictionary<string, Judgement> { [start.Id] = new() { Belief = 1 } } });
        Assert.Equal(start.Confidence.Value, sure.Confidence.Value);
    }

    [Fact]
    public void Weak_evidence_carries_little_confidence_whatever_the_record()
    {
        Outcome[] outcomes = [.. Enumerable.Repeat(Outcome("buffer-reuse", true) with { Evidence = EvidenceGrade.Weak }, 40)];
        WorkloadEvidence few = Evidences.Workload(Evidences.Hotspot(0.5, samples: 20)) with { Findings = [Evidences.Finding("buffer-reuse", LeverReliability.Raises)] };
        Assert.Equal(2, Evidences.Row(few, facts => facts with { Outcomes = outcomes }).Confidence.Value);
    }

    [Fact]
    public void The_evidence_tuple_is_whole()
    {
        Opportunity row = Evidences.Row(Evidences.Workload(Evidences.Hotspot(0.5)) with { Handicap = _ => Evidences.Handicap(0.97, HandicapVerdict.OnPath) });
        EvidenceTuple tuple = row.Tuple;
        Assert.Equal(("day", Evidences.Digest, "0123456789abcdef", "host1", ProfileKind.Cpu, 1000L, 0.97), (tuple.Workload, tuple.Profile, tuple.Commit, tuple.Host, tuple.Kind, tuple.Samples, tuple.Beta));
    }

    private static Outcome Outcome(string lever, bool success) => new()
    {
        Row = "cpu-000000",
        Workload = "day",
        Lever = lever,
        Evidence = EvidenceGrade.Strong,
        Language = "unknown",
        Predicted = 0.1,
        Realised = success ? 0.1 : 0,
        Verdict = success ? OutcomeVerdict.Landed : OutcomeVerdict.NoWin,
        KnownBefore = 0,
    };

    private static WorkloadEvidence Found(string lever, LeverReliability reliability) =>
        Evidences.Workload(Evidences.Hotspot(0.5)) with { Findings = [Evidences.Finding(lever, reliability)] };

    private static Opportunity Attached(string lever, bool lines, bool hold = true)
    {
        string id = Matrix.RowId("day", ProfileKind.Cpu, Evidences.Frame(), lever);
        Judgement judgement = new() { Lever = lever, Lines = lines ? [new("src/main.c", 10, 12, new('0', 64))] : [] };
        return Evidences.Row(Evidences.Workload(Evidences.Hotspot(0.5)), facts => facts with { Judgements = new Dictionary<string, Judgement> { [id] = judgement }, LinesHold = _ => hold });
    }

    private static string Hash(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)).AsSpan(0, 3));
}
