using System.Globalization;
using System.Text;

namespace Hone.Guardrails.History.Exporting;

/// <summary>
/// A history as OpenMetrics text (prometheus/OpenMetrics, specification 1.0): a gauge in base units for times and one for bytes, and one
/// for everything else, whose unit is a label. Commit and environment are labels, the time of measurement is the sample's.
/// </summary>
public static class OpenMetricsExport
{
    private static readonly (string Family, string Unit, string Suffix, string Help, double In)[] _families =
    [
        ("hone_time_seconds", "ns", "seconds", "Times as Hone measured them.", 1e9),
        ("hone_size_bytes", "bytes", "bytes", "Sizes as Hone measured them.", 1),
        ("hone_value", "", "", "Other figures as Hone measured them.", 1),
    ];

    /// <summary>The exposition, with its end mark.</summary>
    /// <param name="project">The project's name, a label.</param>
    /// <param name="entries">The entries, in any order.</param>
    public static string Write(string project, IReadOnlyList<StoredEntry> entries)
    {
        StringBuilder text = new();
        foreach ((string family, string unit, string suffix, string help, double inBase) in _families)
        {
            // Samples of one metric must stand together, their times must rise, and none may come twice.
            (string Labels, DateTimeOffset Time, double Value)[] samples =
            [
                .. entries.SelectMany(stored => stored.Entry.Figures.Where(figure => IsOf(figure.Unit, unit)).Select(figure => (Labels: Labels(project, stored.Entry, figure), stored.Entry.Time, Value: figure.Value / inBase)))
                    .OrderBy(sample => sample.Labels, StringComparer.Ordinal).ThenBy(sample => sample.Time).DistinctBy(sample => (sample.Labels, sample.Time)),
            ];
            if (samples.Length == 0)
            {
                continue;
            }

            text.Append(CultureInfo.InvariantCulture, $"# TYPE {family} gauge\n");
            if (suffix.Length > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"# UNIT {family} {suffix}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"# HELP {family} {help}\n");
            foreach ((string labels, DateTimeOffset time, double value) in samples)
            {
                text.Append(CultureInfo.InvariantCulture, $"{family}{{{labels}}} {value:R} {time.ToUnixTimeMilliseconds() / 1000.0:0.000}\n");
            }
        }

        return text.Append("# EOF\n").ToString();
    }

    private static bool IsOf(string unit, string of) => of.Length > 0 ? unit == of : unit is not ("ns" or "bytes");

    private static string Labels(string project, HistoryEntry entry, HistoryFigure figure)
    {
        StringBuilder labels = new();
        Append(labels, "project", project);
        Append(labels, "workload", entry.Workload);
        Append(labels, "metric", figure.Metric);
        if (IsOf(figure.Unit, "") && figure.Unit.Length > 0)
        {
            Append(labels, "unit", figure.Unit);
        }

        Append(labels, "commit", entry.Commit);
        Append(labels, "source", entry.Source);
        foreach (string name in new[] { HistoryEnvironment.Host, HistoryEnvironment.Kernel, HistoryEnvironment.Toolchain })
        {
            if (entry.Environment.TryGetValue(name, out string? value))
            {
                Append(labels, name, value);
            }
        }

        return labels.ToString();
    }

    private static void Append(StringBuilder labels, string name, string value) =>
        labels.Append(labels.Length == 0 ? "" : ",").Append(name).Append("=\"")
            .Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
}
