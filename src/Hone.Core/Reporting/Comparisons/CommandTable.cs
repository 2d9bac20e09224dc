using System.Globalization;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Reporting.Comparisons;

/// <summary>What was measured of each command: a line each, or a block for one alone.</summary>
internal static class CommandTable
{
    private const string Indent = "  ";
    private const int LongestName = 24;
    private const int ShortestName = 8;
    private const int LeastRoom = 32;

    /// <summary>The table; commands that have no room in it stand above it.</summary>
    public static string Of(ComparisonReport report)
    {
        int longest = LongestName;
        int room = Room(report, longest);
        while (room < 0 && longest > ShortestName)
        {
            room = Room(report, --longest);
        }

        int width = report.Commands.Max(command => Text(command).Length);
        if (width <= room || room >= LeastRoom)
        {
            return Build(report, longest, command => Printable.Shorten(Text(command), room)).ToText(Indent);
        }

        int names = report.Commands.Max(command => Name(command, longest).Length);
        IEnumerable<string> legend = report.Commands.Select(command =>
            $"{Indent}{Name(command, longest).PadRight(names)}  {Printable.Shorten(Text(command), TextShape.Columns - names - (2 * Indent.Length))}\n");
        return string.Concat(legend) + Build(report, longest, _ => null).ToText(Indent);
    }

    // What the figures leave for the commands; below 0 they do not fit themselves.
    private static int Room(ComparisonReport report, int longest) =>
        TextShape.Columns - Build(report, longest, _ => null).ToText(Indent).Split('\n').Max(line => line.Length) - Indent.Length;

    /// <summary>The block of one command that is measured alone.</summary>
    public static string Alone(ComparisonReport report)
    {
        MeasuredCommand command = report.Commands[0];
        string text = $"{Indent}{Printable.Shorten(Text(command), TextShape.Columns - Indent.Length)}\n";
        if (command.Runs.Count == 0)
        {
            return text + $"{Indent}not timed\n";
        }

        text += Line("wall", $"median {Estimate(command.Quantile(Metric.Wall, 0.5)!)} ± {Spread(command, Metric.Wall)}, {Runs(command)}");
        QuantileEstimate p95 = command.Quantile(Metric.Wall, 0.95)!;
        text += Line("", p95.Claimable ? $"p95 {Estimate(p95)}" : FormattableString.Invariant($"p95 needs {p95.NeededSamples} runs; longest {Amount(Metric.Wall, command.Values(Metric.Wall).Max())}"));
        text += Line("CPU", $"{Centre(command, Metric.Cpu)} (user {Centre(command, Metric.User)}, system {Centre(command, Metric.Kernel)})");
        text += Line("memory", command.PeakRssBytes is long peak ? $"peak {new Bytes(peak)}" : "not measured");
        bool shown = Metric.Standard.Contains(report.Metric) && report.Metric != Metric.MinorFaults;
        return shown ? text : text + Line(VerdictSentence.MetricName(report.Metric), Centre(command, report.Metric));
    }

    /// <summary>An amount of the metric, in its unit.</summary>
    public static string Amount(Metric metric, double amount) =>
        !double.IsFinite(amount) ? "—"
        : metric.Unit == Unit.Count && amount != Math.Round(amount) ? FigureText.Figure(amount)
        : metric.Unit.Format((long)Math.Round(amount));

    private static string Line(string name, string text) => TextShape.Wrap(text, $"{Indent}{name,-8}", new string(' ', Indent.Length + 8));

    private static string Estimate(QuantileEstimate estimate) => estimate is { Low: double low, High: double high }
        ? $"{Amount(Metric.Wall, estimate.Value)} (95 % CI {Amount(Metric.Wall, low)} – {Amount(Metric.Wall, high)})"
        : Amount(Metric.Wall, estimate.Value);

    private static TextTable Build(ComparisonReport report, int longest, Func<MeasuredCommand, string?> text)
    {
        bool withText = text(report.Commands[0]) is not null;
        bool extra = report.Metric != Metric.Wall && report.Metric != Metric.Cpu && report.Metric != Metric.PeakRss;
        TextTable table = new([
            "", .. withText ? (string[])["command"] : [], .. extra ? (string[])[">" + VerdictSentence.MetricName(report.Metric)] : [],
            ">wall", ">±", ">CPU", ">memory", ">runs"]);
        foreach (MeasuredCommand command in report.Commands)
        {
            table.Add([
                Name(command, longest), .. withText ? (string[])[text(command)!] : [], .. extra ? (string[])[Centre(command, report.Metric)] : [],
                Centre(command, Metric.Wall), Spread(command, Metric.Wall), Centre(command, Metric.Cpu),
                command.PeakRssBytes is long peak ? new Bytes(peak).ToString() : "—", command.Runs.Count.ToString(CultureInfo.InvariantCulture)]);
        }

        return table;
    }

    private static string Name(MeasuredCommand command, int longest) => Printable.Shorten(Printable.Clean(command.Name), longest);

    private static string Text(MeasuredCommand command) => Printable.Clean(command.Command);

    private static string Centre(MeasuredCommand command, Metric metric) => command.Centre(metric) is double centre ? Amount(metric, centre) : "—";

    // A standard deviation that the tail of a busy machine does not move.
    private static string Spread(MeasuredCommand command, Metric metric) =>
        command.Values(metric) is { Length: >= 3 } values ? Amount(metric, Mad.NormalScale * Mad.Of(values)) : "—";

    private static string Runs(MeasuredCommand command) => string.Create(CultureInfo.InvariantCulture, $"{command.Runs.Count} run{(command.Runs.Count == 1 ? "" : "s")}");
}
