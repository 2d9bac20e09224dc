using System.Globalization;
using System.Text;
using Hone.Cli.Terminal;
using Hone.Profiling;
using Hone.Reporting;
using Hone.Units;

namespace Hone.Cli.Steps;

/// <summary>The hotspots of one profile on a terminal.</summary>
internal static class HotspotText
{
    /// <summary>Appends the heading with the total, how the run spent its time where that is known, the table, and what is counted apart.</summary>
    public static void Append(StringBuilder text, string heading, HotspotReport report, string? times = null)
    {
        text.Append(Style.Bold(heading))
            .Append($"  {report.Metric.Unit.Format(report.Total)} {Printable.Clean(report.Metric.Name)}, {report.Samples.ToString("#,0", CultureInfo.InvariantCulture)} observations\n");
        if (times is not null)
        {
            text.Append("  ").Append(times).Append('\n');
        }

        TextTable table = new(">#", "function", "where", ">cumulative", ">self");
        for (int i = 0; i < report.Hotspots.Count; i++)
        {
            Hotspot hotspot = report.Hotspots[i];
            table.Add(
                (i + 1).ToString(CultureInfo.InvariantCulture),
                Printable.Shorten(FigureText.Function(hotspot.Frame), 44),
                Printable.Shorten(FigureText.Place(hotspot.Frame), 34),
                FigureText.Share(hotspot),
                hotspot.SelfShare.ToString());
        }

        text.Append(table.Count == 0 ? "  no function stands out\n" : table.ToText());
        if (report.Apart.Count > 0)
        {
            text.Append(Style.Dim("  apart: " + string.Join(", ", report.Apart.Take(4).Select(hotspot => $"{Printable.Shorten(FigureText.Function(hotspot.Frame), 30)} {hotspot.Share}")))).Append('\n');
        }
    }
}
