namespace Hone.Statistics.ChangePoints;

/// <summary>The noise of a growing history's present level, learnt from its points and from earlier levels.</summary>
/// <param name="Series">The level's points on the scale of the series.</param>
/// <param name="IsRelative">Whether that scale is logarithmic.</param>
/// <param name="Level">The level, on that scale.</param>
/// <param name="Noise">The noise.</param>
/// <param name="Known">How many points it was learnt from.</param>
internal sealed record PresentNoise(double[] Series, bool IsRelative, double Level, SeriesNoise Noise, int Known)
{
    /// <summary>The noise; null when there are too few points to know it, or all are the same.</summary>
    /// <param name="state">The history.</param>
    /// <param name="recent">So many of the last points do not count, or a fifth of fewer than 40.</param>
    /// <param name="remembered">The noise of earlier levels counts as much as so many points.</param>
    /// <param name="fewest">So many points there must be when there was no earlier level.</param>
    public static PresentNoise? Of(AppendingState state, int recent, int remembered, int fewest)
    {
        (double[] series, bool isRelative) = SeriesScale.Of([.. state.Present]);
        double? earlier = state.IsRelative == isRelative ? state.Noise : null;
        int sure = series.Length - Math.Min(recent, series.Length / 5);
        if (series.Length < (earlier is null ? fewest : 2))
        {
            return null;
        }

        double[] settled = series[..sure];
        double middle = Middle.OfScrambled([.. settled]);
        double least = SeriesNoise.SmallestStep(series);
        if (double.IsInfinity(least))
        {
            return null;
        }

        for (int i = 0; i < sure; i++)
        {
            settled[i] -= middle;
        }

        SeriesNoise own = SeriesNoise.About(settled, 1, least);
        double sd = own.Sd;
        double correlation = own.Correlation;
        if (earlier is double known)
        {
            // Few points say little about their own noise, and nothing about how they resemble each other.
            double share = (double)sure / (sure + remembered);
            sd = Math.Sqrt((share * sd * sd) + ((1 - share) * known * known));
            correlation = (share * correlation) + ((1 - share) * state.Correlation);
        }

        double[] precision = new double[series.Length];
        Array.Fill(precision, 1 / sd);
        return new(series, isRelative, middle, new(sd, correlation, precision), sure + (earlier is null ? 0 : remembered));
    }
}
