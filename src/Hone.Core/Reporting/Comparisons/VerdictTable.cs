using System.Globalization;
using Hone.Measurement.Comparing;
using Hone.Statistics;

namespace Hone.Reporting.Comparisons;

/// <summary>The verdicts of more than one comparison.</summary>
internal static class VerdictTable
{
    private const int LongestName = 30;
    private const int ShortestName = 8;

    /// <summary>A line each, and below it what would decide those that are undecided.</summary>
    public static string Of(ComparisonReport report)
    {
        bool severalReferences = report.Pairs.Select(pair => pair.Reference).Distinct().Count() > 1;
        string table = "";
        for (int longest = LongestName; longest >= ShortestName; longest--)
        {
            table = Build(report, severalReferences, longest).ToText();
            if (table.Split('\n').Max(line => line.Length) <= TextShape.Columns)
            {
                break;
            }
        }

        string heading = severalReferences ? "" : $"  beside {Name(report, report.Pairs[0].Reference, LongestName)}, on {VerdictSentence.MetricName(report.Metric)}:\n";
        return heading + table + Notes(report);
    }

    // Where the reference has a column, CPU time has none.
    private static TextTable Build(ComparisonReport report, bool severalReferences, int longest)
    {
        bool second = !severalReferences && report.Pairs.Any(pair => pair.SecondOpinion is not null);
        TextTable table = new(["", .. severalReferences ? (string[])["beside"] : [], ">change", "95 % CI", ">pairs", "verdict", .. second ? (string[])["on CPU time"] : []]);
        foreach (ReportedPair pair in report.Pairs)
        {
            Comparison result = pair.Result;
            table.Add([
                Name(report, pair.Command, longest), .. severalReferences ? (string[])[Name(report, pair.Reference, longest)] : [],
                double.IsNaN(result.Ratio) ? "—" : VerdictSentence.ChangeOrFactor(result.Ratio),
                result.Interval is Interval interval ? VerdictSentence.ChangeOrFactor(interval) : "—",
                result.Pairs.ToString(CultureInfo.InvariantCulture), VerdictSentence.Word(result.Verdict), .. second ? (string[])[Second(pair)] : []]);
        }

        return table;
    }

    private static string Notes(ComparisonReport report)
    {
        string notes = "";
        foreach (IGrouping<string?, ReportedPair> same in report.Pairs.Where(pair => pair.Result is { Verdict: ComparisonVerdict.Undecided, Note: not null }).GroupBy(pair => pair.Result.Note))
        {
            string who = string.Join(", ", same.Take(4).Select(pair => Name(report, pair.Command, LongestName))) + (same.Count() > 4 ? ", …" : "");
            notes += TextShape.Wrap($"{who}: {same.Key}", "  ", "    ");
        }

        string[] visible = [.. report.Pairs.Select(pair => pair.Result.SmallestVisible).OfType<double>().Order().Select(VerdictSentence.Percent)];
        return visible.Length == 0 ? notes
            : notes + TextShape.Wrap($"smallest effect visible here {visible[0]}{(visible[^1] == visible[0] ? "" : " to " + visible[^1])}", "  ");
    }

    private static string Second(ReportedPair pair) => pair.SecondOpinion is not { } second ? "—"
        : second.Verdict is ComparisonVerdict.Faster or ComparisonVerdict.Slower ? $"{VerdictSentence.Word(second.Verdict)}, {VerdictSentence.ChangeOrFactor(second.Ratio)}"
        : VerdictSentence.Word(second.Verdict);

    private static string Name(ComparisonReport report, int command, int longest) => Printable.Shorten(Printable.Clean(report.Commands[command].Name), longest);
}
