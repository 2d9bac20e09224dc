namespace Hone.Statistics;

/// <summary>The points of one group: what was set and what came of it, of equal length.</summary>
public sealed record SlopeGroup(double[] X, double[] Y);

/// <summary>A slope with its 95 % interval.</summary>
/// <param name="Value">Change of y for each unit of x.</param>
/// <param name="Interval">Where the slope lies, at 95 %.</param>
/// <param name="Groups">The groups that say anything.</param>
public sealed record SlopeEstimate(double Value, Interval Interval, int Groups);

/// <summary>
/// The slope that groups of points share when each group has a level of its own, as rounds of a measurement do on a machine that
/// drifts: only differences inside a group count. Huber's M-estimate (P. J. Huber, Robust Statistics (1981), chapter 7) with the
/// usual 1.345 scales, by iterated weighted least squares, so that a run which something else slowed down pulls no more than its
/// share. The interval is the jackknife's over whole groups (B. Efron and C. Stein, The Annals of Statistics 9 (1981)) with Student's
/// t: points of one group need not be independent, nor all groups equally noisy.
/// </summary>
public static class GroupedSlope
{
    /// <summary>The fewest groups that an interval is given for.</summary>
    public const int FewestGroups = 5;

    private const double Huber = 1.345;
    private const int MostSteps = 60;
    private const double Confidence = 0.95;

    /// <summary>The estimate; null with fewer than <see cref="FewestGroups"/> groups in which x differs.</summary>
    public static SlopeEstimate? Of(IReadOnlyList<SlopeGroup> groups)
    {
        SlopeGroup[] telling = [.. groups.Where(Tells)];
        if (telling.Length < FewestGroups)
        {
            return null;
        }

        double all = Fit(telling, -1);
        double[] without = [.. Enumerable.Range(0, telling.Length).Select(left => Fit(telling, left))];
        double mean = Mean.Of(without);
        double error = Math.Sqrt(without.Sum(value => (value - mean) * (value - mean)) * (telling.Length - 1) / telling.Length);
        double reach = StudentT.Quantile((1 + Confidence) / 2, telling.Length - 1) * error;
        return new(all, new(all - reach, all + reach), telling.Length);
    }

    private static bool Tells(SlopeGroup group) =>
        group.X.Length == group.Y.Length && group.X.Length > 1 && group.X.All(double.IsFinite) && group.Y.All(double.IsFinite) && group.X.Max() > group.X.Min();

    private static double Fit(SlopeGroup[] groups, int left)
    {
        SlopeGroup[] used = left < 0 ? groups : [.. groups.Where((_, i) => i != left)];
        double slope = Median.Of([.. used.Select(Plain)]);
        double[] levels = [.. used.Select(group => Level(group, slope))];
        int points = used.Sum(group => group.X.Length);
        double[] sizes = new double[points];

        // Each group's level takes a degree of freedom from its residuals.
        double freedom = Math.Sqrt(points / (double)Math.Max(1, points - used.Length - 1));
        for (int step = 0; step < MostSteps; step++)
        {
            int at = 0;
            for (int g = 0; g < used.Length; g++)
            {
                for (int i = 0; i < used[g].X.Length; i++)
                {
                    sizes[at++] = Math.Abs(used[g].Y[i] - levels[g] - (slope * used[g].X[i]));
                }
            }

            double limit = Huber * Mad.NormalScale * Median.Of(sizes) * freedom;
            double next = Weighted(used, levels, slope, limit);
            bool settled = Math.Abs(next - slope) <= 1e-9 * Math.Max(1, Math.Abs(next));
            slope = next;
            if (settled)
            {
                break;
            }
        }

        return slope;
    }

    // One step of weighted least squares; the levels are moved along.
    private static double Weighted(SlopeGroup[] groups, double[] levels, double slope, double limit)
    {
        double products = 0;
        double squares = 0;
        Span<(double X, double Y)> centres = new (double, double)[groups.Length];
        for (int g = 0; g < groups.Length; g++)
        {
            (double sum, double sumX, double sumY, double sumXx, double sumXy) = (0, 0, 0, 0, 0);
            for (int i = 0; i < groups[g].X.Length; i++)
            {
                (double x, double y) = (groups[g].X[i], groups[g].Y[i]);
                double size = Math.Abs(y - levels[g] - (slope * x));
                double weight = size <= limit ? 1 : limit > 0 ? limit / size : 1e-9;
                double dx = x - groups[g].X[0];
                double dy = y - groups[g].Y[0];
                sum += weight;
                sumX += weight * dx;
                sumY += weight * dy;
                sumXx += weight * dx * dx;
                sumXy += weight * dx * dy;
            }

            products += sumXy - (sumX * sumY / sum);
            squares += sumXx - (sumX * sumX / sum);
            centres[g] = (groups[g].X[0] + (sumX / sum), groups[g].Y[0] + (sumY / sum));
        }

        double next = squares > 0 ? products / squares : slope;
        for (int g = 0; g < groups.Length; g++)
        {
            levels[g] = centres[g].Y - (next * centres[g].X);
        }

        return next;
    }

    private static double Plain(SlopeGroup group)
    {
        double x = Mean.Of(group.X);
        double y = Mean.Of(group.Y);
        double products = 0;
        double squares = 0;
        for (int i = 0; i < group.X.Length; i++)
        {
            products += (group.X[i] - x) * (group.Y[i] - y);
            squares += (group.X[i] - x) * (group.X[i] - x);
        }

        return products / squares;
    }

    private static double Level(SlopeGroup group, double slope) => Median.Of([.. group.X.Select((x, i) => group.Y[i] - (slope * x))]);
}
