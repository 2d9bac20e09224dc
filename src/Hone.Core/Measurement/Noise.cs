using Hone.Statistics;
using Hone.Units;

namespace Hone.Measurement;

/// <summary>How much a workload's time varies by itself, and what that hides.</summary>
public static class Noise
{
    // z(0.975) + z(0.80): a two-sided test at 5 % that finds the effect four times in five.
    private const double FivePercentEightyPower = 1.959964 + 0.841621;

    /// <summary>
    /// The smallest relative change of a centre between two samples of this size that a two-sided 5 % test finds with 80 %
    /// power: (z₀.₉₇₅ + z₀.₈₀) · s · √(2/n), s being the relative robust standard deviation (1.4826 · MAD / median). The normal
    /// approximation of the two-sample case (Lehr's rule generalised; van Belle, Statistical Rules of Thumb, §2.1). 1 below
    /// three samples.
    /// </summary>
    public static Ratio SmallestVisibleEffect(ReadOnlySpan<double> samples)
    {
        if (samples.Length < 3)
        {
            return new(1);
        }

        double median = Median.Of(samples);
        double spread = median > 0 ? Mad.NormalScale * Mad.Of(samples) / median : 1;
        return new(Math.Min(1, FivePercentEightyPower * spread * Math.Sqrt(2.0 / samples.Length)));
    }
}
