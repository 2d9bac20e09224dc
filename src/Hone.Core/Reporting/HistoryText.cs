using System.Globalization;
using System.Text;
using Hone.Guardrails.History;
using Hone.Statistics;
using Hone.Statistics.ChangePoints;
using Hone.Units;

namespace Hone.Reporting;

/// <summary>What a history says, for people: a drawing of each series, then what happened.</summary>
public static class HistoryText
{
    private const int Width = 60;
    private const int MostSeries = 40;
    private const int MostIncidents = 50;
    private const int NamedChanges = 3;

    /// <summary>The text.</summary>
    /// <param name="report">The history.</param>
    /// <param name="unicode">Whether more than ASCII may be printed.</param>
    public static string Of(HistoryReport report, bool unicode)
    {
        StringBuilder text = new();
        foreach (SeriesReport series in report.Series.Take(MostSeries))
        {
            AppendSeries(text, series, unicode);
        }

        if (report.Series.Count > MostSeries)
        {
            text.Append(CultureInfo.InvariantCulture, $"… and {report.Series.Count - MostSeries} more series: -w and --metric choose, --json has all\n");
        }

        text.Append('\n');
        AppendIncidents(text, report);
        foreach (SeriesReport series in report.Series)
        {
            foreach (SpreadChange spread in series.Report.Spreads)
            {
                HistoryPoint point = series.Series.Points[spread.Index];
                text.Append(CultureInfo.InvariantCulture, $"{(spread.IsNoisier ? "noisier" : "quieter")} from {Place(point)} on: {Name(series.Series)}, noise {Noise(spread.Before, series.Report)} → {Noise(spread.After, series.Report)}\n");
            }
        }

        foreach (string note in report.Notes)
        {
            text.Append("note: ").Append(Printable.Clean(note)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A value in its unit.</summary>
    public static string Value(double value, string unit) => unit switch
    {
        "ns" when Math.Abs(value) < 9e18 => new Duration((long)Math.Round(value)).ToString(),
        "bytes" when Math.Abs(value) < 9e18 => new Bytes((long)Math.Round(value)).ToString(),
        _ => FigureText.Figure(value) + (unit.Length == 0 ? "" : " " + Printable.Clean(unit)),
    };

    /// <summary>A commit or, where there is none, the time of measurement.</summary>
    public static string Place(HistoryPoint point) => point.Commit == HistoryEntry.NoCommit
        ? point.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
        : Short(point.Commit);

    /// <summary>What an incident is, in a word or two.</summary>
    public static string State(Incident incident) => (incident.IsRamp ? "ramp, " : "") + incident.State switch
    {
        IncidentState.Environment => "environment",
        IncidentState.WentAway => "went away",
        _ => "holds",
    };

    private static void AppendSeries(StringBuilder text, SeriesReport series, bool unicode)
    {
        IReadOnlyList<HistoryPoint> points = series.Series.Points;
        double first = points[0].Value;
        double last = points[^1].Value;
        string since = first > 0 && points.Count > 1 ? $", {Percent((last / first) - 1)} since {Place(points[0])}" : "";
        string noise = series.Report.TooFew ? "" : " · noise " + Noise(series.Report.Noise, series.Report);
        text.Append(CultureInfo.InvariantCulture, $"{Name(series.Series)} · {points.Count} {(points.Count == 1 ? "point" : "points")} · now {Value(last, series.Series.Key.Unit)}{since}{noise}\n");
        Sparkline line = Sparkline.Of([.. points.Select(point => point.Value)], Width);
        text.Append("  ").Append(line.Draw(unicode)).Append('\n');
        if (series.Changes.Count > 0)
        {
            char[] marks = new string(' ', line.Columns).ToCharArray();
            foreach (SeriesChange change in series.Changes)
            {
                int from = line.Column(change.Change.Begins);
                int to = line.Column(change.Change.Reached);
                for (int at = from; at <= to; at++)
                {
                    marks[at] = at > from ? (marks[at] == ' ' ? '-' : marks[at]) : change.IsEnvironment ? 'e' : '^';
                }
            }

            text.Append("  ").Append(new string(marks).TrimEnd()).Append('\n');
        }
    }

    private static void AppendIncidents(StringBuilder text, HistoryReport report)
    {
        if (report.Incidents.Count == 0)
        {
            text.Append(report.Series.All(series => series.Report.TooFew)
                ? FormattableString.Invariant($"too few points to tell a change from noise: {ChangePointDetector.FewestPoints} are needed\n")
                : "no change of level\n");
            return;
        }

        TextTable table = new("where", "what", ">effect", "95 %", "state");
        foreach (Incident incident in report.Incidents.TakeLast(MostIncidents))
        {
            string where = Where(report, incident);
            foreach (SeriesChange change in incident.Changes.Take(NamedChanges))
            {
                ChangePoint point = change.Change;
                string unit = change.Series.Key.Unit;
                table.Add(
                    where,
                    $"{Name(change.Series)}  {Value(point.Before, unit)} → {Value(point.After, unit)}",
                    point.Effect is double effect ? Percent(effect) : "—",
                    point.Interval is Interval interval ? Percent(interval.Low) + " to " + Percent(interval.High) : "—",
                    where.Length == 0 ? "" : State(incident));
                where = "";
            }

            if (incident.Changes.Count > NamedChanges)
            {
                table.Add("", FormattableString.Invariant($"… and {incident.Changes.Count - NamedChanges} more series"), "", "", "");
            }

            foreach (ChangedFact fact in incident.Changes.SelectMany(change => change.Changed).DistinctBy(fact => fact.Name))
            {
                table.Add("", $"{Printable.Clean(fact.Name)}: {Known(fact.Before)} → {Known(fact.After)}", "", "", "");
            }
        }

        text.Append(table.ToText());
        if (report.Incidents.Count > MostIncidents)
        {
            text.Append(CultureInfo.InvariantCulture, $"  … and {report.Incidents.Count - MostIncidents} earlier ones: --json has all\n");
        }
    }

    /// <summary>The commit that an incident most likely began with, or the commits between which that lies, and how far it may be otherwise.</summary>
    private static string Where(HistoryReport report, Incident incident)
    {
        if (report.Line is not CommitLine line)
        {
            return new DateTime(incident.Likely, DateTimeKind.Utc).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        }

        long likely = incident.Likely - incident.LikelyAfter;
        long commits = incident.UpTo - incident.After;
        string upTo = Short(line[(int)incident.Likely]);
        string place = likely <= 1 ? upTo : FormattableString.Invariant($"{Short(line[(int)incident.LikelyAfter])}..{upTo}");
        return place + (commits > 1 ? FormattableString.Invariant($" (95 %: {commits} commits)") : "");
    }

    private static string Name(HistorySeries series) => Printable.Shorten(Printable.Clean(series.Key.Workload), 40) + " " + Printable.Shorten(Printable.Clean(series.Key.Metric), 24);

    private static string Known(string fact) => fact.Length == 0 ? "unknown" : Printable.Shorten(Printable.Clean(fact), 40);

    private static string Short(string commit)
    {
        int plus = commit.IndexOf('+', StringComparison.Ordinal);
        string hash = plus < 0 ? commit : commit[..plus];
        return (hash.Length > 9 ? hash[..9] : hash) + (plus < 0 ? "" : commit[plus..]);
    }

    private static string Noise(double sd, ChangePointReport report) => report.IsRelative ? FigureText.Figure(100 * sd) + " %" : FigureText.Figure(sd);

    private static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{(part < 0 ? "−" : "+")}{FigureText.Figure(Math.Abs(100 * part))} %");
}
