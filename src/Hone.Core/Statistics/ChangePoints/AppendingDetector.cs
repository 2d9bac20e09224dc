namespace Hone.Statistics.ChangePoints;

/// <summary>
/// Judges a history point by point as it grows. A point costs the same after a hundred as after a million: only the present level's
/// latest points are looked at, in stretches that end at the new point. An alarm is never taken back by a later look, and a flat history
/// is looked at after every point, so the limit is higher than for a whole series.
/// </summary>
public static class AppendingDetector
{
    /// <summary>So many points of the present level are kept.</summary>
    public const int MostKept = 512;

    // Below this the noise of a history that has no earlier level is not known well enough.
    private const int FewestPoints = 12;

    // The last points may belong to a new level already, and do not tell what the noise is.
    private const int Recent = 8;

    // The noise of earlier levels counts as much as so many points of the present one.
    private const int Remembered = 20;

    // A second change in the same direction after at most so many points is the same ramp.
    private const int RampPause = 40;

    /// <summary>A state that knows a history.</summary>
    /// <exception cref="ArgumentException">A value is not a finite number.</exception>
    public static AppendingState Begin(ReadOnlySpan<double> history)
    {
        (double[] series, bool isRelative) = SeriesScale.Of(history);
        double strictness = Strictness;
        if (series.Length < ChangePointDetector.FewestPoints
            || LevelSearch.Search(series, ChangeLimits.Of(series.Length, strictness), 0) is not { } found)
        {
            return new() { Points = history.Length, Present = Latest(history) };
        }

        int start = found.Starts.Length == 0 ? 0 : found.Starts[^1];
        LevelShift shift = new(series, found.Noise.Precision);
        return new()
        {
            Points = history.Length,
            Present = Latest(history[start..]),
            Noise = found.Noise.Sd,
            Correlation = found.Noise.Correlation,
            IsRelative = isRelative,
            Before = start == 0 ? null : SeriesScale.Value(shift.Level(found.Starts.Length == 1 ? 0 : found.Starts[^2], start), isRelative),
            PresentSince = start,
        };
    }

    /// <summary>The state with one more point, and the change that this point has shown.</summary>
    /// <exception cref="ArgumentException">The value is not a finite number.</exception>
    public static (AppendingState State, AppendedChange? Change) Append(AppendingState state, double value)
    {
        int kept = Math.Min(state.Present.Count, MostKept - 1);
        double[] values = new double[kept + 1];
        for (int i = 0; i < kept; i++)
        {
            values[i] = state.Present[state.Present.Count - kept + i];
        }

        values[kept] = value;
        AppendingState grown = state with { Points = state.Points + 1, Present = values };
        if (PresentNoise.Of(grown, Recent, Remembered, FewestPoints) is not { } present)
        {
            return (grown, null);
        }

        double limit = Limit(grown, present);
        LevelShift shift = new(present.Series, present.Noise.Counting);
        if (Place(shift, values.Length, limit) is not int place)
        {
            return (grown, null);
        }

        double before = SeriesScale.Value(shift.Level(0, place), present.IsRelative);
        double after = SeriesScale.Value(shift.Level(place, values.Length), present.IsRelative);
        AppendedChange change = new(
            grown.Points - values.Length + place,
            before,
            after,
            before == 0 ? null : (after - before) / Math.Abs(before),
            shift.At(0, place, values.Length),
            limit,
            values.Length - place,
            grown.Before is double earlier && before > earlier == after > before && grown.Points - grown.PresentSince - (values.Length - place) <= RampPause,
            grown.Before is double former && (before > former ? after < before + ((former - before) / 2) : after > before + ((former - before) / 2)) && before > former != after > before);
        return (StartLevel(grown, values.Length - place, before, present), change);
    }

    /// <summary>
    /// The state after a change was confirmed by other means, such as pairs of runs: its present level are the last points.
    /// </summary>
    /// <param name="state">A state.</param>
    /// <param name="points">How many of its last points belong to the new level; at least 1.</param>
    public static AppendingState Confirm(AppendingState state, int points)
    {
        points = Math.Clamp(points, 1, Math.Max(1, state.Present.Count));
        PresentNoise? present = PresentNoise.Of(state, Recent, Remembered, FewestPoints);
        double[] earlier = [.. state.Present.Take(state.Present.Count - points)];
        return StartLevel(state, points, earlier.Length == 0 ? state.Before : Median.Of(earlier), present);
    }

    /// <summary>The limit of the margin over √(2 ln n) for points that are judged one by one.</summary>
    internal static double Strictness => 1.75;

    private static double Limit(AppendingState state, PresentNoise present) =>
        Math.Sqrt(2 * Math.Log(Math.Max(state.Points, 100))) + Strictness + (6.0 / present.Known);

    private static AppendingState StartLevel(AppendingState state, int points, double? before, PresentNoise? present) => state with
    {
        Present = [.. state.Present.Skip(state.Present.Count - points)],
        Noise = present?.Noise.Sd ?? state.Noise,
        Correlation = present?.Noise.Correlation ?? state.Correlation,
        IsRelative = present?.IsRelative ?? state.IsRelative,
        Before = before,
        PresentSince = state.Points - points,
    };

    /// <summary>The first place of a new level, sought in stretches that end at the last point, the shortest first.</summary>
    private static int? Place(LevelShift shift, int n, double limit)
    {
        for (double exact = 4; ; exact *= Math.Sqrt(2))
        {
            int length = Math.Min(n, (int)Math.Round(exact));
            if (length >= 2 && shift.Best(n - length, n).Size >= limit)
            {
                // What shows in a stretch must stand out from the whole level too, at its best place there.
                int place = shift.Best(0, n).Place;
                return shift.At(0, place, n) >= limit ? place : null;
            }

            if (length == n)
            {
                return null;
            }
        }
    }

    private static double[] Latest(ReadOnlySpan<double> level) => level[Math.Max(0, level.Length - MostKept)..].ToArray();
}
