using CsCheck;
using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class GroupedSlopeTests
{
    private static readonly double[] _levels = [0, 0, 2, 5, 10];

    [Fact]
    public void Without_noise_the_slope_is_exact_whatever_level_each_group_has() =>
        Gen.Select(Gen.Double[-3, 3], Gen.ULong, Gen.Int[5, 30]).Sample((slope, seed, count) =>
        {
            SlopeEstimate estimate = GroupedSlope.Of(Groups(seed, count, slope, noise: 0))!;
            Assert.Equal(slope, estimate.Value, 9);
            Assert.True(estimate.Interval.High - estimate.Interval.Low < 1e-6);
        }, iter: 200);

    [Fact]
    public void Fewer_than_five_groups_that_differ_say_nothing()
    {
        Assert.Null(GroupedSlope.Of(Groups(1, 4, 1, 0)));
        Assert.NotNull(GroupedSlope.Of(Groups(1, 5, 1, 0)));
        Assert.Null(GroupedSlope.Of([.. Enumerable.Range(0, 9).Select(_ => new SlopeGroup([3, 3, 3], [1, 2, 3]))]));
        Assert.Null(GroupedSlope.Of([.. Enumerable.Range(0, 9).Select(_ => new SlopeGroup([1, double.NaN], [1, 2]))]));
    }

    [Fact]
    public void The_interval_covers_the_truth_as_often_as_it_says_though_levels_drift_and_some_runs_are_disturbed()
    {
        // 1,000 experiments of 16 rounds: at 95 % fewer than 925 would be more than three standard deviations off.
        int covered = 0;
        for (ulong seed = 1; seed <= 1000; seed++)
        {
            covered += GroupedSlope.Of(Groups(seed, 16, 1, noise: 2, outliers: true))!.Interval.Contains(1) ? 1 : 0;
        }

        Assert.InRange(covered, 925, 985);
    }

    [Fact]
    public void Disturbed_runs_pull_less_than_they_would_by_least_squares()
    {
        double robust = 0;
        double plain = 0;
        for (ulong seed = 1; seed <= 200; seed++)
        {
            IReadOnlyList<SlopeGroup> groups = Groups(seed, 16, 1, noise: 2, outliers: true);
            robust += Square(GroupedSlope.Of(groups)!.Value - 1);
            plain += Square(LeastSquares(groups) - 1);
        }

        Assert.True(robust < 0.5 * plain, $"{robust} beside {plain}");
    }

    [Fact]
    public void Units_do_not_matter() =>
        Gen.Select(Gen.ULong, Gen.Double[0.001, 1000], Gen.Double[-1e6, 1e6]).Sample((seed, scale, shift) =>
        {
            IReadOnlyList<SlopeGroup> groups = Groups(seed, 12, 0.7, noise: 1);
            SlopeEstimate one = GroupedSlope.Of(groups)!;
            SlopeEstimate other = GroupedSlope.Of([.. groups.Select(group => new SlopeGroup([.. group.X.Select(x => x * scale)], [.. group.Y.Select(y => (y * scale) + shift)]))])!;
            Assert.Equal(one.Value, other.Value, 4);
            Assert.Equal(one.Interval.Low, other.Interval.Low, 4);
        }, iter: 100);

    private static IReadOnlyList<SlopeGroup> Groups(ulong seed, int count, double slope, double noise, bool outliers = false)
    {
        SeededRandom random = new(seed);
        double level = 100;
        return
        [
            .. Enumerable.Range(0, count).Select(_ =>
            {
                level += random.NextNormal();
                return new SlopeGroup(_levels, [.. _levels.Select(x => level + (slope * x) + (noise * random.NextNormal()) + (outliers && random.NextDouble() < 0.1 ? 20 : 0))]);
            }),
        ];
    }

    private static double LeastSquares(IReadOnlyList<SlopeGroup> groups)
    {
        double products = 0;
        double squares = 0;
        foreach (SlopeGroup group in groups)
        {
            double mean = group.X.Average();
            products += group.X.Zip(group.Y, (x, y) => (x - mean) * y).Sum();
            squares += group.X.Sum(x => Square(x - mean));
        }

        return products / squares;
    }

    private static double Square(double value) => value * value;
}
