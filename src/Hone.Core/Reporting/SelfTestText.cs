using System.Globalization;
using System.Text;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Reporting;

/// <summary>What a self-test found, ready to print.</summary>
public sealed record SelfTestReport
{
    /// <summary>Sentences about host, commands, calibration and load.</summary>
    public required IReadOnlyList<string> Setting { get; init; }

    /// <summary>How the comparisons were decided.</summary>
    public required ComparisonDesign Design { get; init; }

    /// <summary>The metrics.</summary>
    public required IReadOnlyList<Metric> Metrics { get; init; }

    /// <summary>The rows of real comparisons.</summary>
    public required IReadOnlyList<SelfTestRow> Real { get; init; }

    /// <summary>The rows by other tools' rules, one list an effect; empty when not asked for.</summary>
    public IReadOnlyList<IReadOnlyList<PeerRow>> Peers { get; init; } = [];

    /// <summary>The median error of the ratio of means of sequential runs of a command beside itself, by metric; empty when not asked for.</summary>
    public IReadOnlyList<double> SequentialErrors { get; init; } = [];

    /// <summary>Runs a side in a row; 0 when not asked for.</summary>
    public int SequentialRuns { get; init; }

    /// <summary>The rows of comparisons put together from one stream of real pairs; empty when not asked for.</summary>
    public IReadOnlyList<SelfTestRow> Resampled { get; init; } = [];

    /// <summary>What the resampled rows come from, as a sentence.</summary>
    public string ResampledFrom { get; init; } = "";
}

/// <summary>The text of a self-test, at most 80 columns wide.</summary>
public static class SelfTestText
{
    private const int Width = 80;

    /// <summary>All of it; the last lines are the false alarms.</summary>
    public static string Of(SelfTestReport report)
    {
        StringBuilder text = new();
        foreach (string sentence in report.Setting)
        {
            Wrap(text, Printable.Clean(sentence));
        }

        if (report.Real.Count > 0)
        {
            text.Append("\nreal runs\n").Append(Table(report.Real));
        }

        if (report.Resampled.Count > 0)
        {
            text.Append("\nresampled real pairs: ");
            Wrap(text, report.ResampledFrom, "resampled real pairs: ".Length);
            text.Append(Table(report.Resampled));
        }

        if (report.Real.Count + report.Resampled.Count > 0)
        {
            Legend(text, report.Design);
        }

        foreach (IReadOnlyList<PeerRow> rows in report.Peers)
        {
            Peers(text, rows, report);
        }

        if (report.Peers.Count > 0)
        {
            PeerLegend(text, report);
        }

        text.Append('\n');
        Verdict(text, report);
        return text.ToString();
    }

    /// <summary>An effect as people write it: <c>A/A</c>, <c>+0.5 %</c>.</summary>
    public static string Effect(double effect) =>
        effect == 0 ? "A/A" : string.Create(CultureInfo.InvariantCulture, $"{(effect > 0 ? "+" : "-")}{Math.Abs(effect) * 100:0.##} %");

    private static string Table(IReadOnlyList<SelfTestRow> rows)
    {
        TextTable table = new("", ">n", ">found (95 % CI)", ">wrong", ">same", ">pairs", ">time", ">error", ">holds");
        foreach (SelfTestRow row in rows)
        {
            table.Add(
                Effect(row.Effect) + " " + row.Metric,
                row.Comparisons.ToString(CultureInfo.InvariantCulture),
                ShareWithInterval(row.Found, row.Comparisons),
                row.Effect == 0 ? "–" : row.Wrong.ToString(CultureInfo.InvariantCulture),
                Whole(row.Same, row.Comparisons),
                row.MedianPairs.ToString("0", CultureInfo.InvariantCulture),
                row.MedianTime.ToString(),
                double.IsFinite(row.MedianError) ? row.MedianError.ToString("0.00 %", CultureInfo.InvariantCulture) : "–",
                Whole(row.Held, row.Intervals));
        }

        return table.ToText();
    }

    private static void Legend(StringBuilder text, ComparisonDesign design) => Wrap(
        text,
        FormattableString.Invariant($"found: called different, which is a false alarm in A/A (a command beside itself) and right elsewhere. wrong: in the wrong direction. same: shown to be within {design.SameWithin * 100:0.##} %. pairs, time: median until decided, or the end of the budget. error: median of the ratio's. holds: 95 % intervals with the truth in them."));

    private static void Peers(StringBuilder text, IReadOnlyList<PeerRow> rows, SelfTestReport report)
    {
        double effect = rows[0].Effect;
        bool sequential = rows[0].Sequential is not null;
        text.Append('\n');
        Wrap(text, effect == 0
            ? "A/A: called different on the same machine, by the rules of other tools"
            : $"{Effect(effect)}: found / called different in the wrong direction, by the rules of other tools");
        string[] names = [.. report.Metrics.Select(metric => metric.Name)];
        TextTable table = new([
            "",
            .. sequential ? names.Select(name => ">" + name) : [],
            .. names.Select(name => ">paired " + name)]);
        foreach (PeerRow row in rows)
        {
            table.Add([
                row.Name,
                .. sequential ? row.Sequential is null ? names.Select(_ => "") : row.Sequential.Select(cell => Cell(cell, effect)) : [],
                .. row.Paired.Select(cell => Cell(cell, effect))]);
        }

        text.Append(table.ToText());
    }

    private static void PeerLegend(StringBuilder text, SelfTestReport report)
    {
        string names = string.Join(", ", report.Metrics.Select(metric => metric.Name));
        string rules = string.Join("; ", report.Peers[0].Where(row => row.Rule.Length > 0).Select(row => $"{row.Name}: {row.Rule}"));
        string gathered = "";
        if (report.SequentialRuns > 0)
        {
            gathered = $"{names}: {report.SequentialRuns} runs of the first, then {report.SequentialRuns} of the second command, as those tools gather them. ";
            if (report.SequentialErrors.Any(double.IsFinite))
            {
                string errors = string.Join(", ", report.SequentialErrors.Zip(report.Metrics, (error, metric) => string.Create(CultureInfo.InvariantCulture, $"{error * 100:0.00} % on {metric.Name}")));
                gathered += $"The ratio of their means in A/A is wrong by {errors} in the median. ";
            }
        }

        Wrap(text, gathered + "paired: the same rules on Hone's pairs. " + rules + ".");
    }

    private static void Verdict(StringBuilder text, SelfTestReport report)
    {
        SelfTestRow[] planted = [.. report.Real.Concat(report.Resampled).Where(row => row.Effect != 0)];
        if (planted.Length > 0)
        {
            text.Append(Count("wrong direction", planted.Sum(row => row.Wrong), planted.Sum(row => row.Comparisons))).Append('\n');
        }

        SelfTestRow[] alike = [.. report.Real.Where(row => row.Effect == 0)];
        if (!SelfTestTally.Holds(report.Real, report.Design))
        {
            Wrap(text, FormattableString.Invariant($"More false alarms than the {SelfTestTally.Promised(report.Design) * 100:0.##} % that are promised, and not by luck: results of hone compare on this machine are not to be trusted. Run hone selftest --export FILE again; if it happens again, report it with that file."));
        }

        foreach (SelfTestRow row in alike)
        {
            string chance = FormattableString.Invariant($"; promised ≤ {SelfTestTally.Promised(report.Design) * 100:0.##} %");
            text.Append(Count(alike.Length > 1 ? $"false alarms on {row.Metric}" : "false alarms", row.Found, row.Comparisons)).Append(chance).Append('\n');
        }
    }

    private static string Count(string what, int count, int of)
    {
        Interval interval = Proportion.Wilson(count, of);
        return string.Create(CultureInfo.InvariantCulture, $"{what}: {count} of {of} ({100.0 * count / of:0.0} %, 95 % CI {interval.Low * 100:0.0}–{interval.High * 100:0.0} %)");
    }

    private static string Cell(PeerCell cell, double effect) =>
        cell.Comparisons == 0 ? "–"
        : effect == 0 ? Percent(cell.Found, cell.Comparisons)
        : string.Create(CultureInfo.InvariantCulture, $"{100.0 * cell.Found / cell.Comparisons:0} / {100.0 * cell.Wrong / cell.Comparisons:0} %");

    private static string Percent(int count, int of) =>
        of == 0 ? "–" : (100.0 * count / of).ToString(count == 0 || count == of ? "0" : "0.0", CultureInfo.InvariantCulture) + " %";

    // Never rounded to none or all.
    private static string Whole(int count, int of)
    {
        double percent = of == 0 ? 0 : 100.0 * count / of;
        return of == 0 ? "–" : (count == 0 || count == of ? percent : Math.Clamp(Math.Round(percent), 1, 99)).ToString("0", CultureInfo.InvariantCulture) + " %";
    }

    private static string ShareWithInterval(int count, int of)
    {
        Interval interval = Proportion.Wilson(count, of);
        string format = interval.High < 0.0995 ? "0.0" : "0";
        return string.Create(CultureInfo.InvariantCulture, $"{Percent(count, of)} ({(interval.Low * 100).ToString(format, CultureInfo.InvariantCulture)}–{(interval.High * 100).ToString(format, CultureInfo.InvariantCulture)})");
    }

    // Breaks between words; a first line that something stands on already gets what is left of it.
    private static void Wrap(StringBuilder text, string sentence, int column = 0)
    {
        foreach (string word in Words(sentence))
        {
            if (column > 0 && column + 1 + word.Length > Width)
            {
                text.Append('\n');
                column = 0;
            }

            bool gap = column > 0 && text[^1] != ' ';
            text.Append(gap ? " " : "").Append(word);
            column += word.Length + (gap ? 1 : 0);
        }

        text.Append('\n');
    }

    // A number stays with its unit.
    private static List<string> Words(string sentence)
    {
        List<string> words = [];
        foreach (string word in sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (words.Count > 0 && char.IsAsciiDigit(words[^1][^1]) && word.TrimEnd('.', ',', ';', ':', ')') is "%" or "ms" or "s" or "µs")
            {
                words[^1] += " " + word;
            }
            else
            {
                words.Add(word);
            }
        }

        return words;
    }
}
