using System.Globalization;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Reporting.Comparisons;

/// <summary>Says what a comparison found, in one sentence that stands alone.</summary>
public static class VerdictSentence
{
    // From here on people think in factors, not in per cent.
    private const double Factor = 1.5;

    /// <summary>The sentence, without its end.</summary>
    /// <param name="report">The report.</param>
    /// <param name="pair">One of its pairs.</param>
    public static string Of(ComparisonReport report, ReportedPair pair)
    {
        string command = Name(report, pair.Command);
        string reference = Name(report, pair.Reference);
        Comparison result = pair.Result;
        string sentence = result.Verdict switch
        {
            ComparisonVerdict.Invalid => $"invalid: {command} does not do what {reference} does (--allow-different-output compares them all the same)",
            ComparisonVerdict.Undecided => Undecided(result, command, reference),
            _ => Decided(report, result, command, reference) + Visible(result),
        };
        bool hopeless = result.Verdict == ComparisonVerdict.Undecided && pair.SecondOpinion is { Verdict: not ComparisonVerdict.Undecided };
        return hopeless ? $"{sentence}; on CPU time: {Decided(report, pair.SecondOpinion!, command, reference)}" : sentence;
    }

    /// <summary>One word: <c>faster</c>, <c>slower</c>, <c>same</c>, <c>undecided</c> or <c>invalid</c>.</summary>
    public static string Word(ComparisonVerdict verdict) => verdict switch
    {
        ComparisonVerdict.Faster => "faster",
        ComparisonVerdict.Slower => "slower",
        ComparisonVerdict.Same => "same",
        ComparisonVerdict.Invalid => "invalid",
        _ => "undecided",
    };

    /// <summary>A change in per cent with its sign, <c>+4.1</c>, from a ratio; without the sign of per cent.</summary>
    public static string Change(double ratio) => Percent((ratio - 1) * 100, signed: true);

    /// <summary>A change in per cent, or the factor from half and double on: <c>+4.1 %</c>, <c>2.03 ×</c>; never longer than 8 characters.</summary>
    public static string ChangeOrFactor(double ratio) => ratio switch
    {
        > 0.5 and < 2 => Change(ratio) + " %",
        >= 9999.5 => ">9999 ×",
        _ => Significant.Three(ratio) + " ×",
    };

    /// <summary>Both ends of an interval of ratios, the unit once where they share it: <c>+2.9 to +5.2 %</c>.</summary>
    public static string ChangeOrFactor(Interval ratios)
    {
        string low = ChangeOrFactor(ratios.Low);
        string high = ChangeOrFactor(ratios.High);
        return (low[^1] == high[^1] ? low[..^2] : low) + " to " + high;
    }

    /// <summary>A part in per cent, <c>4.1 %</c>; the space does not break.</summary>
    public static string Percent(double part) => Percent(part * 100, signed: false) + "\u00a0%";

    /// <summary>What a person calls the metric.</summary>
    public static string MetricName(Metric metric) => metric.Name switch
    {
        "wall" => "wall time",
        "cpu" => "CPU time",
        "user" => "user time",
        "system" => "system time",
        "peak-rss" => "peak memory",
        "minor-faults" => "minor faults",
        _ => Printable.Clean(metric.Name),
    };

    private static string Decided(ComparisonReport report, Comparison result, string command, string reference)
    {
        string on = result.Metric == report.Metric && result.Metric != Metric.Wall && IsTime(result.Metric) ? " on " + MetricName(result.Metric) : "";
        if (result.Verdict == ComparisonVerdict.Same)
        {
            string which = IsTime(result.Metric) ? on : " in " + MetricName(result.Metric);
            return $"{reference} and {command} are the same within {Bound(report)}{which} ({SignedRange(result)}{Pairs(result)})";
        }

        bool more = result.Ratio > 1;
        double factor = more ? result.Ratio : 1 / result.Ratio;
        Interval? interval = result.Interval is not Interval i ? null : more ? i : new Interval(1 / i.High, 1 / i.Low);
        bool large = factor >= Factor;
        string range = interval is not Interval shown ? ""
            : large ? FormattableString.Invariant($"95\u00a0%\u00a0CI {Significant.Three(shown.Low)}–{Significant.Three(shown.High)}, ")
            : $"95\u00a0%\u00a0CI {Range(Part(shown.Low, more) * 100, Part(shown.High, more) * 100)}\u00a0%, ";
        string how = (large, more, IsTime(result.Metric)) switch
        {
            (true, true, true) => $"takes {Significant.Three(factor)}\u00a0× as long as {reference}{on}",
            (true, false, true) => $"is {Significant.Three(factor)}\u00a0× as fast as {reference}{on}",
            (false, true, true) => $"is {Percent(Part(factor, more))} slower than {reference}{on}",
            (false, false, true) => $"is {Percent(Part(factor, more))} faster than {reference}{on}",
            (true, true, _) => $"has {Significant.Three(factor)}\u00a0× the {MetricName(result.Metric)} of {reference}",
            (true, false, _) => $"has 1/{Significant.Three(factor)} of the {MetricName(result.Metric)} of {reference}",
            (false, _, _) => $"has {Percent(Part(factor, more))} {(more ? "more" : "less")} {MetricName(result.Metric)} than {reference}",
        };
        return $"{command} {how} ({range}{Pairs(result)})";
    }

    // 4 % faster is 4 % less time: 1 − ratio, where the factor is 1 / ratio.
    private static double Part(double factor, bool more) => more ? factor - 1 : 1 - (1 / factor);

    private static string Undecided(Comparison result, string command, string reference)
    {
        if (double.IsNaN(result.Ratio))
        {
            return $"undecided: {result.Note}";
        }

        if (result.Pairs == 0)
        {
            return $"undecided: the median of {command} is {Significant.Three(result.Ratio)}\u00a0× that of {reference}, but not in pairs";
        }

        string where = result.Interval is Interval ? $"{command} beside {reference}: {SignedRange(result)}{Pairs(result)}" : $"{Pairs(result)}";
        return $"undecided: {where}{Visible(result)}{(result.Note is null ? "" : "; " + result.Note)}";
    }

    private static string SignedRange(Comparison result) => result.Interval is Interval interval
        ? $"95\u00a0%\u00a0CI {ChangeOrFactor(interval).Replace(" %", "\u00a0%", StringComparison.Ordinal).Replace(" ×", "\u00a0×", StringComparison.Ordinal)}, "
        : "";

    private static string Visible(Comparison result) => result.SmallestVisible is double effect ? $"; smallest effect visible here {effect switch
    {
        < 0.00005 => "below 0.01\u00a0%",
        >= 1 => $"{(effect > 9999 ? "more than 9999" : Significant.Three(1 + effect))}\u00a0×",
        _ => Percent(effect),
    }}" : "";

    private static string Pairs(Comparison result) => string.Create(CultureInfo.InvariantCulture, $"{result.Pairs}\u00a0pair{(result.Pairs == 1 ? "" : "s")}");

    private static string Range(double low, double high) => low < 0
        ? $"{Percent(low, signed: true)} to {Percent(high, signed: true)}"
        : $"{Percent(low, signed: false)}–{Percent(high, signed: false)}";

    private static string Bound(ComparisonReport report) => ((report.Design?.SameWithin ?? 0) * 100).ToString("0.##", CultureInfo.InvariantCulture) + "\u00a0%";

    private static string Percent(double percent, bool signed)
    {
        string digits = Math.Abs(percent).ToString(Math.Abs(percent) switch { >= 99.95 => "0", >= 0.995 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);
        bool zero = digits.AsSpan().IndexOfAnyExcept('0', '.') < 0;
        return (percent < 0 && !zero ? "−" : signed && !zero ? "+" : "") + digits;
    }

    private static bool IsTime(Metric metric) => metric.Unit == Unit.Nanoseconds;

    private static string Name(ComparisonReport report, int command) => Printable.Shorten(Printable.Clean(report.Commands[command].Name), 24);
}
