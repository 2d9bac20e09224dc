namespace Hone.Measurement.Latency;

/// <summary>The intended starts of the requests of a plan, one after the other.</summary>
/// <param name="plan">Its rate, spacing and seed.</param>
public sealed class ArrivalTimes(LoadPlan plan)
{
    private readonly double _interval = 1e9 / plan.Rate;
    private ulong _state = plan.Seed;
    private long _number;
    private double _at;

    /// <summary>The next intended start, in nanoseconds after the first moment of the plan. Constant spacing begins at 0.</summary>
    public long Next()
    {
        if (plan.Arrivals == Arrivals.Constant)
        {
            // Multiplied, not added up: no drift however long the run.
            return (long)(_number++ * _interval);
        }

        _at += -Math.Log(1 - Uniform()) * _interval;
        return (long)_at;
    }

    // SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014): the same on every version of
    // .NET, so that a seed means the same load for ever.
    private double Uniform()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (z >> 11) * (1.0 / (1UL << 53));
    }
}
