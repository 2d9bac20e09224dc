using Hone.Measurement.Latency;
using Hone.Units;

namespace Hone.Tests.Measurement.Latency;

public sealed class ArrivalTimesTests
{
    private static readonly LoadPlan _plan = new() { Rate = 3, Duration = Duration.FromSeconds(1) };

    [Fact]
    public void Constant_spacing_does_not_drift()
    {
        ArrivalTimes times = new(_plan);
        long last = 0;
        for (int i = 0; i <= 3_000_000; i++)
        {
            last = times.Next();
        }

        Assert.Equal(1_000_000_000_000_000, last);
    }

    [Fact]
    public void Poisson_spacing_has_the_mean_and_the_spread_of_exponential_intervals()
    {
        ArrivalTimes times = new(_plan with { Rate = 1000, Arrivals = Arrivals.Poisson, Seed = 5 });
        double[] intervals = new double[100_000];
        long before = 0;
        for (int i = 0; i < intervals.Length; i++)
        {
            long now = times.Next();
            (intervals[i], before) = (now - before, now);
        }

        double mean = intervals.Average();
        Assert.InRange(mean, 0.98e6, 1.02e6);
        Assert.InRange(Math.Sqrt(intervals.Average(each => (each - mean) * (each - mean))), 0.98e6, 1.02e6);
        Assert.InRange(intervals.Count(each => each > 1e6) / (double)intervals.Length, 0.36, 0.376);
    }

    [Fact]
    public void A_seed_means_the_same_load_for_ever()
    {
        LoadPlan poisson = _plan with { Rate = 1000, Arrivals = Arrivals.Poisson };
        Assert.Equal(Four(poisson with { Seed = 1 }), Four(poisson with { Seed = 1 }));
        Assert.NotEqual(Four(poisson with { Seed = 1 }), Four(poisson with { Seed = 2 }));

        // SplitMix64 of seed 1 begins with 0x910A2DEC89025CC1.
        Assert.Equal((long)(-Math.Log(1 - (0x910A2DEC89025CC1 >> 11) * (1.0 / (1UL << 53))) * 1e6), Four(poisson)[0]);

        static long[] Four(LoadPlan plan)
        {
            ArrivalTimes times = new(plan);
            return [times.Next(), times.Next(), times.Next(), times.Next()];
        }
    }
}
