using System.Globalization;
using Hone.Changes.Runs;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Changes.Verdicts;

/// <summary>Whether the gain is shown, large enough, and not larger than the evidence can explain.</summary>
internal static class GainRules
{
    public static Verdict? Judge(VerdictFacts facts, TimedWorkload timed, GainFigures gain) =>
        Shown(facts, gain) ?? Explained(facts, timed, gain) ?? Confirmed(facts);

    private static Verdict? Shown(VerdictFacts facts, GainFigures gain)
    {
        string what = Text(gain);
        switch (gain.Comparison.Verdict)
        {
            case ComparisonVerdict.Slower:
                return new Verdict.Rejected("slower", what, Ask(gain), NoWin(facts));
            case ComparisonVerdict.Same:
                return new Verdict.Rejected("no-gain", $"{what}: shown to be the same", Ask(gain), NoWin(facts));
            case ComparisonVerdict.Faster when gain.Gain < VerdictLimits.LeastGain:
                return new Verdict.Rejected("below-minimum", what, Ask(gain), NoWin(facts));
            case ComparisonVerdict.Faster when gain.IsBlurred:
                // There is a gain; that these runs are too noisy to say that it is worth having is no fault of the change.
                return new Verdict.Inconclusive("gain-not-shown", $"{what}, less than the {Part(gain.Least)} that so many pairs can be relied on to show here", Decides(facts, gain));
            case ComparisonVerdict.Faster:
                return null;
            default:
                // Not even the upper end of the interval is worth having.
                return gain.Range is Interval range && range.High < VerdictLimits.LeastGain
                    ? new Verdict.Rejected("no-gain", $"{what}: at most {Part(range.High)}", Ask(gain), NoWin(facts))
                    : new Verdict.Inconclusive("gain-not-shown", $"{what}; {gain.Comparison.Note ?? "the pairs do not decide"}", Decides(facts, gain));
        }
    }

    // Of wall time, what the bound of the row says; of CPU time, the function's share of it. Nothing bounds what a program prints of itself.
    private static Verdict? Explained(VerdictFacts facts, TimedWorkload timed, GainFigures gain)
    {
        ChangeBound bound = facts.Change.Bound;
        double share = bound.CpuShare ?? 0;
        double? most = !bound.Holds ? null
            : gain.Metric.Name == Metric.Wall.Name ? Math.Max(bound.High, share * CpuPart(timed))
            : gain.Metric.Name == Metric.Cpu.Name ? bound.CpuShare
            : null;
        double low = gain.Range?.Low ?? gain.Gain;
        if (most is not double limit || low <= limit + VerdictLimits.BoundSlack)
        {
            return SelfReported(facts, timed, gain);
        }

        // What it returns decides what its callers do next: more than their cost it cannot save, and what it reads and writes stays.
        if (bound.CallersShare is double callers && low <= Math.Max(limit, gain.Metric.Name == Metric.Wall.Name ? callers * CpuPart(timed) : callers) + VerdictLimits.BoundSlack && ReadsAndWritesAsMuch(timed))
        {
            return SelfReported(facts, timed, gain);
        }

        // A run that waits for a processor waits the less the less it computes: the wall time may then shrink by the whole share.
        if (gain.Metric.Name == Metric.Wall.Name && low <= share + VerdictLimits.BoundSlack && WaitsForProcessors(timed) && Of(timed, Metric.Cpu, gain.Attempt) is { } cpu && (cpu.Range?.Low ?? cpu.Gain) <= share + VerdictLimits.BoundSlack)
        {
            return new Verdict.Inconclusive("busy-machine", $"{Text(gain)}, above {Part(limit)}: the runs waited for processors that others used", $"verify it again when the machine is quiet: hone change verify {facts.Change.Id}");
        }

        return new Verdict.Rejected(
            "too-good",
            $"{Text(gain)}; {Counters(timed)}",
            $"removing {facts.Change.Function} altogether saves at most {Part(bound.Gain)} (up to {Part(limit)}): {bound.Basis}",
            "quarantined: have a person look at what else the change leaves out; a row with more evidence may explain it (hone handicap)")
        { Quarantined = true };
    }

    // The candidate prints the figure itself: it is believed where a clock of Hone's sees a gain too.
    private static Verdict.Inconclusive? SelfReported(VerdictFacts facts, TimedWorkload timed, GainFigures gain) =>
        Metric.Standard.Any(metric => metric.Name == gain.Metric.Name)
        || new[] { Metric.Wall, Metric.Cpu }.Any(metric => Of(timed, metric, gain.Attempt) is { Comparison.Verdict: ComparisonVerdict.Faster })
            ? null
            : new("self-reported", $"{Text(gain)}, which the program prints of itself; neither its wall time nor its CPU time is shown to be less", $"begin it with a metric that Hone measures: hone change start {facts.Change.Row} --metric wall");

    private static GainFigures Of(TimedWorkload timed, Metric metric, int attempt) =>
        new(timed.Workload, metric, ComparisonRule.Judge(metric, [timed.Pairs.Pairs(1, metric)], VerdictLimits.Design(attempt))[0], attempt);

    private static Verdict? Confirmed(VerdictFacts facts)
    {
        if (facts.Attempt < 2)
        {
            return null;
        }

        string rule = string.Create(CultureInfo.InvariantCulture, $"attempt {facts.Attempt} at this opportunity: the best of several must be confirmed on fresh runs");
        if (facts.Run.Confirmation is not TimedWorkload confirmation)
        {
            return new Verdict.Inconclusive("unconfirmed", rule, "hone change verify " + facts.Change.Id);
        }

        GainFigures fresh = GainFigures.Of(confirmation, facts.Attempt);
        return fresh.Comparison.Verdict == ComparisonVerdict.Faster && fresh.Gain >= VerdictLimits.LeastGain ? null
            : new Verdict.Rejected("not-confirmed", "fresh runs: " + Text(fresh), rule, NoWin(facts));
    }

    // CPU time over wall time of the less disturbed of the baseline's runs; the very least may be a run whose reads were all cached.
    private static double CpuPart(TimedWorkload timed)
    {
        double[] parts = [.. Baseline(timed).Where(run => run.WallNanoseconds > 0).Select(run => Math.Min(1, (double)run.Cpu.Nanoseconds / run.WallNanoseconds)).Order()];
        return parts.Length == 0 ? 0 : Quantile.OfSorted(parts, 0.9);
    }

    // More often taken off a processor than it went by itself.
    private static bool WaitsForProcessors(TimedWorkload timed)
    {
        RunSample[] runs = [.. Baseline(timed)];
        return runs.Length > 0 && Median.Of([.. runs.Select(run => (double)run.InvoluntarySwitches)]) > Median.Of([.. runs.Select(run => (double)run.VoluntarySwitches)]);
    }

    private static IEnumerable<RunSample> Baseline(TimedWorkload timed) => timed.Pairs.Rounds.Select(round => round.Runs[0]).OfType<RunSample>();

    // What a person looks at when a gain cannot be: where nothing is read or computed any more, the counters say so.
    private static string Counters(TimedWorkload timed)
    {
        List<string> parts = [];
        foreach ((string name, Func<RunSample, double?> read) in new (string, Func<RunSample, double?>)[]
        {
            ("CPU time", run => run.Cpu.Nanoseconds), ("bytes read", run => run.BytesRead), ("bytes written", run => run.BytesWritten), ("page faults", run => run.MinorFaults),
        })
        {
            double before = Middle(timed, 0, read), after = Middle(timed, 1, read);
            parts.Add(double.IsFinite(before) && double.IsFinite(after) && before > 0 ? string.Create(CultureInfo.InvariantCulture, $"{name} {after / before:0.00} of before") : $"{name} not known");
        }

        return string.Join(", ", parts);
    }

    private static bool ReadsAndWritesAsMuch(TimedWorkload timed)
    {
        foreach (Func<RunSample, double?> read in new Func<RunSample, double?>[] { run => run.BytesRead, run => run.BytesWritten })
        {
            (double before, double after) = (Middle(timed, 0, read), Middle(timed, 1, read));
            if (!double.IsFinite(before) || !double.IsFinite(after) || after < VerdictLimits.AsMuch * before)
            {
                return false;
            }
        }

        return true;
    }

    private static double Middle(TimedWorkload timed, int arm, Func<RunSample, double?> read)
    {
        double[] values = [.. timed.Pairs.Rounds.Select(round => round.Runs[arm]).OfType<RunSample>().Select(read).OfType<double>()];
        return values.Length == 0 ? double.NaN : Median.Of(values);
    }

    private static string Decides(VerdictFacts facts, GainFigures gain) => gain.Comparison.SmallestVisible is double visible && double.IsFinite(visible)
        ? $"{gain.Comparison.Pairs} pairs show {Part(visible)} here: a quieter machine, or a longer verification{(facts.Run.Quick ? " (without --quick)" : "")}; or close it: hone change no-win {facts.Change.Id}"
        : $"more pairs: hone change verify {facts.Change.Id}";

    /// <summary>The gain with its interval, as one clause.</summary>
    public static string Text(GainFigures gain) => string.Create(
        CultureInfo.InvariantCulture,
        $"{gain.Metric.Name} of {gain.Workload} {Sign(gain.Gain)}{(gain.Range is Interval range ? $" ({range.Low * 100:0.0}–{range.High * 100:0.0})" : "")} in {gain.Comparison.Pairs} pairs");

    private static string Ask(GainFigures gain) => string.Create(
        CultureInfo.InvariantCulture,
        $"at least {Part(VerdictLimits.LeastGain)} saved, shown at a false-alarm rate of {gain.Alpha * 100:0.###} % (attempt {gain.Attempt})");

    private static string NoWin(VerdictFacts facts) => $"try another lever, or close it with this evidence: hone change no-win {facts.Change.Id}";

    private static string Sign(double gain) => gain >= 0 ? $"{Part(gain)} saved" : $"{Part(-gain)} lost";

    private static string Part(double part) => new Ratio(part).ToString();
}
