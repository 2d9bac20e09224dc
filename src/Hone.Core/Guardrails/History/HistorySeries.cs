using Hone.Statistics;

namespace Hone.Guardrails.History;

/// <summary>What a series is of.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Unit">The unit of its values.</param>
public sealed record SeriesKey(string Workload, string Metric, string Unit);

/// <summary>A point of a series: along commits one commit in one environment, however often it was measured there; along the time one measurement.</summary>
/// <param name="Position">Where it stands among all series' points: the place on the line of commits, or ticks of time where there is none.</param>
/// <param name="Time">When it was first measured.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Value">The median of its measurements, in the series' unit.</param>
/// <param name="Measurements">How many there were.</param>
/// <param name="Environment">Where it was measured.</param>
public sealed record HistoryPoint(long Position, DateTimeOffset Time, string Commit, double Value, int Measurements, IReadOnlyDictionary<string, string> Environment);

/// <summary>The points of one metric of one workload in the order of their commits.</summary>
/// <param name="Key">What it is of.</param>
/// <param name="LowerIsBetter">Whether less is better, as the last entry says.</param>
/// <param name="Points">The points; at least one.</param>
public sealed record HistorySeries(SeriesKey Key, bool LowerIsBetter, IReadOnlyList<HistoryPoint> Points)
{
    /// <summary>Makes series of entries.</summary>
    /// <param name="entries">The entries, in any order.</param>
    /// <param name="line">The commits to go along; null to go along the time of measurement. Entries of other commits are left out.</param>
    public static IReadOnlyList<HistorySeries> Of(IEnumerable<HistoryEntry> entries, CommitLine? line)
    {
        Dictionary<SeriesKey, List<(HistoryEntry Entry, HistoryFigure Figure)>> series = [];
        foreach (HistoryEntry entry in entries)
        {
            if (line is not null && line.PlaceOf(entry.Commit) is null)
            {
                continue;
            }

            foreach (HistoryFigure figure in entry.Figures)
            {
                SeriesKey key = new(entry.Workload, figure.Metric, figure.Unit);
                if (!series.TryGetValue(key, out List<(HistoryEntry, HistoryFigure)>? list))
                {
                    series[key] = list = [];
                }

                list.Add((entry, figure));
            }
        }

        return
        [
            .. series.OrderBy(pair => pair.Key.Workload, StringComparer.Ordinal).ThenBy(pair => Rank(pair.Key.Metric)).ThenBy(pair => pair.Key.Metric, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.Unit, StringComparer.Ordinal)
                .Select(pair => new HistorySeries(pair.Key, pair.Value.MaxBy(each => each.Entry.Time).Figure.LowerIsBetter, PointsOf(pair.Value, line))),
        ];
    }

    // What people look at first comes first.
    private static int Rank(string metric) => metric switch { "wall" => 0, "wall-p95" => 1, "wall-p99" => 2, "cpu" => 3, "peak-rss" => 4, _ => 5 };

    // Only along commits is a commit one point. In the order of time a later measurement of it stands where it was made; and two trees with
    // changes, or two programs of no commit, are not the same program because they are called the same.
    private static IReadOnlyList<HistoryPoint> PointsOf(List<(HistoryEntry Entry, HistoryFigure Figure)> list, CommitLine? line) =>
    [
        .. list
            .GroupBy(each => (each.Entry.Commit, line is not null && each.Entry.IsOfCommit ? 0 : each.Entry.Time.UtcTicks, Signature(each.Entry.Environment)))
            .Select(group =>
            {
                HistoryEntry first = group.MinBy(each => each.Entry.Time).Entry;
                long position = line?.PlaceOf(first.Commit) ?? first.Time.UtcTicks;
                return new HistoryPoint(position, first.Time, first.Commit, Median.Of([.. group.Select(each => each.Figure.Value)]), group.Count(), first.Environment);
            })
            .OrderBy(point => point.Position).ThenBy(point => point.Time).ThenBy(point => Signature(point.Environment), StringComparer.Ordinal),
    ];

    private static string Signature(IReadOnlyDictionary<string, string> environment) =>
        string.Join('\n', environment.OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => fact.Key + "=" + fact.Value));
}
