using System.Globalization;
using Hone.Profiling.Differences;

namespace Hone.Profiling.FlameGraphs;

/// <summary>Both sides' numbers of a function, as the tooltip of a differential flame graph says them.</summary>
internal sealed class DifferenceNote(ProfileDifference difference)
{
    /// <summary>One line, such as <c>own cost 655 ms → 786 ms, +20.0 % (grown) · with callees 700 ms → 830 ms, +18.6 %</c>.</summary>
    public string Of(FunctionDifference row)
    {
        string causes = row.Because.Count > 0 ? " · by " + string.Join(", ", row.Because.Take(3).Select(cause => cause.Frame.Function)) : "";
        string shift = row.ShiftedWith.Count > 0 ? " · moved to or from " + string.Join(", ", row.ShiftedWith.Take(3).Select(cause => cause.Frame.Function)) : "";
        return $"own cost {Cost(row.Self)} ({Word(row.Verdict)}) · with callees {Cost(row.Cumulative)}{causes}{shift}";
    }

    private string Cost(CostChange change) => Amount(change.Before) + " → " + Amount(change.After)
        + (change.Ratio is double ratio ? string.Create(CultureInfo.InvariantCulture, $", {(ratio >= 1 ? "+" : "-")}{100 * Math.Abs(ratio - 1):0.0} %") : "");

    private string Amount(double cost) => difference.Measure == DifferenceMeasure.Share
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * cost:0.00} %")
        : Units.UnitText.Format(difference.Metric.Unit, (long)Math.Round(cost));

    private static string Word(FunctionVerdict verdict) => verdict switch
    {
        FunctionVerdict.Same => "no change shown",
        FunctionVerdict.Below => "changed in what it calls",
        FunctionVerdict.Appeared => "new",
        FunctionVerdict.Disappeared => "gone",
        _ => verdict.ToString().ToLowerInvariant(),
    };
}
