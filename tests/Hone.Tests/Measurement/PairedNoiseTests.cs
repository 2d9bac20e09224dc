using CsCheck;
using Hone.Measurement;

namespace Hone.Tests.Measurement;

public sealed class PairedNoiseTests
{
    [Fact]
    public void Too_few_pairs_say_nothing() => Assert.Null(PairedNoise.SmallestVisibleEffect([1, 2, 1, 2, 1, 2], 40));

    [Fact]
    public void Runs_that_are_equal_show_any_effect() => Assert.Equal(0, PairedNoise.SmallestVisibleEffect([.. Enumerable.Repeat(20e6, 20)], 40)!.Value.Value);

    [Fact]
    public void A_drift_that_both_runs_of_a_pair_share_hides_nothing()
    {
        double[] drifting = [.. Enumerable.Range(0, 40).Select(i => Math.Pow(1.1, i / 2))];
        Assert.Equal(0, PairedNoise.SmallestVisibleEffect(drifting, 40)!.Value.Value, 9);
    }

    [Fact]
    public void The_effect_is_the_formulas()
    {
        // Log ratios ±0.01, ±0.03 in equal parts: their MAD is 0.02.
        double[] runs = [.. Enumerable.Range(0, 40).SelectMany(i => new[] { 1.0, Math.Exp(new[] { 0.01, -0.01, 0.03, -0.03 }[i % 4]) })];
        Assert.Equal(Math.Exp((2.807034 + 1.644854) * Math.Sqrt(Math.PI / 3) * 1.482602 * 0.02 / Math.Sqrt(40)) - 1, PairedNoise.SmallestVisibleEffect(runs, 40)!.Value.Value, 6);
    }

    [Fact]
    public void The_unit_of_the_times_does_not_matter() =>
        Gen.Double[0.5, 2].Array[30].Sample(runs =>
            Assert.Equal(
                PairedNoise.SmallestVisibleEffect(runs, 40)!.Value.Value,
                PairedNoise.SmallestVisibleEffect([.. runs.Select(run => run * 1e6)], 40)!.Value.Value,
                6));
}
