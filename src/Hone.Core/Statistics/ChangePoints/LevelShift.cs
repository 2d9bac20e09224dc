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

    private readonly double[] _work = new double[Math.Min(series.Length, 2 * Reach)];

    /// <summary>
    /// The most likely first place of a new level within a stretch of at least two values, and how many standard deviations of chance
    /// its levels are apart: max over k of |S_k − k S_L / L| √(L / (k (L − k))) of the partial sums S.
    /// </summary>
    /// <param name="start">The first place of the stretch.</param>
    /// <param name="end">The place behind it.</param>
    /// <param name="weights">L / (k (L − k)) by k as <see cref="Weights"/> gives it, for many stretches of one length; null to compute it.</param>
    public (int Place, double Size) Best(int start, int end, double[]? weights)
    {
        int length = end - start;
        Span<double> sums = _work.AsSpan(0, length);
        double middle = weights is null ? Median(start, end) : Middle.About(series.AsSpan(start, length));
        double sum = 0;
        for (int i = 0; i < length; i++)
        {
            sum += Counted(start + i, middle);
            sums[i] = sum;
        }

        double mean = sum / length;
        double best = -1;
        int place = start + 1;
        for (int k = 1; k < length; k++)
        {
            double apart = sums[k - 1] - (mean * k);
            double size = apart * apart * (weights is null ? length / ((double)k * (length - k)) : weights[k]);
            if (size > best)
            {
                best = size;
                place = start + k;
            }
        }

        return (place, Math.Sqrt(best));
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

    private double Counted(int at, double middle) => Math.Min(Most, Math.Max(-Most, (series[at] - middle) * precision[at]));

    private double Median(int start, int end)
    {
        Span<double> copy = _work.AsSpan(0, end - start);
        series.AsSpan(start, end - start).CopyTo(copy);
        return Middle.OfScrambled(copy);
    }
}
