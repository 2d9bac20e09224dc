using Hone.Statistics;

namespace Hone.Tests.Statistics;

/// <summary>The test of the slow ends: exact when both are alike, and an interval that holds the truth.</summary>
public sealed class TailSignTests
{
    [Fact]
    public void Of_samples_that_are_alike_no_more_are_rejected_than_the_level_says()
    {
        const int trials = 2000;
        int rejected = Enumerable.Range(0, trials).Count(i =>
        {
            (double[] first, double[] second) = Draw((ulong)i, 120, 0);
            return TailSign.GreaterPValue(first, second, 0) <= 0.05;
        });
        Assert.InRange(rejected, 0, (int)((0.05 * trials) + (3 * Math.Sqrt(0.05 * 0.95 * trials))));
    }

    [Fact]
    public void The_interval_of_95_per_cent_holds_the_true_ratio_at_least_as_often()
    {
        const int trials = 300;
        int held = Enumerable.Range(0, trials).Count(i =>
        {
            (double[] first, double[] second) = Draw(5000 + (ulong)i, 200, 0.1);
            return TailSign.ShiftInterval(first, second, 0.95) is not Interval range || (range.Low <= 0.1 && 0.1 <= range.High);
        });
        Assert.InRange(held, (int)(0.93 * trials), trials);
    }

    [Fact]
    public void Swapping_the_samples_turns_the_answer_round()
    {
        (double[] first, double[] second) = Draw(9, 300, 0.5);
        Assert.Equal(TailSign.GreaterPValue(first, second, 0), TailSign.LessPValue(second, first, 0), 1e-12);
        Assert.Equal(TailSign.Centre(first, second), -TailSign.Centre(second, first), 1e-12);
        Assert.True(TailSign.GreaterPValue(first, second, 0) < 1e-4);
    }

    [Fact]
    public void Few_pairs_or_equal_values_say_nothing()
    {
        Assert.Equal(1, TailSign.GreaterPValue([], [], 0));
        Assert.Equal(1, TailSign.GreaterPValue([1, 1, 1], [1, 1, 1], 0));
        Assert.Null(TailSign.ShiftInterval([0, 0.1], [0.1, 0], 0.95));
        Assert.True(double.IsNaN(TailSign.Centre([], [])));
    }

    // Heavy to the right, as times are.
    private static (double[] First, double[] Second) Draw(ulong seed, int pairs, double shift)
    {
        SeededRandom random = new(seed);
        double One() => 0.05 * Math.Exp(random.NextNormal());
        double[] first = [.. Enumerable.Range(0, pairs).Select(_ => One())];
        return (first, [.. Enumerable.Range(0, pairs).Select(_ => One() + shift)]);
    }
}
