using System.Numerics;

namespace Hone.Statistics;

/// <summary>
/// A random generator whose numbers follow from its seed on every machine and in every version of the runtime, so that a
/// resampled figure can be recomputed from the record: xoshiro256** of D. Blackman and S. Vigna, "Scrambled Linear
/// Pseudorandom Number Generators", ACM TOMS 47 (2021), its state filled by SplitMix64 as they advise. Not for secrets.
/// </summary>
public sealed class SeededRandom
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Starts the sequence that belongs to the seed.</summary>
    public SeededRandom(ulong seed)
    {
        _s0 = Split(ref seed);
        _s1 = Split(ref seed);
        _s2 = Split(ref seed);
        _s3 = Split(ref seed);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A number in the open range 0 to 1, never an end: in the middle of one of 2⁵² equal steps.</summary>
    public double NextDouble() => ((NextBits() >> 12) + 0.5) / (1UL << 52);

    /// <summary>
    /// A whole number from 0 to count − 1, evenly: D. Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS 29
    /// (2019).
    /// </summary>
    public int NextIndex(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ulong product = (NextBits() >> 32) * (ulong)count;
        if ((uint)product < (uint)count)
        {
            uint floor = (uint)-count % (uint)count;
            while ((uint)product < floor)
            {
                product = (NextBits() >> 32) * (ulong)count;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>A standard normal number, by inversion: one draw, one number.</summary>
    public double NextNormal() => Normal.Quantile(NextDouble());

    /// <summary>
    /// A gamma number of unit scale and shape at least 1: G. Marsaglia and W. W. Tsang, "A Simple Method for Generating Gamma
    /// Variables", ACM TOMS 26 (2000).
    /// </summary>
    public double NextGamma(double shape)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shape, 1);
        double d = shape - 1.0 / 3;
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double z = NextNormal();
            double v = 1 + c * z;
            if (v <= 0)
            {
                continue;
            }

            v = v * v * v;
            if (Math.Log(NextDouble()) < 0.5 * z * z + d - d * v + d * Math.Log(v))
            {
                return d * v;
            }
        }
    }

    private static ulong Split(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
