using CsCheck;
using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class HodgesLehmannTests
{
    [Fact]
    public void Every_rank_among_the_averages_is_what_listing_them_finds() =>
        Gen.Select(Gen.Double[-3, 3].Array[1, 25], Gen.Bool).Sample((x, coarse) =>
        {
            double[] d = coarse ? [.. x.Select(v => Math.Round(v))] : x;
            double[] listed = [.. d.SelectMany((a, i) => d[i..].Select(b => (a + b) / 2)).Order()];
            WalshAverages averages = new(d);
            Assert.Equal(listed.Length, averages.Count);
            for (int k = 1; k <= listed.Length; k++)
            {
                Assert.Equal(listed[k - 1], averages.Smallest(k));
            }
        }, iter: 200);

    [Fact]
    public void The_shift_is_the_median_of_all_differences() =>
        Gen.Select(Gen.Double[-3, 3].Array[1, 25], Gen.Double[-3, 3].Array[1, 25]).Sample((x, y) =>
        {
            double[] listed = [.. x.SelectMany(a => y.Select(b => b - a))];
            Assert.Equal(Median.Of(listed), HodgesLehmann.Shift(x, y), 1e-15);
            Assert.Equal(HodgesLehmann.Shift(x, y), -HodgesLehmann.Shift(y, x), 1e-15);
        }, iter: 300);

    [Fact]
    public void Five_thousand_pairs_need_no_list_of_their_averages()
    {
        // 12.5 million averages are 100 MB; the copy of the sample is 40 kB.
        double[] d = [.. Enumerable.Range(0, 5000).Select(i => Math.Sin(i))];
        long before = GC.GetAllocatedBytesForCurrentThread();
        double centre = HodgesLehmann.PseudoMedian(d);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 200_000);
        Assert.InRange(centre, -0.01, 0.01);
    }

    [Fact]
    public void Every_fifth_value_may_be_wild()
    {
        double[] d = [.. Enumerable.Range(0, 100).Select(i => i % 5 == 0 ? 1e9 : 1 + i * 1e-3)];
        Assert.InRange(HodgesLehmann.PseudoMedian(d), 1, 1.2);
    }
}
