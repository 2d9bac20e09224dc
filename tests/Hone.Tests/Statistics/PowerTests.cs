using CsCheck;
using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class PowerTests
{
    [Theory]
    [InlineData(30, 0.01, 0.95)]
    [InlineData(100, 0.05, 0.80)]
    public void The_promised_effect_is_found_as_often_as_promised(int pairs, double alpha, double power)
    {
        SeededRandom random = new(5);
        double effect = Power.MinimumDetectableEffect(0.03, pairs, alpha, power);
        double[] d = new double[pairs];
        int found = 0;
        for (int experiment = 0; experiment < 2000; experiment++)
        {
            for (int i = 0; i < pairs; i++)
            {
                d[i] = effect + 0.03 * random.NextNormal();
            }

            found += SignedRank.PValue(d) <= alpha ? 1 : 0;
        }

        Assert.InRange(found / 2000.0, power - 0.035, power + 0.035);
    }

    [Fact]
    public void Pairs_and_effect_undo_each_other() =>
        Gen.Select(Gen.Double[1e-3, 1], Gen.Int[20, 5000]).Sample((spread, pairs) =>
        {
            double effect = Power.MinimumDetectableEffect(spread, pairs, 0.05, 0.9);
            Assert.InRange(Power.PairsNeeded(spread, effect, 0.05, 0.9), pairs, pairs + 1);
        });

    [Fact]
    public void Fewer_pairs_than_can_reject_show_nothing()
    {
        Assert.Equal(double.PositiveInfinity, Power.MinimumDetectableEffect(0.1, 5, 0.05, 0.8));
        Assert.True(double.IsFinite(Power.MinimumDetectableEffect(0.1, 6, 0.05, 0.8)));
        Assert.Equal(6, Power.PairsNeeded(0, 0.01, 0.05, 0.8));
        Assert.Equal(int.MaxValue, Power.PairsNeeded(0.1, 0, 0.05, 0.8));
    }
}
