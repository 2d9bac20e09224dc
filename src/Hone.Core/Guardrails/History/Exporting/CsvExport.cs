using System.Globalization;
using System.Text;

namespace Hone.Guardrails.History.Exporting;

/// <summary>A history as comma-separated values (RFC 4180), a row for each figure.</summary>
public static class CsvExport
{
    /// <summary>The rows, with a header.</summary>
    public static string Write(IEnumerable<StoredEntry> entries)
    {
        StringBuilder text = new("time,commit,workload,metric,value,unit,low,high,runs,better,source,host,cpu,kernel,system,toolchain\n");
        foreach (StoredEntry stored in entries)
        {
            HistoryEntry entry = stored.Entry;
            foreach (HistoryFigure figure in entry.Figures)
            {
                string[] fields =
                [
                    entry.Time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                    entry.Commit,
                    entry.Workload,
                    figure.Metric,
                    figure.Value.ToString("R", CultureInfo.InvariantCulture),
                    figure.Unit,
                    figure.Low?.ToString("R", CultureInfo.InvariantCulture) ?? "",
                    figure.High?.ToString("R", CultureInfo.InvariantCulture) ?? "",
                    figure.Runs?.ToString(CultureInfo.InvariantCulture) ?? "",
                    figure.LowerIsBetter ? "lower" : "higher",
                    entry.Source,
                    .. new[] { HistoryEnvironment.Host, HistoryEnvironment.Cpu, HistoryEnvironment.Kernel, HistoryEnvironment.System, HistoryEnvironment.Toolchain }
                        .Select(name => entry.Environment.TryGetValue(name, out string? value) ? value : ""),
                ];
                text.AppendJoin(',', fields.Select(Field)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static bool IsNumber(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);

    // A spreadsheet takes a field that begins with one of these for a formula, and names come from anywhere.
    private static string Field(string text)
    {
        string safe = text.Length > 1 && text[0] is '=' or '@' or '+' or '-' or '\t' or '\r' && !IsNumber(text) ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : safe;
    }
}
