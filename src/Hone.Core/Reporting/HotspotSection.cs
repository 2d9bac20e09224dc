using System.Globalization;
using System.Text;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Reporting;

/// <summary>The hotspots of one profile in the analysis.</summary>
internal static class HotspotSection
{
    /// <summary>Appends heading, table, what is counted apart, and what is degraded.</summary>
    public static void Append(StringBuilder text, WorkloadReport workload, ProfileReport profile)
    {
        text.Append("### ").Append(Printable.Markdown(workload.Workload.Name)).Append(" · ").Append(FigureText.Kind(profile.Kind)).Append("\n\n");
        if (profile.Hotspots is HotspotReport report)
        {
            text.Append("Total ").Append(report.Metric.Unit.Format(report.Total)).Append(" (").Append(report.Metric.Name).Append("), ")
                .Append(report.Samples.ToString("#,0", CultureInfo.InvariantCulture)).Append(" observations");
            if (profile.FlameGraph is string graph)
            {
                text.Append("; [flame graph](").Append(Uri.EscapeDataString(graph).Replace("%2F", "/", StringComparison.Ordinal)).Append(')');
            }

            text.Append(".\n\n");
            Table(text, report);
            Apart(text, report);
        }
        else
        {
            text.Append(profile.Recorded.Entry.Artifacts.Count == 0 ? "Nothing was recorded.\n\n" : "The profile is not on this machine; the ledger knows it as an artifact that is missing here.\n\n");
        }

        foreach (string note in profile.Recorded.Fact.Notes)
        {
            text.Append("- ").Append(Printable.Markdown(note)).Append('\n');
        }

        text.Append(profile.Recorded.Fact.Notes.Count > 0 ? "\n" : "");
    }

    private static void Table(StringBuilder text, HotspotReport report)
    {
        if (report.Hotspots.Count == 0)
        {
            text.Append("No function stands out.\n\n");
            return;
        }

        TextTable table = new(">#", "Function", "Where", ">Cumulative", ">Self", ">Samples", "Category", "Own");
        for (int i = 0; i < report.Hotspots.Count; i++)
        {
            Hotspot hotspot = report.Hotspots[i];
            string via = hotspot.Via.Count == 0 ? "" : " via " + string.Join(", ", hotspot.Via.Take(3).Select(frame => Printable.Code(FigureText.Function(frame))));
            table.Add(
                (i + 1).ToString(CultureInfo.InvariantCulture),
                Printable.Code(FigureText.Function(hotspot.Frame)) + via,
                Printable.Markdown(FigureText.Place(hotspot.Frame)),
                FigureText.Share(hotspot),
                hotspot.SelfShare.ToString(),
                hotspot.Samples.ToString("#,0", CultureInfo.InvariantCulture),
                FigureText.Category(hotspot.Category),
                hotspot.Own ? "yes" : "");
        }

        text.Append(table.ToMarkdown()).Append('\n');
    }

    private static void Apart(StringBuilder text, HotspotReport report)
    {
        if (report.Apart.Count > 0)
        {
            text.Append("Not code that a change here could touch, counted apart: ")
                .AppendJoin(", ", report.Apart.Take(6).Select(hotspot => $"{Printable.Code(FigureText.Function(hotspot.Frame))} {hotspot.Share}"))
                .Append(".\n\n");
        }
    }
}
