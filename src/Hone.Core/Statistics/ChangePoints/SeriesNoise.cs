namespace Hone.Statistics.ChangePoints;

/// <summary>The noise about the levels of a series.</summary>
/// <param name="Sd">Its standard deviation, with wild values drawn in.</param>
/// <param name="Correlation">How much a value resembles the one before it, beyond what chance may show: 0 to 0.9.</param>
/// <param name="Precision">One over the standard deviation at each place: some stretches are noisier than others.</param>
internal sealed record SeriesNoise(double Sd, double Correlation, double[] Precision)
{
    private const double Wild = 3;
    private const double VeryWild = 7;

    // The mean deviation of so many neighbours tells a noisier stretch: of normal noise it is right to a tenth.
    private const int Near = 32;
    private const double Wider = 1.35;
    private const double MuchWider = 1.8;
    private const double Narrower = 1.5;

    /// <summary>
    /// How much wider than that of unrelated values the spread of a mean of related ones is: √((1 + ρ) / (1 − ρ)), as of a process in
    /// which each value takes over the share ρ of the last one's deviation.
    /// </summary>
    public double Widening => Math.Sqrt((1 + Correlation) / (1 - Correlation));

    /// <summary>
    /// By place, one over the widened standard deviation: what a deviation counts for when a change is judged. Where neighbours resemble
    /// each other all that is far from a level counts less, and so does the most that one value may count: of any noise an outlier is the
    /// same part of what a change must exceed, and a level that stands out shows after as many points.
    /// </summary>
    public double[] Counting => Divided(Precision, Widening);

    /// <summary>A precision for noise that is so many times wider.</summary>
    public static double[] Divided(double[] precision, double times)
    {
        double[] divided = new double[precision.Length];
        for (int i = 0; i < divided.Length; i++)
        {
            divided[i] = precision[i] / times;
        }

        return divided;
    }

    /// <summary>
    /// The noise before any level is known, from the differences of neighbours, which a change of level touches once. Where most
    /// neighbours are equal, differences count as no more than the smallest that there is, and the noise is at least that of rounding to it.
    /// </summary>
    /// <returns>Null when all values are the same.</returns>
    public static (SeriesNoise Noise, bool IsOfRounding)? OfDifferences(double[] series)
    {
        double[] steps = new double[series.Length - 1];
        double size = 0;
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = Math.Abs(series[i + 1] - series[i]);
            size = Math.Max(size, Math.Abs(series[i]));
        }

        double least = SmallestStep(steps, size);
        if (double.IsInfinity(least))
        {
            return null;
        }

        double rounding = Rounding(least);
        double sum = 0;
        foreach (double step in steps)
        {
            sum += Math.Min(step, least) * Math.Min(step, least);
        }

        double ofSteps = Mad.NormalScale * Middle.OfScrambled(steps) / Math.Sqrt(2);
        bool isOfRounding = ofSteps <= rounding;
        double sd = isOfRounding ? Math.Max(rounding, Math.Sqrt(sum / (2 * steps.Length))) : ofSteps;
        return (new(sd, 0, Even(series.Length, sd)), isOfRounding);
    }

    /// <summary>The noise about known levels.</summary>
    /// <param name="residuals">What is left of the series without its levels.</param>
    /// <param name="levels">How many levels there are.</param>
    /// <param name="least">The smallest step between neighbours, of which most residuals may be less.</param>
    public static SeriesNoise About(double[] residuals, int levels, double least)
    {
        int n = residuals.Length;
        double[] sizes = new double[n];
        for (int i = 0; i < n; i++)
        {
            sizes[i] = Math.Abs(residuals[i]);
        }

        double mad = Mad.NormalScale * Middle.OfScrambled(sizes);
        double limit = Math.Max(Wild * mad, least);
        double squares = 0;
        double products = 0;
        double last = 0;
        for (int i = 0; i < n; i++)
        {
            double drawnIn = Math.Clamp(residuals[i], -limit, limit);
            squares += drawnIn * drawnIn;
            products += drawnIn * last;
            last = drawnIn;
        }

        double sd = Math.Max(Math.Sqrt(squares / Math.Max(1, n - levels)), Rounding(least));

        // Residuals about estimated levels seem to alternate: the correlation is too low by (1 + 3 ρ) / n a level (M. G. Kendall, Biometrika 41 (1954)).
        double correlation = squares > 0 ? products / squares : 0;
        correlation += (1 + (3 * correlation)) / n * levels;
        correlation = Math.Clamp(correlation - (1 / Math.Sqrt(n)), 0, 0.9);
        return new(sd, correlation, n < 4 * Near ? Even(n, sd) : Local(residuals, sd, Math.Max(VeryWild * mad, least)));
    }

    /// <summary>The smallest difference of neighbours that is not just an error of arithmetic; infinite when all are the same.</summary>
    public static double SmallestStep(double[] series)
    {
        double[] steps = new double[series.Length - 1];
        double size = 0;
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = Math.Abs(series[i + 1] - series[i]);
            size = Math.Max(size, Math.Abs(series[i]));
        }

        return SmallestStep(steps, size);
    }

    private static double SmallestStep(double[] steps, double size)
    {
        double least = double.PositiveInfinity;
        foreach (double step in steps)
        {
            if (step > 1e-11 * Math.Max(size, 1e-280) && step < least)
            {
                least = step;
            }
        }

        return least;
    }

    /// <summary>The standard deviation of rounding to multiples of a step.</summary>
    private static double Rounding(double step) => step / Math.Sqrt(12);

    private static double[] Even(int n, double sd)
    {
        double[] precision = new double[n];
        Array.Fill(precision, 1 / sd);
        return precision;
    }

    /// <summary>The precision by place: that of all, unless the neighbourhood is clearly noisier or quieter than chance makes it.</summary>
    private static double[] Local(double[] residuals, double sd, double limit)
    {
        int n = residuals.Length;
        double[] sums = new double[n + 1];
        for (int i = 0; i < n; i++)
        {
            sums[i + 1] = sums[i] + Math.Min(Math.Abs(residuals[i]), limit);
        }

        double all = sums[n] / n;
        if (!(all > 0))
        {
            return Even(n, sd);
        }

        double[] precision = new double[n];
        for (int i = 0; i < n; i++)
        {
            int start = Math.Clamp(i - Near, 0, n - (2 * Near));
            double ratio = (sums[start + (2 * Near)] - sums[start]) / (2 * Near * all);
            double factor = ratio > MuchWider ? ratio
                : ratio > Wider ? 1 + ((ratio - Wider) / (MuchWider - Wider) * (MuchWider - 1))
                : Math.Clamp(ratio * Narrower, 0.05, 1);
            precision[i] = 1 / (sd * factor);
        }

        return precision;
    }
}
