using CsCheck;
using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class SameWithinTests
{
    [Fact]
    public void Holds_just_when_the_ninety_per_cent_interval_lies_within_the_bounds() =>
        Gen.Select(Gen.Int[6, 60], Gen.ULong, Gen.Double[0.001, 0.06]).Sample((n, seed, bound) =>
        {
            // No two of the same size, so that both ways use the same distribution.
            SeededRandom random = new(seed);
            double[] d = [.. Enumerable.Range(0, n).Select(_ => 0.05 * random.NextNormal())];
            Interval interval = SignedRank.ShiftInterval(d, 0.90)!.Value;
            double limit = Math.Log(1 + bound);
            Assert.Equal(interval.Low > -limit && interval.High < limit, SameWithin.Holds(d, bound));
        }, iter: 500);

    [Fact]
    public void At_the_bound_it_is_called_the_same_at_most_as_often_as_alpha_says()
    {
        // 4,000 experiments of 30 pairs whose true ratio is 1.02: at 5 % more than 270 would be five standard deviations off.
        SeededRandom random = new(11);
        double[] d = new double[30];
        int same = 0;
        for (int experiment = 0; experiment < 4000; experiment++)
        {
            for (int i = 0; i < d.Length; i++)
            {
                d[i] = Math.Log(1.02) + 0.02 * random.NextNormal();
            }

            same += SameWithin.Holds(d, 0.02) ? 1 : 0;
        }

        Assert.InRange(same, 130, 270);
    }

    [Fact]
    public void Too_few_pairs_are_never_the_same()
    {
        Assert.False(SameWithin.Holds([0, 0, 0, 0], 0.02));
        Assert.True(SameWithin.Holds([0, 0, 0, 0, 0], 0.02));
        Assert.Equal(1, SameWithin.PValue([], 0.02));
        Assert.Throws<ArgumentOutOfRangeException>(() => SameWithin.PValue([0], 0));
    }
}
