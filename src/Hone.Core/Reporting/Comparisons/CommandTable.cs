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
    private const int LongestName = 20;
    private const int LeastRoom = 16;

    /// <summary>The table; commands that have no room in it stand above it.</summary>
    public static string Of(ComparisonReport report)
    {
        TextTable figures = Build(report, _ => null);
        int room = TextShape.Columns - figures.ToText(Indent).Split('\n').Max(line => line.Length) - Indent.Length;
        int longest = report.Commands.Max(command => Text(command).Length);
        if (longest <= Math.Max(room, 0) || room >= 2 * LeastRoom)
        {
            return Build(report, command => Printable.Shorten(Text(command), room)).ToText(Indent);
        }

        int names = report.Commands.Max(command => Name(command).Length);
        IEnumerable<string> legend = report.Commands.Select(command =>
            $"{Indent}{Name(command).PadRight(names)}  {Printable.Shorten(Text(command), TextShape.Columns - names - (2 * Indent.Length))}\n");
        return string.Concat(legend) + figures.ToText(Indent);
    }

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
    public static string Amount(Metric metric, double amount) => double.IsFinite(amount) ? metric.Unit.Format((long)Math.Round(amount)) : "—";

    private static string Line(string name, string text) => TextShape.Wrap(text, $"{Indent}{name,-8}", new string(' ', Indent.Length + 8));

    private static string Estimate(QuantileEstimate estimate) => estimate is { Low: double low, High: double high }
        ? $"{Amount(Metric.Wall, estimate.Value)} (95 % CI {Amount(Metric.Wall, low)} – {Amount(Metric.Wall, high)})"
        : Amount(Metric.Wall, estimate.Value);

    private static TextTable Build(ComparisonReport report, Func<MeasuredCommand, string?> text)
    {
        bool withText = text(report.Commands[0]) is not null;
        bool extra = report.Metric != Metric.Wall && report.Metric != Metric.Cpu && report.Metric != Metric.PeakRss;
        TextTable table = new([
            "", .. withText ? (string[])["command"] : [], .. extra ? (string[])[">" + VerdictSentence.MetricName(report.Metric)] : [],
            ">wall", ">±", ">CPU", ">memory", ">runs"]);
        foreach (MeasuredCommand command in report.Commands)
        {
            table.Add([
                Name(command), .. withText ? (string[])[text(command)!] : [], .. extra ? (string[])[Centre(command, report.Metric)] : [],
                Centre(command, Metric.Wall), Spread(command, Metric.Wall), Centre(command, Metric.Cpu),
                command.PeakRssBytes is long peak ? new Bytes(peak).ToString() : "—", command.Runs.Count.ToString(CultureInfo.InvariantCulture)]);
        }

        return table;
    }

    private static string Name(MeasuredCommand command) => Printable.Shorten(Printable.Clean(command.Name), LongestName);

    private static string Text(MeasuredCommand command) => Printable.Clean(command.Command);

    private static string Centre(MeasuredCommand command, Metric metric) => command.Centre(metric) is double centre ? Amount(metric, centre) : "—";

    // A standard deviation that the tail of a busy machine does not move.
    private static string Spread(MeasuredCommand command, Metric metric) =>
        command.Values(metric) is { Length: >= 3 } values ? Amount(metric, Mad.NormalScale * Mad.Of(values)) : "—";

    private static string Runs(MeasuredCommand command) => string.Create(CultureInfo.InvariantCulture, $"{command.Runs.Count} run{(command.Runs.Count == 1 ? "" : "s")}");
}
