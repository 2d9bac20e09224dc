using CsCheck;
using Hone.Opportunities;
using Hone.Opportunities.Handicaps;
using Hone.Problems;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Tests.Opportunities;

public sealed class ClaimRulesTests
{
    private static readonly ClaimContext _here = new(null, null, "host1");
    private static readonly Opportunity _row = Evidences.Row(Evidences.Workload(Evidences.Hotspot(0.3)));

    [Fact]
    public void A_claim_within_the_bound_of_fresh_evidence_stands() => Assert.Null(ClaimRules.Refusal(Gain(0.3), _row, _here));

    [Fact]
    public void A_claim_above_the_bound_is_refused_with_both_figures()
    {
        Problem refused = Refused(Gain(0.31), _row, _here, "above-the-bound");
        Assert.Contains("31.0 %", refused.Measured, StringComparison.Ordinal);
        Assert.Contains("30.0 %", refused.Limit, StringComparison.Ordinal);
        Assert.NotEmpty(refused.Next);
    }

    [Fact]
    public void No_claim_above_the_bound_ever_stands() => Gen.Select(Gen.Double[0.01, 0.99], Gen.Double[0.01, 0.99], Gen.Int[1, 3000]).Sample((share, gain, samples) =>
    {
        Opportunity row = Evidences.Row(Evidences.Workload(Evidences.Hotspot(share, samples)), facts => facts with { Thresholds = new() { HotspotShare = new(0) } });
        Problem? refusal = ClaimRules.Refusal(Gain(gain), row, _here);
        if (gain > row.Bound.Gain.Value + 0.001)
        {
            Assert.NotNull(refusal);
        }
        else if (samples >= EvidenceGrades.FewestSamples && gain < row.Bound.Gain.Value - 0.001)
        {
            Assert.Null(refusal);
        }
    }, iter: 300);

    [Fact]
    public void A_row_without_samples_carries_no_claim()
    {
        Refused(Gain(0.1), Evidences.Row(Evidences.Workload(Evidences.Hotspot(0.3, samples: 29))), _here, "without-samples");
        Assert.Null(ClaimRules.Refusal(Gain(0.1), Evidences.Row(Evidences.Workload(Evidences.Hotspot(0.3, samples: 30))), _here));
        Assert.Null(ClaimRules.Refusal(Gain(0.1), Evidences.Row(Evidences.Workload(Evidences.Hotspot(0.3, samples: 5, exact: true))), _here));
    }

    [Fact]
    public void Evidence_of_another_host_workload_kind_or_commit_is_refused()
    {
        Refused(Gain(0.1), _row, _here with { Host = "host2" }, "other-host");
        Refused(Gain(0.1), _row, _here with { Workload = "night" }, "other-workload");
        CitedProfile own = new(Evidences.Digest, "day", "cpu", _row.Commit, "host1");
        Assert.Null(ClaimRules.Refusal(Gain(0.1), _row, _here with { Cited = own }));
        Refused(Gain(0.1), _row, _here with { Cited = own with { Workload = "night" } }, "other-workload");
        Refused(Gain(0.1), _row, _here with { Cited = own with { Kind = "io" } }, "other-kind");
        Refused(Gain(0.1), _row, _here with { Cited = own with { Host = "host2" } }, "other-host");
        string other = new('b', 64);
        Refused(Gain(0.1), _row, _here with { Cited = own with { Digest = other, Commit = "fedcba" } }, "other-commit");
        Refused(Gain(0.1), _row, _here with { Cited = own with { Digest = other } }, "stale");
    }

    [Theory]
    [InlineData(FunctionText.Changed)]
    [InlineData(FunctionText.Unknown)]
    public void A_function_whose_text_is_another_or_unknown_on_a_moved_base_carries_no_claim(FunctionText text) => Refused(Gain(0.1), Row(text), _here, "other-commit");

    [Fact]
    public void A_moved_base_with_the_same_text_is_noted_and_carries_one()
    {
        Opportunity row = Row(FunctionText.SameOnMovedBase);
        Assert.Null(ClaimRules.Refusal(Gain(0.1), row, _here));
        Assert.Contains("the function's text is the same", Assert.Single(row.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_that_the_run_does_not_wait_for_carries_none()
    {
        Opportunity row = Evidences.Row(Evidences.Workload(Evidences.Hotspot(0.3)) with { Handicap = _ => Evidences.Handicap(0.05, HandicapVerdict.OffPath) });
        Assert.Equal(1, row.Impact.Value);
        Refused(Gain(0.01), row, _here, "off-path");
    }

    [Fact]
    public void A_share_that_is_no_bound_asks_for_a_test_before_a_claim()
    {
        WorkloadEvidence threads = Evidences.Workload(Evidences.Hotspot(0.3)) with { Baseline = Evidences.Baseline(cpu: 1.8) };
        Problem refused = Refused(Gain(0.1), Evidences.Row(threads), _here, "without-causal-test");
        Assert.Contains("hone handicap", refused.Next, StringComparison.Ordinal);
        Assert.Null(ClaimRules.Refusal(Gain(0.1), Evidences.Row(threads with { Handicap = _ => Evidences.Handicap(1, HandicapVerdict.OnPath) }), _here));
    }

    [Fact]
    public void A_row_that_was_turned_down_carries_none()
    {
        Opportunity row = Evidences.Row(Evidences.Workload(Evidences.Hotspot(0.3)), facts => facts with
        {
            Judgements = new Dictionary<string, Judgement> { [_row.Id] = new() { Rejected = true, RejectedBecause = "the format says so" } },
        });
        Assert.Contains("the format says so", Refused(Gain(0.1), row, _here, "rejected-row").What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, null, null, "gain-range")]
    [InlineData(1, null, null, "gain-range")]
    [InlineData(0.1, 0.2, 0.3, "interval-range")]
    [InlineData(0.1, 0.1, 0.1, "interval-range")]
    public void What_cannot_be_is_a_usage_error(double gain, double? low, double? high, string rule)
    {
        Claim claim = Gain(gain) with { Interval = low is null ? null : new(low.Value, high!.Value) };
        Problem problem = ClaimRules.Refusal(claim, _row, _here)!;
        Assert.Equal((rule, ExitCode.Usage), (problem.Rule, problem.Exit));
    }

    private static Claim Gain(double gain) => new(new Ratio(gain), "one loop less");

    private static Opportunity Row(FunctionText text) => Evidences.Row(Evidences.Workload() with
    {
        Profiles = new Dictionary<ProfileKind, ProfileEvidence> { [ProfileKind.Cpu] = Evidences.Profile(ProfileKind.Cpu, Evidences.Hotspot(0.3)) with { Text = _ => text } },
    });

    private static Problem Refused(Claim claim, Opportunity row, ClaimContext context, string rule)
    {
        Problem? refusal = ClaimRules.Refusal(claim, row, context);
        Assert.NotNull(refusal);
        Assert.Equal((rule, ExitCode.GateSaidNo), (refusal.Rule, refusal.Exit));
        Assert.False(string.IsNullOrEmpty(refusal.Measured) || string.IsNullOrEmpty(refusal.Limit) || string.IsNullOrEmpty(refusal.Next));
        return refusal;
    }
}
