using System.Numerics;

namespace Hone.Statistics;

/// <summary>
/// How much each run resembles those before it. Runs that follow a slow drift of the machine repeat each other, and n of
/// them say less than n independent ones.
/// </summary>
public static class Autocorrelation
{
    private const double Notable = 0.25;

    /// <summary>
    /// The autocorrelations at lags 0 to <paramref name="maximumLag"/>, each sum divided by n as is usual (G. E. P. Box and
    /// G. M. Jenkins, Time Series Analysis, §2.1). Samples that do not vary have none: 1, then zeros.
    /// </summary>
    public static double[] Function(ReadOnlySpan<double> samples, int maximumLag)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maximumLag);
        double[] centred = Centred(samples);
        double variance = Sum(centred, 0);
        double[] function = new double[Math.Min(maximumLag, samples.Length - 1) + 1];
        function[0] = 1;
        for (int lag = 1; lag < function.Length; lag++)
        {
            function[lag] = variance > 0 ? Sum(centred, lag) / variance : 0;
        }

        return function;
    }

    /// <summary>
    /// Whether neighbouring samples are found to resemble each other: an autocorrelation of more than two standard errors of unrelated
    /// samples, 2/√n, and of more than 0.25, below which it does an interval little harm. Never of fewer than 8, or not all finite.
    /// </summary>
    public static bool IsFound(ReadOnlySpan<double> samples) =>
        samples.Length >= 8 && AreFinite(samples) && Function(samples, 1)[1] > Math.Max(Notable, 2 / Math.Sqrt(samples.Length));

    /// <summary>
    /// How many independent samples would fix the mean as well: n / (1 + 2 Σ ρ), the sum ended and smoothed by the initial
    /// monotone sequence of C. J. Geyer, "Practical Markov Chain Monte Carlo", Statistical Science 7 (1992). Between 1 and n:
    /// runs that alternate are not credited with more than their number.
    /// </summary>
    public static double EffectiveSampleSize(ReadOnlySpan<double> samples)
    {
        double sum = -1;
        foreach (double pair in InitialMonotonePairs(samples))
        {
            sum += 2 * pair;
        }

        return samples.Length / Math.Clamp(sum, 1, samples.Length);
    }

    /// <summary>
    /// Sums of autocorrelations at lags 0 and 1, 2 and 3, …, as long as they are positive, none larger than the one before:
    /// for a reversible process they must be so, and what is not is noise of the estimate.
    /// </summary>
    internal static List<double> InitialMonotonePairs(ReadOnlySpan<double> samples)
    {
        double[] centred = Centred(samples);
        double variance = Sum(centred, 0);
        List<double> pairs = [];
        if (!(variance > 0))
        {
            return [1];
        }

        double least = double.PositiveInfinity;
        for (int lag = 0; lag + 1 < centred.Length; lag += 2)
        {
            double pair = (Sum(centred, lag) + Sum(centred, lag + 1)) / variance;
            if (pair <= 0)
            {
                break;
            }

            least = Math.Min(least, pair);
            pairs.Add(least);
        }

        return pairs;
    }

    private static bool AreFinite(ReadOnlySpan<double> samples)
    {
        foreach (double sample in samples)
        {
            if (!double.IsFinite(sample))
            {
                return false;
            }
        }

        return true;
    }

    private static double[] Centred(ReadOnlySpan<double> samples)
    {
        double mean = Mean.Of(samples);
        double[] centred = new double[samples.Length];
        for (int i = 0; i < centred.Length; i++)
        {
            centred[i] = double.IsFinite(samples[i])
                ? samples[i] - mean
                : throw new ArgumentException("a sample is not a finite number", nameof(samples));
        }

        return centred;
    }

    /// <summary>The sum of products a lag apart, several at a time as the processor can.</summary>
    private static double Sum(double[] centred, int lag)
    {
        ReadOnlySpan<double> late = centred.AsSpan(lag);
        ReadOnlySpan<double> early = centred.AsSpan(0, late.Length);
        Vector<double> sums = Vector<double>.Zero;
        int i = 0;
        for (; i <= late.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            sums += new Vector<double>(late[i..]) * new Vector<double>(early[i..]);
        }

        double sum = Vector.Sum(sums);
        for (; i < late.Length; i++)
        {
            sum += late[i] * early[i];
        }

        return sum;
    }
}
