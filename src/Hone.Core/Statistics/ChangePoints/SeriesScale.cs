namespace Hone.Statistics.ChangePoints;

/// <summary>
/// The scale on which a series is searched: logarithms where all values are above zero, so that equal parts of the level count the
/// same; else the values themselves.
/// </summary>
internal static class SeriesScale
{
    /// <summary>The series on its scale; a value that is not finite is an <see cref="ArgumentException"/>.</summary>
    public static (double[] Series, bool IsRelative) Of(ReadOnlySpan<double> values)
    {
        bool positive = true;
        foreach (double value in values)
        {
            positive &= value > 0;
            if (!double.IsFinite(value))
            {
                throw new ArgumentException("a value is not a finite number", nameof(values));
            }
        }

        double[] series = values.ToArray();
        if (positive)
        {
            for (int i = 0; i < series.Length; i++)
            {
                series[i] = Math.Log(series[i]);
            }
        }

        return (series, positive);
    }

    /// <summary>A level in the unit of the values.</summary>
    public static double Value(double level, bool isRelative) => isRelative ? Math.Exp(level) : level;
}
