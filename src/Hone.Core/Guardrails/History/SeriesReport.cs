using Hone.Statistics.ChangePoints;

namespace Hone.Guardrails.History;

/// <summary>A change of level of a series of the history.</summary>
/// <param name="Series">The series.</param>
/// <param name="Change">The change; its indices count the series' points.</param>
/// <param name="Changed">What changed in the environment at the same time and may be its cause; empty when the program is.</param>
public sealed record SeriesChange(HistorySeries Series, ChangePoint Change, IReadOnlyList<ChangedFact> Changed)
{
    /// <summary>Whether it is the environment's change rather than the program's.</summary>
    public bool IsEnvironment => Changed.Count > 0;

    /// <summary>Whether the new level is worse.</summary>
    public bool IsWorse => Change.After > Change.Before == Series.LowerIsBetter;

    /// <summary>The position of the last point that is surely of the old level; what changed came after it.</summary>
    public long After => Position(Math.Min(Change.Earliest, Change.Begins) - 1);

    /// <summary>The position of the first point that is surely of the new level.</summary>
    public long UpTo => Position(Math.Max(Change.Latest, Change.Reached));

    /// <summary>The position of the point before the most likely place: what changed came after it.</summary>
    public long LikelyAfter => Position(Change.Begins - 1);

    /// <summary>The position of the first point of the new level, by the most likely place.</summary>
    public long Likely => Position(Change.Reached);

    private long Position(int index) => Series.Points[Math.Clamp(index, 0, Series.Points.Count - 1)].Position;
}

/// <summary>What a series of the history did.</summary>
/// <param name="Series">The series.</param>
/// <param name="Report">Its changes; indices count the series' points.</param>
/// <param name="Changes">The same changes with what the environment has to do with them.</param>
public sealed record SeriesReport(HistorySeries Series, ChangePointReport Report, IReadOnlyList<SeriesChange> Changes)
{
    /// <summary>Judges a series.</summary>
    /// <param name="series">The series.</param>
    /// <param name="smallest">Changes by less than this part of the level are none.</param>
    public static SeriesReport Of(HistorySeries series, double smallest)
    {
        ChangePointReport report = ChangePointDetector.Find([.. series.Points.Select(point => point.Value)], new() { SmallestEffect = smallest });
        List<SeriesChange> changes = [];
        for (int i = 0; i < report.Changes.Count; i++)
        {
            ChangePoint change = report.Changes[i];
            int start = i == 0 ? 0 : report.Changes[i - 1].Reached;
            int end = i + 1 == report.Changes.Count ? series.Points.Count : report.Changes[i + 1].Begins;
            changes.Add(new(
                series,
                change,
                EnvironmentRule.Judge(series.Points, Part(series, start, change.Begins), Part(series, change.Reached, end), report.IsRelative)));
        }

        return new(series, report, changes);
    }

    private static IReadOnlyList<HistoryPoint> Part(HistorySeries series, int start, int end) => [.. series.Points.Skip(start).Take(end - start)];
}
