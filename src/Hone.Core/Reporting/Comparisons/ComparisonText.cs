using System.Globalization;
using System.Text;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Units;

namespace Hone.Reporting.Comparisons;

/// <summary>A comparison as a person reads it: at most 80 columns, a quarter of a page, the answer last.</summary>
public static class ComparisonText
{
    private const int LongestName = 8;
    private const int MostHistograms = 4;

    /// <summary>The text.</summary>
    /// <param name="report">What is reported.</param>
    /// <param name="unicode">False for terminals that know no more than ASCII.</param>
    public static string Of(ComparisonReport report, bool unicode)
    {
        StringBuilder text = new();
        foreach (string line in Before(report))
        {
            text.Append(TextShape.Wrap(line, indent: "  "));
        }

        text.Append(report.Commands.Count == 1 ? CommandTable.Alone(report) : CommandTable.Of(report));
        text.Append(Histograms(report, unicode));
        if (report.Pairs.Count > 0)
        {
            text.Append('\n').Append(report.Pairs.Count == 1 ? TextShape.Wrap(VerdictSentence.Of(report, report.Pairs[0])) : VerdictTable.Of(report));
        }

        text.Append(Foot(report) is { Length: > 0 } foot ? TextShape.Wrap(foot, indent: "") : "");
        return unicode ? text.ToString() : TextShape.ToAscii(text.ToString());
    }

    // What must be known before any ratio.
    private static IEnumerable<string> Before(ComparisonReport report)
    {
        foreach (ReportedPair pair in report.Pairs.Where(pair => pair.Outputs.Kind == OutputAgreementKind.Different))
        {
            yield return $"outputs differ{(pair.Outputs.Allowed ? ", as allowed" : "")}: {Name(report, pair.Command)} beside {Name(report, pair.Reference)}: {Printable.Clean(pair.Outputs.Detail ?? "")}";
        }

        foreach (IGrouping<(OutputAgreementKind, string?), ReportedPair> same in report.Pairs
            .Where(pair => pair.Outputs.Kind is OutputAgreementKind.Unstable or OutputAgreementKind.NotCompared).GroupBy(pair => (pair.Outputs.Kind, pair.Outputs.Detail)))
        {
            yield return $"outputs not compared: {Printable.Clean(same.Key.Item2 ?? "nobody looked at them")}";
        }

        if (report.Shell)
        {
            yield return "run by /bin/sh -c: the start of the shell is in every figure";
        }

        foreach (string note in report.Notes)
        {
            yield return Printable.Clean(note);
        }
    }

    private static string Histograms(ComparisonReport report, bool unicode)
    {
        MeasuredCommand[] shown = [.. report.Commands.Where(command => command.Values(report.Metric).Length >= 5)];
        if (shown.Length is 0 or > MostHistograms)
        {
            return "";
        }

        int names = Math.Min(LongestName, shown.Max(command => Printable.Clean(command.Name).Length));
        int columns = TextShape.Columns - names - 4 - 7;
        if (Histogram.Count([.. shown.Select(command => command.Values(report.Metric))], columns) is not { } counted)
        {
            return "";
        }

        StringBuilder text = new("\n");
        for (int i = 0; i < shown.Length; i++)
        {
            string beyond = counted.Beyond[i] == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" +{Math.Min(counted.Beyond[i], 99999)}");
            text.Append("  ").Append(Printable.Shorten(Printable.Clean(shown[i].Name), LongestName).PadRight(names)).Append("  ")
                .Append((Histogram.Draw(counted.Counts[i], unicode) + beyond).TrimEnd()).Append('\n');
        }

        string low = CommandTable.Amount(report.Metric, counted.Low);
        string high = CommandTable.Amount(report.Metric, counted.High);
        return text.Append(' ', names + 4).Append(low).Append(high.PadLeft(columns - low.Length)).Append('\n').ToString();
    }

    private static string Foot(ComparisonReport report)
    {
        List<string> facts = [];
        if (report.Stop == StopReason.Interrupted)
        {
            facts.Add("interrupted: only what was complete is judged");
        }

        if (report.Pairs.Count > 0 && report.Pairs.All(pair => pair.Outputs.Kind == OutputAgreementKind.Same))
        {
            facts.Add("outputs the same");
        }

        if (report.BusyRounds > 0)
        {
            facts.Add(string.Create(CultureInfo.InvariantCulture, $"machine busy in {report.BusyRounds} of {report.Rounds} rounds{(WantsRealTime(report) ? ": as root, --real-time runs the commands before all other programs" : "")}"));
        }

        if (report.RealTime)
        {
            facts.Add("run before all other programs");
        }

        if (report.OwnCost is Duration cost)
        {
            facts.Add($"Hone's own {cost.ToString().Replace(' ', '\u00a0')} a run is in no figure");
        }

        if (report.Seed is ulong seed && report.Pairs.Count > 0)
        {
            facts.Add(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        }

        return facts.Count == 0 ? "" : $"({string.Join("; ", facts)})";
    }

    // Where waiting for the others' turns hides what is to be seen. CPU time has no such wait in it.
    private static bool WantsRealTime(ComparisonReport report) =>
        !report.RealTime && report.Metric == Metric.Wall && report.BusyRounds * 2 > report.Rounds && report.Pairs.Any(pair => pair.Result.Verdict == ComparisonVerdict.Undecided);

    private static string Name(ComparisonReport report, int command) => Printable.Shorten(Printable.Clean(report.Commands[command].Name), 24);
}
