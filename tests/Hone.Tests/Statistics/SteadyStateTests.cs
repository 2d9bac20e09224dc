using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class SteadyStateTests
{
    [Theory]
    [InlineData(20, 1, 1.5)]
    [InlineData(20, 3, 1.3)]
    [InlineData(200, 40, 1.1)]
    public void Slow_first_runs_are_warm_up(int n, int cold, double slower)
    {
        int found = 0;
        foreach (double[] times in Series(n, 100, i => i < cold ? slower : 1, 0.02))
        {
            found += SteadyState.Of(times) == new SteadyState(SteadyStateKind.Warmup, cold) ? 1 : 0;
        }

        Assert.InRange(found, 85, 100);
    }

    [Fact]
    public void A_gradual_warm_up_is_cut_where_it_ends()
    {
        foreach (double[] times in Series(300, 20, i => 1 + 2 * Math.Exp(-i / 15.0), 0.02))
        {
            SteadyState steady = SteadyState.Of(times);
            Assert.Equal(SteadyStateKind.Warmup, steady.Kind);
            Assert.InRange(steady.LeadingRuns, 30, 90);
        }
    }

    [Theory]
    [InlineData("normal", 10)]
    [InlineData("normal", 300)]
    [InlineData("log-normal", 30)]
    [InlineData("log-normal", 300)]
    [InlineData("autocorrelated", 100)]
    public void Steady_noise_is_flat(string name, int n)
    {
        SeededRandom random = new(5);
        SimulatedSamples source = name switch
        {
            "normal" => SimulatedSamples.NormalNoise,
            "log-normal" => SimulatedSamples.LogNormal,
            _ => SimulatedSamples.Autocorrelated(0.4),
        };
        double[] x = new double[n];
        int flat = 0;
        for (int experiment = 0; experiment < 500; experiment++)
        {
            source.Next(random, x);
            flat += SteadyState.Of([.. x.Select(v => name == "log-normal" ? v : Math.Exp(0.05 * v))]).Kind == SteadyStateKind.Flat ? 1 : 0;
        }

        Assert.InRange(flat, 485, 500);
    }

    [Fact]
    public void A_machine_that_slows_down_is_told_from_one_that_never_settles()
    {
        foreach (double[] times in Series(100, 20, i => i < 20 ? 1 : 1.2, 0.02))
        {
            Assert.Equal(new SteadyState(SteadyStateKind.Slowdown, 20), SteadyState.Of(times));
        }

        foreach (double[] times in Series(100, 20, i => i < 70 ? 1 : 1.2, 0.02))
        {
            Assert.False(SteadyState.Of(times).Reached);
        }
    }

    [Fact]
    public void One_disturbed_run_in_the_middle_or_at_the_end_is_no_level()
    {
        foreach (double[] times in Series(50, 20, i => i is 17 or 49 ? 4 : 1, 0.02))
        {
            Assert.Equal(SteadyStateKind.Flat, SteadyState.Of(times).Kind);
        }
    }

    [Fact]
    public void Long_series_are_judged_by_batches()
    {
        foreach (double[] times in Series(20_000, 2, i => i < 3000 ? 1.3 : 1, 0.02))
        {
            Assert.Equal(new SteadyState(SteadyStateKind.Warmup, 3000), SteadyState.Of(times));
        }
    }

    [Fact]
    public void Runs_without_any_noise_and_few_runs_are_judged_too()
    {
        Assert.Equal(new SteadyState(SteadyStateKind.Flat, 0), SteadyState.Of([7, 7, 7, 7, 7, 7, 7]));
        Assert.Equal(new SteadyState(SteadyStateKind.Warmup, 2), SteadyState.Of([9, 9, 7, 7, 7, 7, 7]));
        Assert.Equal(new SteadyState(SteadyStateKind.Flat, 0), SteadyState.Of([9, 7, 7]));
        Assert.Throws<ArgumentException>(() => SteadyState.Of([1, 1, 1, 1, 1, 0]));
    }

    private static IEnumerable<double[]> Series(int n, int count, Func<int, double> level, double noise)
    {
        SeededRandom random = new((ulong)n);
        for (int series = 0; series < count; series++)
        {
            yield return [.. Enumerable.Range(0, n).Select(i => level(i) * Math.Exp(noise * random.NextNormal()))];
        }
    }
}
