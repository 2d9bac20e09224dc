using System.Text;
using Hone.Opportunities.Levers;
using Hone.Reporting.Comparisons;
using Hone.Workloads;

namespace Hone.Reporting;

/// <summary>The levers as people read them, in 80 columns.</summary>
public static class LeverPages
{
    private const int Label = 13;

    /// <summary>All levers, one a line.</summary>
    public static string List()
    {
        StringBuilder text = new();
        int width = LeverCatalogue.All.Max(lever => lever.Name.Length);
        foreach (Lever lever in LeverCatalogue.All)
        {
            text.Append(lever.Name.PadRight(width)).Append("  ").Append(lever.Reliability.Name().PadRight(11)).Append("  ").Append(lever.Title).Append('\n');
        }

        text.Append('\n');
        foreach (LeverReliability reliability in Enum.GetValues<LeverReliability>())
        {
            text.Append(TextShape.Wrap($"{reliability.Name()}: the rule {reliability.Meaning()}", "", "  "));
        }

        return text.Append("One lever with its rule and its limits: hone levers explain NAME\n").ToString();
    }

    /// <summary>One lever with its rule in force.</summary>
    /// <param name="lever">The lever.</param>
    /// <param name="thresholds">The limits in force.</param>
    public static string Explain(Lever lever, RuleThresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(lever);
        ArgumentNullException.ThrowIfNull(thresholds);
        StringBuilder text = new();
        text.Append(lever.Name).Append(": ").Append(lever.Title).Append('\n');
        text.Append(TextShape.Wrap(lever.What, "  ", "  "));
        Part(text, "evidence", lever.RuleIn(thresholds));
        Part(text, "reliability", $"{lever.Reliability.Name()}: it {lever.Reliability.Meaning()}; {lever.Because}");
        Part(text, "may break", string.Join(", ", lever.MayBreak));
        text.Append("example\n");
        foreach (string line in lever.Example.Split('\n'))
        {
            text.Append("  ").Append(line).Append('\n');
        }

        text.Append("limits in force, in [levers] of hone.toml\n");
        foreach (RuleThreshold threshold in lever.Thresholds)
        {
            string stated = thresholds.IsStated(threshold) ? "stated; else " + threshold.Write(threshold.Default) : threshold.Source;
            text.Append(TextShape.Wrap($"{threshold.Name} = {thresholds.Text(threshold).Replace(' ', '\u00a0')} ({stated})", "  ", "      "));
        }

        return text.ToString();
    }

    /// <summary>The findings of a workload, best supported first, with all readings.</summary>
    public static string Findings(string workload, IReadOnlyList<LeverFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        StringBuilder text = new();
        text.Append(Printable.Clean(workload)).Append(findings.Count == 0 ? ": the evidence shows no lever\n" : "\n");
        int number = 0;
        foreach (LeverFinding finding in findings)
        {
            text.Append(TextShape.Wrap(
                FormattableString.Invariant($"{++number} {finding.Lever.Name}  {FigureText.Function(finding.Frame)}  {FigureText.Place(finding.Frame)}  ({finding.Reliability.Name()}, {FigureText.Kind(finding.Kind)}, rank {finding.Rank:0.00})"),
                "  ", "      "));
            if (finding.LoweredBecause is string because)
            {
                text.Append(TextShape.Wrap("lowered: " + because, "    ", "      "));
            }

            foreach (RuleReading reading in finding.Readings)
            {
                string mark = reading.Holds switch { true => "✓", false => "✗", _ => "·" };
                text.Append(TextShape.Wrap($"{mark} {Printable.Clean(reading.What)}: {Printable.Clean(reading.Measured)} ({Printable.Clean(reading.Limit)})", "    ", "      "));
            }
        }

        return text.ToString();
    }

    private static void Part(StringBuilder text, string label, string words) => text.Append(TextShape.Wrap(words, label.PadRight(Label), new string(' ', Label)));
}
