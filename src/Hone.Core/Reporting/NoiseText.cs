using System.Globalization;
using System.Text;
using Hone.Measurement;
using Hone.Measurement.Checks;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Reporting;

/// <summary>What <c>hone doctor --noise</c> prints, in 80 columns.</summary>
public static class NoiseText
{
    private const int Width = 80;
    private const int NameWidth = 19;
    private const int MostCores = 4;

    /// <summary>The whole page.</summary>
    public static string Render(Host host, IReadOnlyList<HostCheck> checks, NoiseFigures figures)
    {
        StringBuilder text = new();
        Line(text, "", $"host {host.Id}: {host.Cpu}, {host.Cores} cores");
        Line(text, "", $"{host.System}, kernel {host.Kernel}, virtualisation: {host.Virtualization}");
        text.Append('\n');
        foreach (HostCheck check in checks.Where(check => check.Effect != CheckEffect.Good))
        {
            Line(text, (check.Effect == CheckEffect.Hurts ? "✗ " : "· ") + check.Name.PadRight(NameWidth - 2), check.Found);
            if (check.Command is string command)
            {
                Command(text, command);
            }
        }

        string[] good = [.. checks.Where(check => check.Effect == CheckEffect.Good).Select(check => $"{check.Name}: {check.Found}")];
        if (good.Length > 0)
        {
            Line(text, "✓ good".PadRight(NameWidth), string.Join("; ", good));
        }

        text.Append("✗ hurts, · worth knowing; → is for you to run, Hone changes nothing\n\n");
        Measured(text, figures);
        return text.ToString();
    }

    /// <summary>The last sentence: what can be shown on this machine.</summary>
    public static string Verdict(NoiseFigures figures)
    {
        string wall = figures.SmallestWall is Ratio onWall ? $"{About(onWall)} on wall time" : "unknown on wall time";
        string cpu = figures.SmallestCpu is Ratio onCpu ? $"{About(onCpu)} on CPU time" : "unknown on CPU time";
        return string.Create(CultureInfo.InvariantCulture, $"smallest effect that {NoiseFigures.Pairs} pairs of a 20 ms program that computes can be expected to show here: {wall}, {cpu}");
    }

    private static void Measured(StringBuilder text, NoiseFigures figures)
    {
        text.Append("measured in ").Append(figures.Took).Append(" (middle ± robust spread)\n");
        Row(text, "equal work", $"{Middle(figures.WorkWall)} ± {NoiseFigures.Spread(figures.WorkWall)} wall, ± {NoiseFigures.Spread(figures.WorkCpu)} CPU, {Times(figures.WorkWall.Count)}");
        Row(text, "program start", figures.StartWall.Count == 0
            ? "not measured: there is no program called true"
            : $"{Middle(figures.StartWall)} ± {NoiseFigures.Spread(figures.StartWall)} wall, {Middle(figures.StartCpu)} ± {NoiseFigures.Spread(figures.StartCpu)} CPU, {Times(figures.StartWall.Count)}");
        Row(text, "clock", $"steps of {Time(figures.ClockStep)}, a reading takes {Time(figures.ClockCost)}");
        HolesTable(text, figures.Holes);
        text.Append('\n');
        Line(text, "", Verdict(figures));
        if (figures.IsHopeless)
        {
            Line(text, "", $"too noisy to measure: nothing below {Percent(new(NoiseFigures.Hopeless))} can be shown; mend what hurts first, or count instructions");
        }
    }

    private static void HolesTable(StringBuilder text, IReadOnlyList<CoreHoles> holes)
    {
        if (holes.Count == 0)
        {
            Row(text, "holes", "not measured");
            return;
        }

        TextTable table = new(["holes while spinning", ">worst", ">lost", .. CoreHoles.Lengths.Select(length => ">≥ " + Whole(length))]);
        foreach (CoreHoles core in holes.OrderByDescending(core => core.Lost).ThenBy(core => core.Core).Take(MostCores))
        {
            table.Add(
            [
                string.Create(CultureInfo.InvariantCulture, $"core {core.Core}, {new Duration(core.Span)}"),
                Time(core.Worst),
                Ratio.Of(core.Lost, core.Span).ToString(),
                .. core.Counts.Select(count => count.ToString(CultureInfo.InvariantCulture)),
            ]);
        }

        text.Append(table.ToText());
        if (holes.Count > MostCores)
        {
            text.Append(CultureInfo.InvariantCulture, $"  and {holes.Count - MostCores} cores with less\n");
        }
    }

    private static void Row(StringBuilder text, string name, string value) => Line(text, ("  " + name).PadRight(NameWidth), value);

    // A command must survive copying: it is never cut, and where it has to be broken the shell reads on.
    private static void Command(StringBuilder text, string command)
    {
        const int Indent = 4;
        if (NameWidth + 2 + command.Length <= Width)
        {
            text.Append(' ', NameWidth).Append("→ ").Append(command).Append('\n');
            return;
        }

        int space = command.Length + Indent + 2 <= Width ? -1 : command.LastIndexOf(' ');
        text.Append(' ', Indent).Append("→ ").Append(space < 0 ? command : command[..space] + " \\\n" + new string(' ', Indent + 2) + command[(space + 1)..]).Append('\n');
    }

    // Breaks at spaces; what follows stands below the beginning of the value.
    private static void Line(StringBuilder text, string start, string value)
    {
        string indent = new(' ', start.Length);
        StringBuilder line = new(start);
        bool empty = true;
        foreach (string word in Printable.Clean(value).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string piece = Printable.Shorten(word, Width - start.Length);
            if (!empty && line.Length + 1 + piece.Length > Width)
            {
                text.Append(line).Append('\n');
                line.Clear().Append(indent);
                empty = true;
            }

            line.Append(empty ? "" : " ").Append(piece);
            empty = false;
        }

        text.Append(line.ToString().TrimEnd()).Append('\n');
    }

    private static string Times(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} times");

    private static string Whole(long nanoseconds) => nanoseconds < 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1000} µs")
        : string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1_000_000} ms");

    private static string Middle(IReadOnlyList<double> samples) => samples.Count == 0 ? "—" : Time(Median.Of([.. samples]));

    private static string Time(double nanoseconds) => new Duration((long)Math.Round(nanoseconds)).ToString();

    // Below this the code's layout and the neighbours' caches decide, whatever the spread of one program says.
    private static string About(Ratio ratio) => ratio.Value < 0.0005 ? "less than 0.05 %" : "about " + Percent(ratio);

    private static string Percent(Ratio ratio) => Significant(ratio.Value * 100) + " %";

    // An estimate of an estimate: two digits are all it can carry.
    private static string Significant(double percent) => percent.ToString(percent < 0.995 ? "0.00" : percent < 9.95 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
