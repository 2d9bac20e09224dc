using System.Globalization;
using Hone.Guardrails.History;
using Hone.Statistics;
using Hone.Statistics.ChangePoints;

namespace Hone.Reporting.Html;

/// <summary>The history with its change points.</summary>
internal static class HistoryPart
{
    private const int MostCharts = 12;
    private const int MostIncidents = 50;
    private const int MostPoints = 1000;
    private const int MostRows = 250;

    public static void Append(HtmlText html, PageReport report, PageCharts charts)
    {
        if (report.History is not HistoryReport history || history.Series.Count == 0)
        {
            html.Missing("The history has no entry that belongs to this branch.", "hone baseline");
            return;
        }

        Incidents(html, history);
        foreach (SeriesReport series in history.Series.Take(MostCharts))
        {
            Series(html, series, charts);
        }

        if (history.Series.Count > MostCharts)
        {
            html.Paragraph($"and {history.Series.Count - MostCharts} more series: hone history");
        }

        html.List(history.Notes);
    }

    private static void Incidents(HtmlText html, HistoryReport history)
    {
        HtmlTable table = new("Changes of level", "Where", "Series", ">Before", ">After", ">Effect", "95 %", "State");
        foreach (Incident incident in history.Incidents.TakeLast(MostIncidents))
        {
            foreach (SeriesChange change in incident.Changes.Take(3))
            {
                ChangePoint point = change.Change;
                string unit = change.Series.Key.Unit;
                table.Add(
                    HistoryText.Place(change.Series.Points[point.Index]), change.Series.Key.Workload + " " + change.Series.Key.Metric, HistoryText.Value(point.Before, unit), HistoryText.Value(point.After, unit),
                    point.Effect is double effect ? Percent(effect) : "—", point.Interval is Interval interval ? Percent(interval.Low) + " to " + Percent(interval.High) : "—",
                    HistoryText.State(incident) + (change.IsEnvironment ? "" : change.IsWorse ? ", worse" : ", better"));
            }
        }

        table.Append(html);
        if (table.Count == 0)
        {
            html.Paragraph(history.Series.All(series => series.Report.TooFew)
                ? FormattableString.Invariant($"Too few points to tell a change from noise: {ChangePointDetector.FewestPoints} are needed.")
                : "No change of level.");
        }
    }

    private static void Series(HtmlText html, SeriesReport report, PageCharts charts)
    {
        HistorySeries series = report.Series;
        int skipped = Math.Max(0, series.Points.Count - MostPoints);
        IReadOnlyList<HistoryPoint> points = [.. series.Points.Skip(skipped)];
        string name = series.Key.Workload + " · " + series.Key.Metric;
        html.Raw("<h4>").Text(name).Raw("</h4>\n");
        charts.Add(
            html,
            new("series", $"History of {name}: {points.Count} points, {report.Changes.Count} changes of level; now {HistoryText.Value(points[^1].Value, series.Key.Unit)}")
            {
                Unit = series.Key.Unit,
                Values = [.. points.Select(point => point.Value)],
                Labels = [.. points.Select(point => Printable.Shorten(HistoryText.Place(point), 24))],
                Levels = [.. Levels(report).Where(level => level.To >= skipped).Select(level => level with { From = Math.Max(0, level.From - skipped), To = level.To - skipped })],
                Changes =
                [
                    .. report.Changes.Where(change => change.Change.Index >= skipped)
                        .Select(change => new ChartChange(change.Change.Index - skipped, Math.Max(0, change.Change.Earliest - skipped), Math.Max(0, change.Change.Latest - skipped), change.IsEnvironment)),
                ],
            },
            $"{(series.LowerIsBetter ? "Lower" : "Higher")} is better. Dots: medians of a commit; lines: levels; dashed: where a level changed, the band where else it may have been.");
        html.Raw("<details><summary>").Text(points.Count > MostRows ? FormattableString.Invariant($"The last {MostRows} of {points.Count} points in numbers; hone history --json has all") : "Every point in numbers").Raw("</summary>\n");
        HtmlTable table = new("History of " + name, "Commit", "Time", ">Value", ">Measurements");
        foreach (HistoryPoint point in points.Reverse().Take(MostRows))
        {
            table.Add(HtmlCell.Code(HistoryText.Place(point)), point.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), HistoryText.Value(point.Value, series.Key.Unit), point.Measurements.ToString(CultureInfo.InvariantCulture));
        }

        table.Append(html);
        html.Raw("</details>\n");
        _ = skipped > 0 ? html.Paragraph($"{skipped} earlier points are left out here: hone history --json has them.", "aside") : html;
    }

    private static IEnumerable<ChartLevel> Levels(SeriesReport report)
    {
        int from = 0;
        double? last = null;
        foreach (SeriesChange change in report.Changes)
        {
            yield return new(from, change.Change.Begins - 1, change.Change.Before);
            from = change.Change.Reached;
            last = change.Change.After;
        }

        if (last is double level)
        {
            yield return new(from, report.Series.Points.Count - 1, level);
        }
    }

    private static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{(part < 0 ? "−" : "+")}{FigureText.Figure(Math.Abs(100 * part))} %");
}
