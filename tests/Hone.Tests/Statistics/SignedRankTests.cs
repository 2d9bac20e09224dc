using System.Text.Json;
using CsCheck;
using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class SignedRankTests
{
    private static readonly Gen<double[]> _differences = Gen.Double[-5, 5].Array[1, 40];

    [Fact]
    public void P_values_agree_with_SciPy_and_with_all_ways_of_signs()
    {
        int cases = 0;
        foreach (JsonElement row in Reference.Root.GetProperty("signed_rank").EnumerateArray())
        {
            double[] d = Reference.Doubles(row.GetProperty("d"));
            Reference.Near(row.GetProperty("p").GetDouble(), SignedRank.PValue(d), 1e-11, $"n={d.Length} {row.GetProperty("kind")}");
            cases++;
        }

        Assert.True(cases >= 20);
    }

    [Fact]
    public void Centre_and_interval_are_the_Walsh_averages_that_listing_them_finds()
    {
        int intervals = 0;
        foreach (JsonElement row in Reference.Root.GetProperty("signed_rank").EnumerateArray())
        {
            double[] d = Reference.Doubles(row.GetProperty("d"));
            if (row.TryGetProperty("centre", out JsonElement centre))
            {
                Assert.Equal(centre.GetDouble(), HodgesLehmann.PseudoMedian(d), 1e-15);
            }

            if (row.TryGetProperty("low", out JsonElement low))
            {
                Interval interval = SignedRank.ShiftInterval(d)!.Value;
                Assert.Equal(low.GetDouble(), interval.Low, 1e-15);
                Assert.Equal(row.GetProperty("high").GetDouble(), interval.High, 1e-15);
                intervals++;
            }
        }

        Assert.True(intervals >= 6);
    }

    [Fact]
    public void What_the_interval_holds_is_what_the_test_does_not_reject() =>
        Gen.Select(Gen.Int[6, 60], Gen.ULong, Gen.Double[-1, 1]).Sample((n, seed, shift) =>
        {
            double[] d = Untied(n, seed);
            Interval interval = SignedRank.ShiftInterval(d)!.Value;
            double[] shifted = [.. d.Select(x => x - shift)];
            Assert.Equal(interval.Contains(shift), SignedRank.PValue(shifted) > 0.05);
        }, iter: 500);

    [Fact]
    public void Turning_all_signs_turns_the_interval_and_keeps_the_p_value() =>
        _differences.Sample(d =>
        {
            double[] turned = [.. d.Select(x => -x)];
            Assert.Equal(SignedRank.PValue(d), SignedRank.PValue(turned), 1e-12);
            Assert.Equal(SignedRank.GreaterPValue(d, 0.3), SignedRank.LessPValue(turned, -0.3), 1e-12);
            if (SignedRank.ShiftInterval(d) is Interval interval)
            {
                Assert.Equal(new Interval(-interval.High, -interval.Low), SignedRank.ShiftInterval(turned));
            }
        }, iter: 300);

    /// <summary>Differences of which no two have the same size, about any centre.</summary>
    private static double[] Untied(int n, ulong seed)
    {
        SeededRandom random = new(seed);
        return [.. Enumerable.Range(0, n).Select(_ => random.NextNormal())];
    }

    [Theory]
    [InlineData(5, 0.95, false)]
    [InlineData(6, 0.95, true)]
    [InlineData(7, 0.99, false)]
    [InlineData(8, 0.99, true)]
    public void There_is_an_interval_from_the_size_on_that_carries_it(int n, double confidence, bool exists) =>
        Assert.Equal(exists, SignedRank.ShiftInterval([.. Enumerable.Range(1, n).Select(i => (double)i)], confidence) is not null);

    [Fact]
    public void Exact_and_normal_forms_meet_where_one_takes_over()
    {
        // T = 3 + 6 + … + 60 of 1 … 60.
        double[] d = [.. Enumerable.Range(1, 60).Select(i => i % 3 == 0 ? -(double)i : i)];
        double normal = 2 * Normal.Cdf((630 - 60 * 61 / 4.0 + 0.5) / Math.Sqrt(60 * 61 * 121 / 24.0));
        Assert.Equal(1, SignedRank.PValue(d) / normal, 0.02);
    }

    [Fact]
    public void Nothing_that_differs_says_nothing_and_the_infinite_is_refused()
    {
        Assert.Equal(1, SignedRank.PValue([0, 0, 0]));
        Assert.Equal(1, SignedRank.PValue([]));
        Assert.Null(SignedRank.ShiftInterval([]));
        Assert.Throws<ArgumentException>(() => SignedRank.PValue([1, double.PositiveInfinity]));
        Assert.Throws<ArgumentException>(() => SignedRank.ShiftInterval([1, 2, 3, 4, 5, double.NaN]));
    }
}
