using System.Globalization;
using System.Text;
using Hone.Measurement.Series;
using Hone.Statistics;
using Hone.Statistics.ChangePoints;

namespace Hone.Reporting;

/// <summary>What <c>hone detect</c> found, for people.</summary>
public static class ChangePointText
{
    private const int Width = 72;
    private const int MostRows = 200;

    /// <summary>A drawing of the series with marks below its changes, a table of them, and what else is worth knowing.</summary>
    /// <param name="series">The series.</param>
    /// <param name="report">What it did.</param>
    /// <param name="unicode">Whether more than ASCII may be printed.</param>
    public static string Of(ReadSeries series, ChangePointReport report, bool unicode)
    {
        StringBuilder text = new();
        string name = series.Column.Length == 0 ? "" : Printable.Shorten(Printable.Clean(series.Column), 40) + " · ";
        text.Append(CultureInfo.InvariantCulture, $"{name}{Counted(report.Points, "point")}");
        if (report.TooFew)
        {
            return text.Append(CultureInfo.InvariantCulture, $": too few to tell a change from noise, {ChangePointDetector.FewestPoints} are needed\n").ToString();
        }

        text.Append(CultureInfo.InvariantCulture, $" · noise {Spread(report.Noise, report.IsRelative)}")
            .Append(report.Correlation >= 0.1 ? string.Create(CultureInfo.InvariantCulture, $" · neighbours alike: {report.Correlation:0.0}") : "")
            .Append('\n');
        AppendDrawing(text, series, report, unicode);
        AppendChanges(text, series, report);
        foreach (SpreadChange spread in report.Spreads.Take(MostRows))
        {
            text.Append(spread.IsNoisier ? "noisier" : "quieter")
                .Append(CultureInfo.InvariantCulture, $" from {Place(series, spread.Index)} on: noise {Spread(spread.Before, report.IsRelative)} → {Spread(spread.After, report.IsRelative)}\n");
        }

        if (series.Missing > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"note: {Counted(series.Missing, "row")} had no number and {(series.Missing == 1 ? "was" : "were")} left out\n");
        }

        return text.ToString();
    }

    private static void AppendDrawing(StringBuilder text, ReadSeries series, ChangePointReport report, bool unicode)
    {
        Sparkline line = Sparkline.Of(series.Values, Width);
        text.Append("  ").Append(line.Draw(unicode)).Append('\n');
        if (report.Changes.Count > 0)
        {
            char[] marks = new string(' ', line.Columns).ToCharArray();
            foreach (ChangePoint change in report.Changes)
            {
                int from = line.Column(change.Begins);
                int to = line.Column(change.Reached);
                for (int at = from; at <= to; at++)
                {
                    marks[at] = at == from ? '^' : marks[at] == ' ' ? '-' : marks[at];
                }
            }

            text.Append("  ").Append(new string(marks).TrimEnd()).Append('\n');
        }
    }

    private static void AppendChanges(StringBuilder text, ReadSeries series, ChangePointReport report)
    {
        if (report.Changes.Count == 0)
        {
            text.Append("no change of level\n");
            return;
        }

        TextTable table = series.Labels is null
            ? new(">index", ">before", ">after", ">effect", "95 %", "state", ">evidence")
            : new(">index", "point", ">before", ">after", ">effect", "95 %", "state", ">evidence");
        foreach (ChangePoint change in report.Changes.Take(MostRows))
        {
            string index = series.Rows[change.Begins].ToString(CultureInfo.InvariantCulture) + (change.Kind == ChangeKind.Ramp ? "…" + series.Rows[change.Reached].ToString(CultureInfo.InvariantCulture) : "");
            string[] rest =
            [
                FigureText.Figure(change.Before),
                FigureText.Figure(change.After),
                change.Effect is double effect ? Percent(effect) : "—",
                change.Interval is Interval interval ? Percent(interval.Low) + " to " + Percent(interval.High) : "—",
                (change.Kind == ChangeKind.Ramp ? "ramp, " : "") + (change.WentAwayAt is int away ? "went away at " + series.Rows[away].ToString(CultureInfo.InvariantCulture) : "holds"),
                string.Create(CultureInfo.InvariantCulture, $"{change.Evidence.Statistic:0.0} > {change.Evidence.Limit:0.0}"),
            ];
            string[] row = series.Labels is null ? [index, .. rest] : [index, Printable.Shorten(Printable.Clean(series.Labels[change.Index]), 24), .. rest];
            table.Add(row);
        }

        text.Append(table.ToText());
        if (report.Changes.Count > MostRows)
        {
            text.Append(CultureInfo.InvariantCulture, $"  … and {report.Changes.Count - MostRows} more: --json has all\n");
        }
    }

    private static string Place(ReadSeries series, int index) =>
        series.Rows[index].ToString(CultureInfo.InvariantCulture) + (series.Labels is null ? "" : $" ({Printable.Shorten(Printable.Clean(series.Labels[index]), 24)})");

    private static string Spread(double sd, bool isRelative) => isRelative ? string.Create(CultureInfo.InvariantCulture, $"{FigureText.Figure(100 * sd)} %") : FigureText.Figure(sd);

    private static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{(part < 0 ? "−" : "+")}{FigureText.Figure(Math.Abs(100 * part))} %");

    private static string Counted(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
