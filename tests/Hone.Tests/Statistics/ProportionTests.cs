using System.Text.Json;
using CsCheck;
using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class ProportionTests
{
    [Fact]
    public void Wilson_agrees_with_SciPy()
    {
        foreach (JsonElement row in Reference.Root.GetProperty("wilson").EnumerateArray())
        {
            double k = row.GetProperty("k").GetDouble();
            double n = row.GetProperty("n").GetDouble();
            Interval interval = Proportion.Wilson(k, n);
            Assert.Equal(row.GetProperty("low").GetDouble(), interval.Low, 1e-12);
            Assert.Equal(row.GetProperty("high").GetDouble(), interval.High, 1e-12);
        }
    }

    [Fact]
    public void Wilson_stays_within_zero_and_one_and_encloses_the_share() =>
        Gen.Select(Gen.Int[1, 1_000_000], Gen.Double[0, 1]).Sample((n, share) =>
        {
            Interval interval = Proportion.Wilson(share * n, n);
            Assert.True(interval.Low >= 0 && interval.High <= 1);
            Assert.True(interval.Low <= share + 1e-12 && interval.High >= share - 1e-12);
        }, iter: 2000);

    [Fact]
    public void Nothing_observed_says_nothing() => Assert.Equal(new Interval(0, 1), Proportion.Wilson(0, 0));
}
