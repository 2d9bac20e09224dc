using System.Globalization;
using Hone.Profiling.Differences;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Reporting.Differences;

/// <summary>How costs and their changes are written: in the metric's unit, or as parts of the whole where shares are compared.</summary>
internal sealed class CostText(ProfileDifference difference)
{
    /// <summary>A cost: <c>655 ms</c>, <c>12.3 %</c>.</summary>
    public string Amount(double cost) => difference.Measure == DifferenceMeasure.Share
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * cost:0.0} %")
        : difference.Metric.Unit.Format((long)Math.Round(cost));

    /// <summary>A change with its sign: <c>+131 ms</c>, <c>-2.1 points</c>.</summary>
    public string Change(double change) => (change < 0 ? "-" : "+")
        + (difference.Measure == DifferenceMeasure.Share ? string.Create(CultureInfo.InvariantCulture, $"{100 * Math.Abs(change):0.0} points") : Amount(Math.Abs(change)));

    /// <summary>The change of a cost; of shares as they are, for what the rest does is in them.</summary>
    public string Change(CostChange change) => Change(difference.Measure == DifferenceMeasure.Share ? change.After - change.Before : change.Change);

    /// <summary>The change in relation to the cost before, with its interval: <c>+20.0 % (+15.1 to +25.2)</c>.</summary>
    public static string Relative(FunctionVerdict verdict, CostChange change) => (verdict, change.Ratio, change.RatioInterval) switch
    {
        (FunctionVerdict.Appeared, _, _) => "new",
        (FunctionVerdict.Disappeared, _, _) => "gone",
        (_, double ratio, Interval interval) => $"{Percent(ratio)} ({Percents(interval)})",
        _ => change.Change > 0 ? "new" : "gone",
    };

    /// <summary>A ratio as a change: <c>+20.0 %</c>; from the threefold on <c>3.10×</c>.</summary>
    public static string Percent(double ratio) => ratio >= 3 ? FigureText.Figure(ratio) + "×" : Signed(ratio) + " %";

    /// <summary>An interval of ratios: <c>+15.1 to +25.2</c>.</summary>
    public static string Percents(Interval interval) => interval.High >= 3
        ? $"{FigureText.Figure(interval.Low)} to {FigureText.Figure(interval.High)}×"
        : $"{Signed(interval.Low)} to {Signed(interval.High)}";

    private static string Signed(double ratio)
    {
        double percent = 100 * (ratio - 1);
        string digits = Math.Abs(percent).ToString("0.0", CultureInfo.InvariantCulture);
        return (digits == "0.0" ? "±" : percent < 0 ? "-" : "+") + digits;
    }
}
