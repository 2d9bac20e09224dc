namespace Hone.Statistics.ChangePoints;

/// <summary>
/// Whether steps in one direction are rather one ramp: a level, a straight line to the next level, and that level. Both are fitted by
/// least squares and the one with the smaller Bayesian information criterion is taken (G. Schwarz, "Estimating the Dimension of a
/// Model", Annals of Statistics 6 (1978)), for as many values as count when neighbours resemble each other.
/// </summary>
internal static class RampFit
{
    private const int Grid = 20;
    private const int Longest = 8192;

    // A ramp over fewer points is a step that was caught in between.
    private const int ShortestRamp = 6;

    // The ends of a ramp are the best of many, and a step is the simpler story.
    private const double Doubt = 10;

    /// <summary>A ramp: the first place on its way and the first place of the level that it leads to.</summary>
    public readonly record struct Ramp(int From, int To);

    /// <summary>The ramp that describes the steps better than they themselves do; null where none does.</summary>
    /// <param name="series">The series.</param>
    /// <param name="bounds">Where the level before the first step starts, where each step is, and where the level after the last ends.</param>
    /// <param name="levels">The levels between these bounds.</param>
    /// <param name="noise">The noise about them.</param>
    public static Ramp? Of(double[] series, ReadOnlySpan<int> bounds, ReadOnlySpan<double> levels, SeriesNoise noise)
    {
        int first = bounds[1];
        int last = bounds[^2];
        if (last - first > Longest)
        {
            return null;
        }

        int start = Math.Max(bounds[0], first - (Longest / 4));
        int end = Math.Min(bounds[^1], last + (Longest / 4));
        int n = end - start;
        int steps = levels.Length - 1;
        if (n < 3 * ShortestRamp)
        {
            return null;
        }

        Moments moments = new(n);
        double ofSteps = 0;
        int level = 0;
        double middle = (levels[0] + levels[^1]) / 2;
        for (int i = start; i < end; i++)
        {
            while (i >= bounds[level + 1])
            {
                level++;
            }

            // Wild values would decide between the two; they are drawn in.
            double wild = LevelShift.Most / noise.Precision[i];
            double residual = Math.Clamp(series[i] - levels[level], -wild, wild);
            ofSteps += residual * residual;
            moments.Add(levels[level] + residual - middle);
        }

        (double ofRamp, int from, int to) = Best(moments, n, first - start, last - start);
        double counting = n / (noise.Widening * noise.Widening);
        double floor = 1e-12 * (ofSteps + ofRamp) + double.Epsilon;
        double better = counting * Math.Log((ofSteps + floor) / (ofRamp + floor));
        double dearer = (4 - ((2 * steps) + 1)) * Math.Log(Math.Max(2, counting));
        return to - from >= ShortestRamp && better > dearer + Doubt ? new(start + from, start + to) : null;
    }

    private static (double Residual, int From, int To) Best(Moments moments, int n, int first, int last)
    {
        (double Residual, int From, int To) best = (double.PositiveInfinity, first, first);
        (int Low, int High) from = (1, Math.Max(2, last));
        (int Low, int High) to = (Math.Min(first + 1, n - 2), n - 1);
        for (int zoom = 0; zoom < 3; zoom++)
        {
            double fromStep = Math.Max(1, (from.High - from.Low) / (double)Grid);
            double toStep = Math.Max(1, (to.High - to.Low) / (double)Grid);
            for (double f = from.Low; f <= from.High; f += fromStep)
            {
                for (double t = to.Low; t <= to.High; t += toStep)
                {
                    if (t - f >= 2 && moments.Residual((int)f, (int)t) is double residual && residual < best.Residual)
                    {
                        best = (residual, (int)f, (int)t);
                    }
                }
            }

            from = (Math.Max(1, (int)(best.From - fromStep)), Math.Min(n - 2, (int)(best.From + fromStep)));
            to = (Math.Max(2, (int)(best.To - toStep)), Math.Min(n - 1, (int)(best.To + toStep)));
        }

        return best;
    }

    /// <summary>Sums over the first values, from which any ramp's residual follows at once.</summary>
    private sealed class Moments(int n)
    {
        private readonly double[] _sums = new double[n + 1];
        private readonly double[] _placed = new double[n + 1];
        private double _squares;
        private int _count;

        public void Add(double value)
        {
            _sums[_count + 1] = _sums[_count] + value;
            _placed[_count + 1] = _placed[_count] + (value * _count);
            _squares += value * value;
            _count++;
        }

        /// <summary>Squares about u + v h(i), where h is 0 up to <paramref name="from"/>, 1 from <paramref name="to"/> on, and straight between.</summary>
        public double Residual(int from, int to)
        {
            double length = to - from;
            double sumH = ((length - 1) / 2) + (_count - to);
            double squareH = ((length - 1) * ((2 * length) - 1) / (6 * length)) + (_count - to);
            double valueH = ((_placed[to] - _placed[from] - (from * (_sums[to] - _sums[from]))) / length) + _sums[_count] - _sums[to];
            double sum = _sums[_count];
            double spreadH = squareH - (sumH * sumH / _count);
            double together = valueH - (sumH * sum / _count);
            return Math.Max(0, _squares - (sum * sum / _count) - (spreadH > 0 ? together * together / spreadH : 0));
        }
    }
}
