using CsCheck;
using Hone.Measurement;
using Hone.Opportunities;
using Hone.Opportunities.Handicaps;
using Hone.Profiling;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Tests.Opportunities;

public sealed class BoundsTests
{
    [Fact]
    public void A_share_of_CPU_time_is_a_bound_as_far_as_wall_time_is_CPU_time()
    {
        Bound bound = Bounds.Of(Evidences.Workload() with { Baseline = Evidences.Baseline(cpu: 0.5) }, ProfileKind.Cpu, Evidences.Hotspot(0.4), null);
        Assert.Equal(BoundValidity.Share, bound.Validity);
        Assert.Equal(0.2, bound.Gain.Value, 0.001);
        Assert.True(bound.Interval.Low < 0.2 && bound.Interval.High > 0.2);
    }

    [Theory]
    [InlineData(1.15, 0.0, BoundValidity.Share)]
    [InlineData(1.25, 0.0, BoundValidity.None)]
    [InlineData(1.0, 0.04, BoundValidity.Share)]
    [InlineData(1.0, 0.06, BoundValidity.None)]
    public void Several_threads_or_waits_for_locks_make_a_share_no_bound(double cpu, double locks, BoundValidity validity)
    {
        WorkloadEvidence workload = Evidences.Workload() with { Baseline = Evidences.Baseline(cpu), LockWait = new Ratio(locks) };
        Bound bound = Bounds.Of(workload, ProfileKind.Cpu, Evidences.Hotspot(0.6), null);
        Assert.Equal(validity, bound.Validity);
        Assert.Equal(validity == BoundValidity.None, bound.Doubt is not null);
        int impact = Grading.Impact(bound, "cpu-123456").Value;
        Assert.Equal(validity == BoundValidity.None ? Grading.UntestedImpact : 5, impact);
    }

    [Fact]
    public void An_untested_row_asks_for_the_handicap_test_and_a_tested_one_does_not()
    {
        WorkloadEvidence workload = Evidences.Workload() with { Baseline = Evidences.Baseline(cpu: 2) };
        Bound untested = Bounds.Of(workload, ProfileKind.Cpu, Evidences.Hotspot(0.6), null);
        Assert.Contains("hone handicap cpu-123456", Grading.Impact(untested, "cpu-123456").Because, StringComparison.Ordinal);

        Bound tested = Bounds.Of(workload, ProfileKind.Cpu, Evidences.Hotspot(0.3), Evidences.Handicap(1, HandicapVerdict.OnPath));
        Assert.Equal(BoundValidity.Tested, tested.Validity);
        Assert.Equal(0.6, tested.Gain.Value, 0.001);
        Assert.Equal(5, Grading.Impact(tested, "cpu-123456").Value);
    }

    [Fact]
    public void Threads_that_share_the_work_save_an_Nth_of_their_CPU_time()
    {
        WorkloadEvidence workload = Evidences.Workload() with { Baseline = Evidences.Baseline(cpu: 4) };
        Bound bound = Bounds.Of(workload, ProfileKind.Cpu, Evidences.Hotspot(0.5), Evidences.Handicap(1, HandicapVerdict.OnPath, ofThreadTime: 0.25));
        Assert.Equal(0.5, bound.Gain.Value, 0.001);
    }

    [Fact]
    public void A_test_that_does_not_decide_changes_nothing()
    {
        WorkloadEvidence workload = Evidences.Workload();
        Assert.Equal(
            Bounds.Of(workload, ProfileKind.Cpu, Evidences.Hotspot(0.3), null),
            Bounds.Of(workload, ProfileKind.Cpu, Evidences.Hotspot(0.3), Evidences.Handicap(0.5, HandicapVerdict.Inconclusive)));
    }

    [Fact]
    public void Without_measured_runs_nothing_is_a_bound()
    {
        Bound bound = Bounds.Of(Evidences.Workload() with { Baseline = null }, ProfileKind.Cpu, Evidences.Hotspot(0.3), null);
        Assert.Equal(BoundValidity.None, bound.Validity);
        Assert.Equal("hone baseline", bound.Test("cpu-123456"));
    }

    [Fact]
    public void Whatever_the_evidence_no_bound_is_above_the_whole_and_its_interval_holds_it() =>
        Gen.Select(Gen.Double[0.0001, 1], Gen.Double[0.01, 8], Gen.Int[1, 5000], Gen.Enum<ProfileKind>(), Gen.Double[0, 3], Gen.Bool).Sample((share, cpu, samples, kind, beta, isTested) =>
        {
            WorkloadEvidence workload = Evidences.Workload() with { Baseline = Evidences.Baseline(cpu, cpu * 0.7), MemoryShare = new Ratio(0.3), LockWait = new Ratio(0.2) };
            Bound bound = Bounds.Of(workload, kind, Evidences.Hotspot(share, samples), isTested ? Evidences.Handicap(beta, HandicapVerdict.OnPath) : null);
            Assert.InRange(bound.Gain.Value, 0, 1);
            Assert.InRange(bound.Interval.Low, 0, bound.Gain.Value + 1e-12);
            Assert.InRange(bound.Interval.High, bound.Gain.Value - 1e-12, 1);
        }, iter: 500);

    [Fact]
    public void The_interval_holds_the_true_bound_in_about_95_of_100_profiles()
    {
        SeededRandom random = new(11);
        int covered = 0;
        const int Trials = 600;
        for (int trial = 0; trial < Trials; trial++)
        {
            double share = 0.05 + (0.6 * random.NextDouble());
            double part = 0.3 + (0.6 * random.NextDouble());
            int samples = 200 + random.NextIndex(2000);
            int hits = Enumerable.Range(0, samples).Count(_ => random.NextDouble() < share);
            Hotspot hotspot = Evidences.Hotspot(0.5) with { Samples = hits, Share = Ratio.Of(hits, samples), ShareInterval = Proportion.Wilson(hits, samples) };
            RunSample[] runs =
            [
                .. Enumerable.Range(0, 20).Select(_ => new RunSample
                {
                    WallNanoseconds = 1_000_000_000, UserNanoseconds = (long)(1e9 * part * (1 + (0.1 * random.NextNormal()))), SystemNanoseconds = 0, PeakRssBytes = 1,
                }),
            ];
            BaselineSummary baseline = BaselineSummary.Of(new Samples { Workload = "day", Command = "x", Warmups = 0, Runs = runs });
            Bound bound = Bounds.Of(Evidences.Workload() with { Baseline = baseline }, ProfileKind.Cpu, hotspot, null);
            covered += bound.Interval.Contains(share * part) ? 1 : 0;
        }

        Assert.InRange(covered / (double)Trials, 0.92, 0.99);
    }
}
