using System.Globalization;
using System.Text;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Measurement.Comparing.Formats;
using Hone.Statistics;

namespace Hone.Reporting.Comparisons;

/// <summary>Tables of a comparison for other programs and for documents.</summary>
public static class ComparisonExports
{
    /// <summary>
    /// Comma-separated values (RFC 4180): hyperfine's columns in its order, times in seconds, then what Hone adds. A cell that a
    /// spreadsheet would take for a formula is preceded by an apostrophe.
    /// </summary>
    public static string Csv(ComparisonReport report)
    {
        string[] parameters = [.. report.Commands.SelectMany(command => command.Parameters.Keys).Distinct(StringComparer.Ordinal)];
        StringBuilder csv = new("command,mean,stddev,median,user,system,min,max");
        csv.AppendJoin("", parameters.Select(name => ",parameter_" + name)).Append(",name,runs,peak_rss_bytes,reference,verdict,ratio,ratio_low,ratio_high,pairs\r\n");
        for (int i = 0; i < report.Commands.Count; i++)
        {
            MeasuredCommand command = report.Commands[i];
            HyperfineResult? result = HyperfineExport.Result(command);
            ReportedPair? pair = report.Pairs.FirstOrDefault(pair => pair.Command == i);
            csv.AppendJoin(',', [
                Cell(command.Command), Number(result?.Mean), Number(result?.Stddev), Number(result?.Median), Number(result?.User), Number(result?.System),
                Number(result?.Min), Number(result?.Max), .. parameters.Select(name => Cell(command.Parameters.GetValueOrDefault(name, ""))),
                Cell(command.Name), command.Runs.Count.ToString(CultureInfo.InvariantCulture), Number(command.PeakRssBytes),
                Cell(pair is null ? "" : report.Commands[pair.Reference].Name), pair is null ? "" : VerdictSentence.Word(pair.Result.Verdict),
                Number(pair?.Result.Ratio), Number(pair?.Result.Interval?.Low), Number(pair?.Result.Interval?.High),
                pair is null ? "" : pair.Result.Pairs.ToString(CultureInfo.InvariantCulture)]).Append("\r\n");
        }

        return csv.ToString();
    }

    /// <summary>A GitHub-flavoured Markdown table, and below it the sentence of each comparison.</summary>
    public static string Markdown(ComparisonReport report)
    {
        bool named = report.Commands.Count > 1;
        TextTable table = new([.. named ? (string[])["", "command"] : ["command"], ">median", ">95 % CI", ">CPU", ">memory", ">runs", .. named ? (string[])["verdict"] : []]);
        for (int i = 0; i < report.Commands.Count; i++)
        {
            MeasuredCommand command = report.Commands[i];
            QuantileEstimate? median = command.Quantile(Metric.Wall, 0.5);
            ReportedPair? pair = report.Pairs.FirstOrDefault(pair => pair.Command == i);
            table.Add([
                .. named ? (string[])[Printable.Markdown(command.Name)] : [], Printable.Code(command.Command),
                median is null ? "—" : CommandTable.Amount(Metric.Wall, median.Value),
                median is { Low: double low, High: double high } ? $"{CommandTable.Amount(Metric.Wall, low)} – {CommandTable.Amount(Metric.Wall, high)}" : "too few runs",
                command.Centre(Metric.Cpu) is double cpu ? CommandTable.Amount(Metric.Cpu, cpu) : "—",
                command.PeakRssBytes is long peak ? CommandTable.Amount(Metric.PeakRss, peak) : "—",
                command.Runs.Count.ToString(CultureInfo.InvariantCulture), .. named ? (string[])[pair is null ? "reference" : VerdictSentence.Word(pair.Result.Verdict)] : []]);
        }

        IEnumerable<string> sentences = report.Pairs.Select(pair => "- " + Printable.Markdown(VerdictSentence.Of(report, pair).Replace('\u00a0', ' ')) + "\n");
        return table.ToMarkdown() + (report.Pairs.Count > 0 ? "\n" : "") + string.Concat(sentences);
    }

    private static string Number(double? number) =>
        number is double value && double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    private static string Cell(string text)
    {
        bool formula = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        string safe = formula ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0 ? safe : "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
