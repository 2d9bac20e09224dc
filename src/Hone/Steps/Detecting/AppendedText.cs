using System.Globalization;
using System.Text;
using Hone.Measurement.Series;
using Hone.Reporting;
using Hone.Statistics.ChangePoints;

namespace Hone.Cli.Steps.Detecting;

/// <summary>What appended numbers have shown, for people.</summary>
internal static class AppendedText
{
    public static string Of(ReadSeries series, AppendOutcome outcome)
    {
        StringBuilder text = new();
        text.Append(outcome.Began ? "a new history of " : "now ").Append(Counted(outcome.State.Points, "point"));
        if (outcome.Began)
        {
            text.Append(CultureInfo.InvariantCulture, $", its level since {outcome.State.PresentSince}: later numbers are judged by it");
        }

        text.Append('\n');
        foreach (AppendedChange change in outcome.Changes)
        {
            string effect = change.Effect is double part ? $" ({(part < 0 ? "−" : "+")}{FigureText.Figure(Math.Abs(100 * part))} %)" : "";
            string kind = change.WentAway ? ", most of the last change went away" : change.Continues ? ", further on in the direction of the last change" : "";
            text.Append(CultureInfo.InvariantCulture, $"changed at {change.Index}: {FigureText.Figure(change.Before)} → {FigureText.Figure(change.After)}{effect}{kind}; shown by {Counted(change.Points, "point")}, {change.Statistic:0.0} > {change.Limit:0.0}\n");
        }

        if (!outcome.Began && outcome.Changes.Count == 0)
        {
            text.Append("no new change of level\n");
        }

        if (series.Missing > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"note: {Counted(series.Missing, "row")} without a number left out\n");
        }

        return text.ToString();
    }

    private static string Counted(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
