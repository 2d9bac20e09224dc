using System.Globalization;
using System.Text;
using Hone.Opportunities.Calibration;

namespace Hone.Reporting;

/// <summary>How far the matrix's forecasts came true, as <c>hone matrix --calibration</c> prints it.</summary>
public static class CalibrationText
{
    /// <summary>The whole page.</summary>
    public static string Of(CalibrationFigures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        StringBuilder text = new();
        text.Append("calibration  each outcome beside the forecast of the time when it was promised\n");
        if (figures.Outcomes == 0)
        {
            return text.Append("  no outcome is on record yet: every chance starts from 33 %, the rate of\n  published patches by coding agents that were faster and right\n").ToString();
        }

        Line(text, "outcomes", FormattableString.Invariant($"{figures.Outcomes}, {figures.Successes} came true (landed with half or more of the promise)"));
        Line(text, "Brier score", FormattableString.Invariant($"{figures.Brier:0.000}   (0 is perfect; always 33 %: {figures.BrierOfPrior:0.000}; the rate of all, known before: {figures.BrierOfRate:0.000})"));
        Line(text, "80 % intervals", figures.Coverage is double coverage
            ? FormattableString.Invariant($"hold {coverage * 100:0.0} % of {figures.Measured} measured gains ({figures.CoverageInterval.Low * 100:0}–{figures.CoverageInterval.High * 100:0} %)")
            : "no gain was measured");
        if (figures.AuthorIntervals > 0)
        {
            Line(text, "authors' ranges", FormattableString.Invariant($"hold {figures.AuthorCovered} of {figures.AuthorIntervals}"));
        }

        TextTable table = new("forecast", ">mean", ">came true", ">of", "95 % interval");
        foreach (ReliabilityBin bin in figures.Reliability)
        {
            table.Add(Percent(bin.From) + "–" + Percent(bin.To) + " %", Percent(bin.Mean) + " %", Percent(bin.CameTrue) + " %", bin.Forecasts.ToString(CultureInfo.InvariantCulture), $"{Percent(bin.Interval.Low)}–{Percent(bin.Interval.High)} %");
        }

        return text.Append(table.ToText()).ToString();
    }

    private static void Line(StringBuilder text, string name, string value) => text.Append("  ").Append(name.PadRight(16)).Append(value).Append('\n');

    private static string Percent(double value) => (value * 100).ToString("0", CultureInfo.InvariantCulture);
}
