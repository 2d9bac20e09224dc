namespace Hone.Statistics.ChangePoints;

/// <summary>
/// Finds the changes of a whole series: steps and ramps of its level, and changes of its noise. It is made for histories of performance
/// figures: outliers, skewed noise, noise that resembles its neighbours and stretches of more noise are not mistaken for changes of level.
/// </summary>
public static class ChangePointDetector
{
    /// <summary>Of fewer points nothing is told.</summary>
    public const int FewestPoints = 6;

    /// <summary>The changes of a series.</summary>
    /// <param name="values">The points in their order, in any one unit; all finite.</param>
    /// <param name="options">How strictly to look; null for the defaults.</param>
    /// <exception cref="ArgumentException">A value is not a finite number.</exception>
    public static ChangePointReport Find(ReadOnlySpan<double> values, ChangePointOptions? options = null)
    {
        options ??= new();
        (double[] series, bool isRelative) = SeriesScale.Of(values);
        if (series.Length < FewestPoints)
        {
            return new(series.Length, isRelative, 0, 0, double.PositiveInfinity, [], []);
        }

        double limit = ChangeLimits.Of(series.Length, options.Strictness);
        if (LevelSearch.Search(series, limit, Smallest(series, isRelative, options.SmallestEffect)) is not { } found)
        {
            return new(series.Length, isRelative, 0, 0, limit, [], []);
        }

        IReadOnlyList<LevelPath.Piece> pieces = LevelPath.Of(series, found);
        IReadOnlyList<ChangePoint> changes = WentAway.Mark([.. ChangeDescription.Of(series, pieces, found, isRelative)]);
        return new(
            series.Length, isRelative, found.Noise.Sd, found.Noise.Correlation, found.Limit, changes,
            SpreadSearch.Search(LevelPath.Residuals(series, pieces), found.Noise.Sd, limit));
    }

    private static double Smallest(double[] series, bool isRelative, double effect) =>
        effect <= 0 ? 0
        : isRelative ? Math.Log(1 + effect)
        : effect * Math.Abs(Middle.OfScrambled([.. series]));
}
