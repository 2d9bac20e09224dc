using Hone.Statistics;
using Hone.Units;

namespace Hone.Measurement.Comparing;

/// <summary>What the trials of a self-test show, computed from their raw runs.</summary>
public static class SelfTestTally
{
    /// <summary>The chance of so many false alarms below which they no longer count as luck: one self-test in a hundred may fail by it.</summary>
    public const double Luck = 0.01;

    /// <summary>
    /// One row an effect and metric, effects ascending. A command beside itself is judged on every metric; a planted effect only
    /// on the metric that could end its comparison, since the other one was cut short by it.
    /// </summary>
    public static IReadOnlyList<SelfTestRow> Rows(IReadOnlyList<SelfTestTrial> trials, IReadOnlyList<Metric> metrics)
    {
        List<SelfTestRow> rows = [];
        foreach (IGrouping<double, SelfTestTrial> group in trials.GroupBy(trial => trial.Effect).OrderBy(group => group.Key))
        {
            foreach (Metric metric in metrics)
            {
                SelfTestTrial[] counted = [.. group.Where(trial => group.Key == 0 || trial.Pairs.Metric == metric.Name)];
                if (SelfTestRow.Of(group.Key, metric, [.. counted.Select(trial => (trial.Pairs.Judge(metric)[0], trial.Truth(metric), new Duration(trial.SpentNanoseconds)))]) is SelfTestRow row)
                {
                    rows.Add(row);
                }
            }
        }

        return rows;
    }

    /// <summary>The chance of at least so many false alarms were each comparison's exactly what the design promises.</summary>
    public static double ChanceOf(int falseAlarms, int comparisons, ComparisonDesign design) =>
        Binomial.UpperTail(falseAlarms, comparisons, Promised(design));

    /// <summary>The chance of a false alarm that the design promises to keep, early looks and end together.</summary>
    public static double Promised(ComparisonDesign design) => design.SequentialAlpha + design.FinalAlpha;

    /// <summary>Whether the rows of commands beside themselves are within what the design promises.</summary>
    public static bool Holds(IReadOnlyList<SelfTestRow> rows, ComparisonDesign design)
    {
        SelfTestRow[] alike = [.. rows.Where(row => row.Effect == 0)];
        return alike.All(row => ChanceOf(row.Found, row.Comparisons, design) >= Luck / alike.Length);
    }
}
