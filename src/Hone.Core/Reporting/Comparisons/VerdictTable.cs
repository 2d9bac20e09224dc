using System.Globalization;
using Hone.Measurement.Comparing;
using Hone.Statistics;

namespace Hone.Reporting.Comparisons;

/// <summary>The verdicts of more than one comparison.</summary>
internal static class VerdictTable
{
    private const int LongestName = 20;

    /// <summary>A line each, and below it what would decide those that are undecided.</summary>
    public static string Of(ComparisonReport report)
    {
        bool severalReferences = report.Pairs.Select(pair => pair.Reference).Distinct().Count() > 1;
        TextTable table = new([.. severalReferences ? (string[])["", "beside"] : [""], ">change", "95 % CI", ">pairs", "verdict", .. HasSecond(report) ? (string[])["on CPU time"] : []]);
        foreach (ReportedPair pair in report.Pairs)
        {
            Comparison result = pair.Result;
            table.Add([
                Name(report, pair.Command), .. severalReferences ? (string[])[Name(report, pair.Reference)] : [],
                double.IsNaN(result.Ratio) ? "—" : ChangeOrFactor(result.Ratio),
                result.Interval is Interval interval ? $"{ChangeOrFactor(interval.Low)} to {ChangeOrFactor(interval.High)}" : "—",
                result.Pairs.ToString(CultureInfo.InvariantCulture), VerdictSentence.Word(result.Verdict), .. HasSecond(report) ? (string[])[Second(pair)] : []]);
        }

        string text = severalReferences ? "" : $"  beside {Name(report, report.Pairs[0].Reference)}, on {VerdictSentence.MetricName(report.Metric)}:\n";
        return text + table.ToText() + Notes(report);
    }

    private static string Notes(ComparisonReport report)
    {
        string notes = "";
        foreach (IGrouping<string?, ReportedPair> same in report.Pairs.Where(pair => pair.Result is { Verdict: ComparisonVerdict.Undecided, Note: not null }).GroupBy(pair => pair.Result.Note))
        {
            string who = string.Join(", ", same.Take(4).Select(pair => Name(report, pair.Command))) + (same.Count() > 4 ? ", …" : "");
            notes += TextShape.Wrap($"{who}: {same.Key}", "  ", "    ");
        }

        double[] visible = [.. report.Pairs.Select(pair => pair.Result.SmallestVisible).OfType<double>()];
        return visible.Length == 0 ? notes : notes + TextShape.Wrap($"smallest effect visible here {VerdictSentence.Percent(visible.Min())} to {VerdictSentence.Percent(visible.Max())}", "  ");
    }

    private static bool HasSecond(ComparisonReport report) => report.Pairs.Any(pair => pair.SecondOpinion is not null);

    private static string Second(ReportedPair pair) => pair.SecondOpinion is not { } second ? "—"
        : second.Verdict is ComparisonVerdict.Faster or ComparisonVerdict.Slower ? $"{VerdictSentence.Word(second.Verdict)}, {ChangeOrFactor(second.Ratio)}"
        : VerdictSentence.Word(second.Verdict);

    private static string ChangeOrFactor(double ratio) => ratio is >= 2 or <= 0.5
        ? ratio.ToString(ratio < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " ×"
        : VerdictSentence.Change(ratio) + " %";

    private static string Name(ComparisonReport report, int command) => Printable.Shorten(Printable.Clean(report.Commands[command].Name), LongestName);
}
