using CsCheck;
using Hone.Statistics;
using Hone.Statistics.ChangePoints;

namespace Hone.Tests.Statistics.ChangePoints;

public sealed class ChangePointDetectorTests
{
    private const double Sd = 0.02;

    public static TheoryData<string> Noises => [.. SimulatedSeries.All.Select(noise => noise.Name)];

    [Theory]
    [MemberData(nameof(Noises))]
    public void Flat_series_hardly_ever_show_a_change(string name)
    {
        SimulatedSeries noise = Noise(name);
        int level = 0;
        int spread = 0;
        for (ulong seed = 1; seed <= 200; seed++)
        {
            ChangePointReport report = ChangePointDetector.Find(noise.Values(new SeededRandom(1_000_003 * seed), 300, Sd, 300, 0));
            level += report.Changes.Count > 0 ? 1 : 0;
            spread += report.Spreads.Count > 0 ? 1 : 0;
        }

        Assert.InRange(level, 0, name == "AR(1) 0.5" ? 6 : 2);
        Assert.InRange(spread, 0, 2);
    }

    [Theory]
    [InlineData("Gaussian", 1, 0.82)]
    [InlineData("Gaussian", 2, 0.98)]
    [InlineData("Gaussian", 2.5, 0.99)]
    [InlineData("log-normal", 1, 0.92)]
    [InlineData("2 % outliers", 5, 0.98)]
    [InlineData("Student t3", 2, 0.98)]
    public void One_step_is_found_within_five_points(string name, double step, double f1)
    {
        SimulatedSeries noise = Noise(name);
        int right = 0;
        int found = 0;
        const int count = 200;
        for (ulong seed = 1; seed <= count; seed++)
        {
            SeededRandom random = new(1_000_003 * seed);
            int place = 20 + random.NextIndex(260);
            ChangePointReport report = ChangePointDetector.Find(noise.Values(random, 300, Sd, place, step));
            right += report.Changes.Any(change => Math.Abs(change.Index - place) <= 5) ? 1 : 0;
            found += report.Changes.Count;
        }

        Assert.InRange(2.0 * right / (found + count), f1, 1);
    }

    [Fact]
    public void A_step_is_told_with_levels_effect_intervals_and_evidence()
    {
        SimulatedSeries noise = SimulatedSeries.All[0];
        int effects = 0;
        int places = 0;
        for (ulong seed = 1; seed <= 200; seed++)
        {
            ChangePoint change = Assert.Single(ChangePointDetector.Find(noise.Values(new SeededRandom(seed), 200, Sd, 120, 4)).Changes);
            Assert.Equal(ChangeKind.Step, change.Kind);
            Assert.Null(change.WentAwayAt);
            Assert.InRange(change.Index, 115, 125);
            Assert.InRange(change.Before, 99, 101);
            Assert.InRange(change.After, 107, 109);
            Assert.Equal(change.Effect!.Value, (change.After / change.Before) - 1, 9);
            Assert.True(change.Evidence.Statistic > change.Evidence.Limit);
            Assert.Equal(change.Index, change.Evidence.PointsBefore);
            Assert.Equal(200 - change.Index, change.Evidence.PointsAfter);
            Assert.InRange(change.Evidence.Noise, 0.01, 0.03);
            effects += change.Interval!.Value.Contains(0.08) ? 1 : 0;
            places += change.Earliest <= 120 && 120 <= change.Latest ? 1 : 0;
        }

        Assert.InRange(effects, 180, 199);
        Assert.InRange(places, 185, 200);
    }

    [Fact]
    public void A_ramp_is_one_incident_and_two_steps_are_two()
    {
        (int Steps, int Ramps) slow = Count(400, i => 1 + (0.1 * Math.Clamp((i - 100) / 200.0, 0, 1)));
        (int Steps, int Ramps) steep = Count(300, i => 1 + (0.2 * Math.Clamp((i - 150) / 30.0, 0, 1)));
        (int Steps, int Ramps) stairs = Count(300, i => 1 + (0.1 * (i / 100)));
        Assert.InRange(slow.Ramps, 38, 40);
        Assert.InRange(steep.Ramps, 38, 40);
        Assert.InRange(slow.Steps + steep.Steps, 0, 4);
        Assert.Equal(0, stairs.Ramps);
        Assert.InRange(stairs.Steps, 79, 82);

        static (int Steps, int Ramps) Count(int n, Func<int, double> level)
        {
            int steps = 0;
            int ramps = 0;
            for (ulong seed = 1; seed <= 40; seed++)
            {
                foreach (ChangePoint change in ChangePointDetector.Find(Shape(n, level, _ => Sd, seed)).Changes)
                {
                    steps += change.Kind == ChangeKind.Step ? 1 : 0;
                    ramps += change.Kind == ChangeKind.Ramp && change.Begins < change.Index && change.Index < change.Reached ? 1 : 0;
                }
            }

            return (steps, ramps);
        }
    }

    [Theory]
    [InlineData(120)]
    [InlineData(300)]
    public void Many_short_levels_are_not_taken_for_noise_that_resembles_its_neighbours(int n)
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            ChangePointReport report = ChangePointDetector.Find(Shape(n, i => 1 + (0.05 * (i / 10 % 3)), _ => 0.001, seed));
            Assert.Equal(Enumerable.Range(1, (n / 10) - 1).Select(k => 10 * k), report.Changes.Select(change => change.Index));
            Assert.InRange(report.Correlation, 0, 0.3);
        }
    }

    [Fact]
    public void More_noise_is_noisier_and_never_a_change_of_level()
    {
        int found = 0;
        int levels = 0;
        for (ulong seed = 1; seed <= 60; seed++)
        {
            ChangePointReport report = ChangePointDetector.Find(Shape(300, _ => 1, i => i < 150 ? 0.01 : 0.04, seed));
            found += report.Spreads.Count(spread => spread.IsNoisier && Math.Abs(spread.Index - 150) <= 15);
            levels += report.Changes.Count > 0 ? 1 : 0;
        }

        Assert.InRange(found, 57, 60);
        Assert.InRange(levels, 0, 2);
    }

    [Fact]
    public void A_change_that_came_back_went_away()
    {
        ChangePointReport report = ChangePointDetector.Find(Shape(300, i => i is >= 100 and < 150 ? 1.2 : 1, _ => Sd, 1));
        Assert.Equal([100, 150], report.Changes.Select(change => change.Index));
        Assert.Equal(150, report.Changes[0].WentAwayAt);
        Assert.Null(report.Changes[1].WentAwayAt);
    }

    [Fact]
    public void Half_of_a_gain_that_stays_is_not_away()
    {
        ChangePointReport report = ChangePointDetector.Find(Shape(300, i => i < 100 ? 1 : i < 200 ? 0.7 : 0.8, _ => 0.01, 1));
        Assert.Equal([100, 200], report.Changes.Select(change => change.Index));
        Assert.All(report.Changes, change => Assert.Null(change.WentAwayAt));
    }

    [Fact]
    public void Outliers_are_no_changes()
    {
        for (ulong seed = 1; seed <= 40; seed++)
        {
            Assert.Empty(ChangePointDetector.Find(Shape(300, i => i is 60 or 150 or 220 or 221 ? 1.5 : 1, _ => Sd, seed)).Changes);
        }
    }

    [Fact]
    public void Figures_without_any_noise_change_where_they_change()
    {
        Assert.Equal([11], Places([.. Enumerable.Repeat(100.0, 11), .. Enumerable.Repeat(155.0, 3)]));
        Assert.Equal([24, 60], Places([.. Enumerable.Repeat(344.0, 24), .. Enumerable.Repeat(359.0, 36), .. Enumerable.Repeat(350.0, 40)]));
        Assert.Empty(Places([.. Enumerable.Repeat(7.0, 50)]));
        Assert.Empty(Places([.. Enumerable.Repeat(7.0, 25), 9, .. Enumerable.Repeat(7.0, 25)]));
    }

    [Fact]
    public void Figures_at_zero_and_below_are_judged_in_their_own_unit()
    {
        SeededRandom random = new(1);
        double[] values = [.. Enumerable.Range(0, 200).Select(i => (i < 120 ? 0 : -5) + random.NextNormal())];
        ChangePointReport report = ChangePointDetector.Find(values);
        Assert.False(report.IsRelative);
        ChangePoint change = Assert.Single(report.Changes);
        Assert.InRange(change.Index, 119, 121);
        Assert.InRange(change.After, -5.4, -4.6);
        Assert.InRange(report.Noise, 0.8, 1.2);
    }

    [Fact]
    public void Small_changes_can_be_left_out()
    {
        double[] values = Shape(400, i => i < 100 ? 1 : i < 250 ? 1.02 : 1.12, _ => 0.005, 1);
        Assert.Equal([100, 250], Places(values));
        Assert.Equal([250], ChangePointDetector.Find(values, new() { SmallestEffect = 0.05 }).Changes.Select(change => change.Index));
    }

    [Fact]
    public void Too_few_points_tell_nothing_and_what_is_not_finite_is_refused()
    {
        Assert.True(ChangePointDetector.Find([1, 1, 1, 9, 9]).TooFew);
        Assert.True(ChangePointDetector.Find([]).TooFew);
        Assert.False(ChangePointDetector.Find([1, 1, 1, 1, 1, 1]).TooFew);
        Assert.Throws<ArgumentException>(() => ChangePointDetector.Find([1, 2, 3, double.NaN, 4, 5, 6]));
    }

    [Fact]
    public void The_unit_does_not_matter()
    {
        double[] values = Shape(300, i => i < 100 ? 1 : i < 170 ? 1.1 : 1.05, _ => Sd, 3);
        Assert.Equal(Places(values), Places([.. values.Select(value => value * 1024)]));
    }

    [Fact]
    public void Whatever_the_figures_are_the_answer_is_in_order_and_within_them()
    {
        Gen<double> figure = Gen.OneOf(Gen.Double[-3, 3], Gen.Double[1, 1000], Gen.Int[0, 4].Select(i => (double)i), Gen.Double[-1e150, 1e150], Gen.Double[-1e-300, 1e-300]);
        Gen.OneOf(figure.Array[0, 120], Gen.Double[1e-9, 1e9].Array[0, 120], Gen.Int[1, 3].Select(i => (double)i).Array[0, 300]).Sample(
            values =>
            {
                ChangePointReport report = ChangePointDetector.Find(values);
                int last = 0;
                foreach (ChangePoint change in report.Changes)
                {
                    Assert.InRange(change.Begins, last + 1, change.Index);
                    Assert.InRange(change.Reached, change.Index, values.Length - 1);
                    Assert.InRange(change.Earliest, 1, change.Index);
                    Assert.InRange(change.Latest, change.Index, values.Length - 1);
                    last = change.Index;
                }
            },
            iter: 3000,
            threads: 1);
    }

    [Fact]
    public void Ten_times_the_points_take_about_ten_times_the_work()
    {
        // A ratio in one run; quadratic work would be a hundred times.
        double[] many = Shape(100_000, i => i / 500 % 2 == 1 ? 1.05 : 1, _ => Sd, 7);
        ChangePointDetector.Find(many.AsSpan(0, 10_000));
        long start = Environment.TickCount64;
        for (int i = 0; i < 10; i++)
        {
            ChangePointDetector.Find(many.AsSpan(0, 10_000));
        }

        long small = Environment.TickCount64 - start;
        start = Environment.TickCount64;
        ChangePointReport report = ChangePointDetector.Find(many);
        long large = Environment.TickCount64 - start;
        Assert.InRange(report.Changes.Count, 195, 203);
        Assert.InRange(large, 0, (4 * small) + 50);
    }

    private static IEnumerable<int> Places(double[] values) => ChangePointDetector.Find(values).Changes.Select(change => change.Index);

    private static SimulatedSeries Noise(string name) => SimulatedSeries.All.Single(noise => noise.Name == name);

    private static double[] Shape(int n, Func<int, double> level, Func<int, double> sd, ulong seed)
    {
        SeededRandom random = new(seed);
        double[] values = new double[n];
        for (int i = 0; i < n; i++)
        {
            values[i] = 100 * (level(i) + (sd(i) * random.NextNormal()));
        }

        return values;
    }
}
