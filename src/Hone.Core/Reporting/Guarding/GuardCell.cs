using System.Globalization;
using Hone.Guardrails;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Reporting.Guarding;

/// <summary>How figures of a check are written, the same in every report.</summary>
internal static class GuardCell
{
    /// <summary><c>regressed</c>, <c>kept</c> or <c>undecided</c>.</summary>
    public static string Word(GuardFinding finding) => finding switch
    {
        GuardFinding.Regressed => "regressed",
        GuardFinding.Kept => "kept",
        _ => "undecided",
    };

    /// <summary>A median in the metric's unit; a dash without any.</summary>
    public static string Value(GuardFigure figure, double value) =>
        double.IsFinite(value) ? GuardLimits.UnitOf(figure.Limit.Metric).Format((long)Math.Round(value)) : "—";

    /// <summary>The change of the cost with its interval: <c>+9.9 % (+9.1 to +10.8)</c>.</summary>
    public static string Change(GuardFigure figure) => !double.IsFinite(figure.Ratio) ? "—"
        : Percent(figure.Ratio) + " %" + (figure.Interval is Interval range ? $" ({Percent(range.Low)} to {Percent(range.High)})" : "");

    /// <summary>The loss from which on it is a regression: <c>2.0 %</c>; with what of it was accepted.</summary>
    public static string Bound(GuardFigure figure) => string.Create(
        CultureInfo.InvariantCulture,
        $"{figure.Bound * 100:0.0} %{(figure.Limit.Accepted > 0 ? $", {figure.Limit.Accepted * 100:0.0} accepted" : "")}");

    /// <summary>The verdict with what it stands on: <c>kept, loss ≤ 1.2 %</c>.</summary>
    public static string Verdict(GuardFigure figure) => Word(figure.Finding)
        + (figure.Excluded is double excluded ? string.Create(CultureInfo.InvariantCulture, $", loss ≤ {Math.Max(0, excluded) * 100:0.0} %") : "");

    /// <summary>The verdict and its limit in few letters: <c>regressed, ≥ 2.0 %</c>, <c>kept, ≤ 1.2 %</c>.</summary>
    public static string ShortVerdict(GuardFigure figure) => figure.Finding switch
    {
        GuardFinding.Regressed => string.Create(CultureInfo.InvariantCulture, $"regressed, ≥ {figure.Bound * 100:0.0} %"),
        GuardFinding.Kept => figure.Excluded is double excluded ? string.Create(CultureInfo.InvariantCulture, $"kept, ≤ {Math.Max(0, excluded) * 100:0.0} %") : "kept",
        _ => string.Create(CultureInfo.InvariantCulture, $"undecided at {figure.Bound * 100:0.0} %"),
    };

    /// <summary>Pairs of runs, and after how many it was decided.</summary>
    public static string Pairs(GuardFigure figure) => GuardLimits.IsCounted(figure.Limit.Metric)
        ? string.Create(CultureInfo.InvariantCulture, $"{figure.Pairs} counts")
        : (figure.DecidedAfter ?? figure.Pairs).ToString(CultureInfo.InvariantCulture);

    /// <summary>A commit as people write it: its first twelve digits, and whether files differed.</summary>
    public static string Commit(string commit)
    {
        string[] parts = commit.Split('+');
        return parts[0][..Math.Min(12, parts[0].Length)] + (parts.Length > 1 ? "+" + parts[1] : "");
    }

    /// <summary>What was found, in one line: <c>regressed: cpu of day +9.9 %</c>.</summary>
    public static string Headline(GuardReport report)
    {
        GuardFigure[] worst = [.. report.Figures.Where(figure => figure.Finding == report.Finding)];
        string of = string.Create(CultureInfo.InvariantCulture, $"{worst.Length} of {report.Figures.Count} figures");
        return report.Finding switch
        {
            GuardFinding.Regressed => $"regressed: {string.Join(", ", worst.Take(3).Select(figure => $"{figure.Limit.Metric} of {figure.Limit.Workload} {Loss(figure)}"))}{(worst.Length > 3 ? $" and {worst.Length - 3} more" : "")}",
            GuardFinding.Kept => report.Figures.Count == 1 ? "kept: the loss is below its limit" : $"kept: in none of {report.Figures.Count} figures does the loss reach its limit",
            _ => $"undecided: {of} can neither be shown to be worse nor to be within the limit",
        };
    }

    /// <summary>What was held against what.</summary>
    public static string Sides(GuardReport report) =>
        $"{Commit(report.Run.Head)} beside {(report.Run.Drift ? "the pinned " : "")}{Commit(report.Run.Base)}, built and run in pairs on this machine";

    // Of nothing there is no part.
    private static string Loss(GuardFigure figure) => double.IsFinite(figure.Ratio) ? Percent(figure.Ratio) + " %" : "from " + Value(figure, figure.Base) + " to " + Value(figure, figure.Head);

    private static string Percent(double ratio)
    {
        double percent = 100 * (ratio - 1);
        string digits = Math.Abs(percent).ToString("0.0", CultureInfo.InvariantCulture);
        return (digits == "0.0" ? "±" : percent < 0 ? "-" : "+") + digits;
    }
}
