using System.Text.Json;
using CsCheck;
using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class SignFlipTests
{
    [Fact]
    public void Agrees_with_SciPy_while_all_ways_are_tried()
    {
        foreach (JsonElement row in Reference.Root.GetProperty("sign_flip").EnumerateArray())
        {
            double[] d = Reference.Doubles(row.GetProperty("d"));
            Assert.Equal(row.GetProperty("mean").GetDouble(), SignFlip.PValue(d, SignFlipStatistic.Mean), 1e-15);
            Assert.Equal(row.GetProperty("median").GetDouble(), SignFlip.PValue(d, SignFlipStatistic.Median), 1e-15);
        }
    }

    [Fact]
    public void Random_ways_come_near_to_the_t_test_where_that_one_is_right()
    {
        SeededRandom random = new(3);
        double[] d = [.. Enumerable.Range(0, 200).Select(_ => 0.12 + random.NextNormal())];
        double t = Mean.Of(d) / Math.Sqrt(d.Sum(x => (x - Mean.Of(d)) * (x - Mean.Of(d))) / 199 / 200);

        // Four standard errors of 9,999 throws at this p.
        double p = StudentT.TwoSided(t, 199);
        Assert.Equal(p, SignFlip.PValue(d, SignFlipStatistic.Mean), 4 * Math.Sqrt(p / 9999) + 0.002);
    }

    [Fact]
    public void The_median_of_flipped_differences_is_the_one_that_sorting_finds() =>
        Gen.Select(Gen.Double[-3, 3].Array[1, 10], Gen.Bool).Sample((x, coarse) =>
        {
            double[] d = coarse ? [.. x.Select(v => Math.Round(v))] : x;
            double limit = Math.Abs(Median.Of(d)) - 1e-12 * d.Sum(Math.Abs);
            int extreme = Enumerable.Range(0, 1 << d.Length)
                .Count(way => Math.Abs(Median.Of([.. d.Select((v, i) => (way >> i & 1) != 0 ? -v : v)])) >= limit);
            Assert.Equal(extreme / (double)(1 << d.Length), SignFlip.PValue(d, SignFlipStatistic.Median), 1e-15);
        }, iter: 100);

    [Fact]
    public void Never_zero_and_the_same_each_time()
    {
        double[] d = [.. Enumerable.Range(1, 50).Select(i => 1 + i * 0.01)];
        Assert.Equal(1.0 / 1000, SignFlip.PValue(d, SignFlipStatistic.Mean, 5, 999));
        Assert.Equal(1.0 / 1000, SignFlip.PValue(d, SignFlipStatistic.Median, 5, 999));
        double[] mixed = [.. d.Select((x, i) => i % 3 == 0 ? -x : x)];
        Assert.Equal(SignFlip.PValue(mixed, SignFlipStatistic.Mean, 7), SignFlip.PValue(mixed, SignFlipStatistic.Mean, 7));
    }
}
