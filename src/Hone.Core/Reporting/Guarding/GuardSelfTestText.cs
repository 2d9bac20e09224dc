using System.Globalization;
using System.Text;
using Hone.Guardrails;
using Hone.Measurement.Comparing;
using Hone.Reporting.Comparisons;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Reporting.Guarding;

/// <summary>The guard's own test, as a terminal shows it.</summary>
public static class GuardSelfTestText
{
    /// <summary>False alarms and power.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="design">How each check was decided.</param>
    /// <param name="loop">What was run.</param>
    /// <param name="took">How long one run of it takes.</param>
    public static string Of(IReadOnlyList<GuardTally> rows, ComparisonDesign design, string loop, Duration took)
    {
        ArgumentNullException.ThrowIfNull(rows);
        StringBuilder text = new();
        text.Append(TextShape.Wrap($"The gate on this machine, on {Printable.Clean(loop)} that takes {took} a run, made slower by a known part"));
        TextTable table = new(">planted", "figure", ">checks", "regressed (CI)", ">kept", ">undecided", ">pairs", ">time");
        foreach (GuardTally row in rows)
        {
            Interval range = row.RegressedInterval;
            table.Add(
                row.Metric is null ? row.Effect == 0 ? "nothing" : Percent(row.Effect) : "",
                row.Metric ?? "the gate",
                Number(row.Checks),
                string.Create(CultureInfo.InvariantCulture, $"{row.Regressed} ({range.Low * 100:0}–{range.High * 100:0} %)"),
                Number(row.Kept),
                Number(row.Undecided),
                Number((int)row.MedianPairs),
                row.Metric is null ? new Duration((long)row.MedianNanoseconds).ToString() : "");
        }

        text.Append(table.ToText());
        if (rows.FirstOrDefault(row => row is { Effect: 0, Metric: null }) is GuardTally alike)
        {
            double promised = GuardRule.FalseAlarms(design) * 100;
            text.Append(TextShape.Wrap(string.Create(
                CultureInfo.InvariantCulture,
                $"false alarms: {alike.Regressed} of {alike.Checks} ({100.0 * alike.Regressed / alike.Checks:0.0} %, 95 % CI {alike.RegressedInterval.Low * 100:0.0}–{alike.RegressedInterval.High * 100:0.0} %); promised ≤ {promised:0.0} %")));
            if (!GuardTally.Holds(rows, design))
            {
                text.Append(TextShape.Wrap("More than is promised, and not by luck: a verdict of hone guard check on this machine is not to be trusted. Run it again on a quieter one; if it happens again, report it."));
            }
        }

        return text.ToString();
    }

    private static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"+{part * 100:0.##} %");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
