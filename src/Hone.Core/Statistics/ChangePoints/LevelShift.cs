using System.Numerics;

namespace Hone.Statistics.ChangePoints;

/// <summary>
/// The two-sided sum test for one change of level in a stretch of a series. Values are counted in standard deviations from the
/// stretch's median, none as more than three of them, so that an outlier weighs no more than a plain bad value.
/// </summary>
/// <param name="series">The series.</param>
/// <param name="precision">One over the standard deviation of the noise at each place.</param>
internal sealed class LevelShift(double[] series, double[] precision)
{
    /// <summary>So many standard deviations count at most.</summary>
    public const double Most = 3;

    /// <summary>Stretches are at most twice as long; more of a level says nothing new about its end.</summary>
    public const int Reach = 4096;

    private const int Told = 127;

    private readonly double[] _work = new double[Math.Min(series.Length, 2 * Reach)];

    /// <summary>
    /// The most likely first place of a new level within a stretch of at least two values, and how many standard deviations of chance
    /// its levels are apart: max over k of |S_k − k S_L / L| √(L / (k (L − k))) of the partial sums S.
    /// </summary>
    public (int Place, double Size) Best(int start, int end)
    {
        Span<double> sizes = Sizes(start, end);
        int place = 1;
        for (int k = 2; k < sizes.Length; k++)
        {
            if (sizes[k] > sizes[place])
            {
                place = k;
            }
        }

        return (start + place, Math.Sqrt(sizes[place]));
    }

    /// <summary>
    /// The same of one of many stretches of a length, where only what is above a limit matters: the median is that of some of the
    /// values, and several places are judged at a time.
    /// </summary>
    /// <param name="start">The first place of the stretch.</param>
    /// <param name="weights">The factors of its length as <see cref="Weights"/> gives them.</param>
    /// <param name="limit">What the levels must be apart.</param>
    /// <returns>Null below the limit.</returns>
    public (int Place, double Size)? Above(int start, double[] weights, double limit)
    {
        int length = weights.Length;
        Span<double> sums = _work.AsSpan(0, length);
        Count(series.AsSpan(start, length), precision.AsSpan(start, length), Middle.About(series.AsSpan(start, length)), sums);
        double sum = 0;
        for (int i = 0; i < sums.Length; i++)
        {
            sum += sums[i];
            sums[i] = sum;
        }

        double mean = sum / length;
        double most = Largest(sums, weights, mean);
        if (!(most > limit * limit))
        {
            return null;
        }

        int place = 1;
        double best = -1;
        for (int k = 1; k < length; k++)
        {
            double size = Size(sums[k - 1], mean, k, weights[k]);
            if (size > best)
            {
                (best, place) = (size, k);
            }
        }

        return (start + place, Math.Sqrt(best));
    }

    /// <summary>
    /// By place within a stretch, the square of how far apart the levels before and after it are; 0 at its start. Holds until the next call.
    /// </summary>
    public Span<double> Sizes(int start, int end)
    {
        int length = end - start;
        Span<double> sizes = _work.AsSpan(0, length);
        double middle = Median(start, end);
        double all = 0;
        for (int i = 0; i < length; i++)
        {
            sizes[i] = Counted(start + i, middle);
            all += sizes[i];
        }

        double mean = all / length;
        double sum = 0;
        for (int i = 0; i < length; i++)
        {
            double value = sizes[i];
            double apart = sum - (mean * i);
            sizes[i] = i == 0 ? 0 : apart * apart * length / ((double)i * (length - i));
            sum += value;
        }

        return sizes;
    }

    /// <summary>How far apart the levels before and after a place are, in standard deviations of chance; only the nearest values count.</summary>
    public double At(int start, int place, int end)
    {
        start = Math.Max(start, place - Reach);
        end = Math.Min(end, place + Reach);
        double middle = Median(start, end);
        double before = 0;
        double after = 0;
        for (int i = start; i < place; i++)
        {
            before += Counted(i, middle);
        }

        for (int i = place; i < end; i++)
        {
            after += Counted(i, middle);
        }

        double left = place - start;
        double right = end - place;
        return Math.Abs((before / left) - (after / right)) * Math.Sqrt(left * right / (left + right));
    }

    /// <summary>The level of a stretch: its mean, with values beyond three standard deviations of its median drawn in to there.</summary>
    public double Level(int start, int end)
    {
        if (end - start > _work.Length)
        {
            start = end - _work.Length;
        }

        double middle = Median(start, end);
        double sum = 0;
        for (int i = start; i < end; i++)
        {
            sum += Counted(i, middle) / precision[i];
        }

        return middle + (sum / (end - start));
    }

    /// <summary>The factors L / (k (L − k)) of a stretch of L values.</summary>
    public static double[] Weights(int length)
    {
        double[] weights = new double[length];
        for (int k = 1; k < length; k++)
        {
            weights[k] = length / ((double)k * (length - k));
        }

        return weights;
    }

    /// <summary>What each value counts, several at a time as the processor can.</summary>
    private static void Count(ReadOnlySpan<double> values, ReadOnlySpan<double> precisions, double middle, Span<double> counts)
    {
        Vector<double> middles = new(middle);
        Vector<double> high = new(Most);
        Vector<double> low = -high;
        int i = 0;
        for (; i <= counts.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> deviations = (new Vector<double>(values[i..]) - middles) * new Vector<double>(precisions[i..]);
            Vector.Min(high, Vector.Max(low, deviations)).CopyTo(counts[i..]);
        }

        for (; i < counts.Length; i++)
        {
            counts[i] = Math.Min(Most, Math.Max(-Most, (values[i] - middle) * precisions[i]));
        }
    }

    /// <summary>The largest size over all places, squared.</summary>
    private static double Largest(ReadOnlySpan<double> sums, ReadOnlySpan<double> weights, double mean)
    {
        Vector<double> means = new(mean);
        Vector<double> step = new(Vector<double>.Count);
        Vector<double> places = Vector<double>.Indices + Vector<double>.One;
        Vector<double> most = Vector<double>.Zero;
        int k = 1;
        for (; k <= sums.Length - Vector<double>.Count; k += Vector<double>.Count)
        {
            Vector<double> apart = new Vector<double>(sums[(k - 1)..]) - (means * places);
            most = Vector.Max(most, apart * apart * new Vector<double>(weights[k..]));
            places += step;
        }

        double largest = 0;
        for (int i = 0; i < Vector<double>.Count; i++)
        {
            largest = Math.Max(largest, most[i]);
        }

        for (; k < sums.Length; k++)
        {
            largest = Math.Max(largest, Size(sums[k - 1], mean, k, weights[k]));
        }

        return largest;
    }

    private static double Size(double sum, double mean, int k, double weight)
    {
        double apart = sum - (mean * k);
        return apart * apart * weight;
    }

    private double Counted(int at, double middle) => Math.Min(Most, Math.Max(-Most, (series[at] - middle) * precision[at]));

    // Of a long stretch some values tell well enough from where to count: to a tenth of a standard deviation.
    private double Median(int start, int end)
    {
        int length = end - start;
        if (length > 2 * Told)
        {
            Span<double> some = stackalloc double[Told];
            for (int i = 0; i < Told; i++)
            {
                some[i] = series[start + (int)((((2L * i) + 1) * length) / (2 * Told))];
            }

            return Middle.OfScrambled(some);
        }

        Span<double> copy = _work.AsSpan(0, end - start);
        series.AsSpan(start, end - start).CopyTo(copy);
        return Middle.OfScrambled(copy);
    }
}
