using Hone.Measurement.Comparing;
using Hone.Statistics;

namespace Hone.Guardrails;

/// <summary>One check of the guard's own test: the raw runs, and the slow-down that was planted.</summary>
/// <param name="Effect">The part by which the head's CPU time was made longer; 0 for a program beside itself.</param>
/// <param name="SpentNanoseconds">The machine time of it, in nanoseconds.</param>
/// <param name="Run">The runs.</param>
public sealed record GuardTrial(double Effect, long SpentNanoseconds, GuardRun Run);

/// <summary>How checks with one planted slow-down came out.</summary>
/// <param name="Effect">The slow-down.</param>
/// <param name="Metric">The metric; null for the whole gate, which is regressed when any of its figures is.</param>
/// <param name="Checks">How many checks.</param>
/// <param name="Regressed">Called regressed.</param>
/// <param name="Kept">Called kept.</param>
/// <param name="MedianPairs">The median number of pairs until it was decided, or the budget was used up.</param>
/// <param name="MedianNanoseconds">The median machine time of a check.</param>
public sealed record GuardTally(double Effect, string? Metric, int Checks, int Regressed, int Kept, double MedianPairs, double MedianNanoseconds)
{
    /// <summary>The chance of so many false alarms below which they no longer count as luck.</summary>
    public const double Luck = 0.01;

    /// <summary>Neither.</summary>
    public int Undecided => Checks - Regressed - Kept;

    /// <summary>Wilson's 95 % interval of the share that was called regressed.</summary>
    public Interval RegressedInterval => Proportion.Wilson(Regressed, Checks);

    /// <summary>One row an effect for the gate, then one for each metric; effects ascending.</summary>
    public static IReadOnlyList<GuardTally> Of(IReadOnlyList<GuardTrial> trials)
    {
        ArgumentNullException.ThrowIfNull(trials);
        List<GuardTally> rows = [];
        foreach (IGrouping<double, GuardTrial> group in trials.GroupBy(trial => trial.Effect).OrderBy(group => group.Key))
        {
            (GuardTrial Trial, IReadOnlyList<GuardFigure> Figures)[] judged = [.. group.Select(trial => (trial, GuardRule.Judge(trial.Run)))];
            double time = Median.Of([.. group.Select(trial => (double)trial.SpentNanoseconds)]);
            rows.Add(Row(group.Key, null, [.. judged.Select(each => GuardRule.Verdict(each.Figures))], Median.Of([.. judged.Select(each => (double)each.Figures.Max(figure => figure.Pairs))]), time));
            foreach (string metric in judged.SelectMany(each => each.Figures).Select(figure => figure.Limit.Metric).Distinct())
            {
                GuardFigure[] own = [.. judged.SelectMany(each => each.Figures).Where(figure => figure.Limit.Metric == metric)];
                rows.Add(Row(group.Key, metric, [.. own.Select(figure => figure.Finding)], Median.Of([.. own.Select(figure => (double)(figure.DecidedAfter ?? figure.Pairs))]), time));
            }
        }

        return rows;
    }

    /// <summary>Whether the false alarms of the gate are within what its design promises, or could be luck.</summary>
    public static bool Holds(IReadOnlyList<GuardTally> rows, ComparisonDesign design) => rows.Where(row => row is { Effect: 0, Metric: null })
        .All(row => Binomial.UpperTail(row.Regressed, row.Checks, GuardRule.FalseAlarms(design)) >= Luck);

    private static GuardTally Row(double effect, string? metric, GuardFinding[] findings, double pairs, double time) =>
        new(effect, metric, findings.Length, findings.Count(finding => finding == GuardFinding.Regressed), findings.Count(finding => finding == GuardFinding.Kept), pairs, time);
}
