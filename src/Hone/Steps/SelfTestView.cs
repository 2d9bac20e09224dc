using System.Globalization;
using Hone.Linux.Measuring;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Reporting;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Cli.Steps;

/// <summary>Turns the raw runs of a self-test into its report.</summary>
internal static class SelfTestView
{
    /// <summary>The report on finished trials, and on a stream where there is one.</summary>
    public static SelfTestReport Report(SelfTestRuns runs, SelfTestPlan plan, Host host)
    {
        ComparisonDesign design = runs.Trials.Count > 0 ? runs.Trials[0].Pairs.Design : new() { UntilSame = plan.UntilSame };
        bool sequential = runs.Trials.Exists(trial => trial.SequentialFirst is not null);
        double[] effects = [.. runs.Trials.Select(trial => trial.Effect).Distinct().Order()];
        SelfTestReport report = new()
        {
            Setting = [.. Setting(runs, plan, host)],
            Design = design,
            Metrics = plan.Metrics,
            Real = SelfTestTally.Rows(runs.Trials, plan.Metrics),
            Peers = sequential ? [.. effects.Select(effect => SelfTestPeers.Rows(runs.Trials, effect, plan.Metrics))] : [],
            SequentialErrors = sequential ? [.. plan.Metrics.Select(metric => SelfTestPeers.SequentialError(runs.Trials, 0, metric))] : [],
            SequentialRuns = runs.Trials.Select(trial => trial.SequentialFirst?.Count ?? 0).DefaultIfEmpty(0).Max(),
        };
        return runs.Stream is PairedSamples { Rounds.Count: >= SelfTestResample.BlockPairs } stream ? WithResampled(report, stream, runs.StreamTime, plan) : report;
    }

    private static SelfTestReport WithResampled(SelfTestReport report, PairedSamples stream, Duration streamTime, SelfTestPlan plan)
    {
        Duration pairTime = new(Math.Max(1, streamTime.Nanoseconds / stream.Rounds.Count));
        int pairs = (int)Math.Clamp(plan.ResampleBudget.Nanoseconds / pairTime.Nanoseconds, 1, 10_000);
        CommandPairs[] values = [.. plan.Metrics.Select(metric => stream.Pairs(1, metric))];
        string noise = string.Join(", ", plan.Metrics.Zip(values, (metric, pair) =>
            ComparisonRule.LogRatios(pair.Reference, pair.Value) is double[] ratios ? string.Create(CultureInfo.InvariantCulture, $"{metric.Name} {Mad.NormalScale * Mad.Of(ratios) * 100:0.00} %") : metric.Name + " unknown"));
        return report with
        {
            Resampled = SelfTestResample.Rows(values, plan.Metrics, plan.Effects, plan.Resample, pairs, pairTime, report.Design, plan.Seed),
            ResampledFrom = string.Create(CultureInfo.InvariantCulture, $"{stream.Rounds.Count} pairs of the loop beside itself (robust spread of a pair: {noise}), in blocks of {SelfTestResample.BlockPairs}, labels drawn again, effect added; {plan.ResampleBudget} allow {pairs} pairs."),
        };
    }

    private static IEnumerable<string> Setting(SelfTestRuns runs, SelfTestPlan plan, Host host)
    {
        double[] loads = [.. runs.Loads.Order()];
        string load = loads.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; load {Quantile.OfSorted(loads, 0.5):0.0} ({loads[0]:0.0}–{loads[^1]:0.0})");
        yield return runs.ReadFrom is string file
            ? $"hone selftest, read from {file}: host {string.Join(", ", runs.Trials.Select(trial => trial.Pairs.Host).Distinct())}{load}."
            : string.Create(CultureInfo.InvariantCulture, $"hone selftest on {host.Cpu}, {host.Cores} cores, {host.Virtualization}, Linux {host.Kernel}{load}{(plan.Load > 0 ? $", {plan.Load} busy loops among it" : "")}{(plan.RealTime ? "; the commands run before all other programs" : "")}.");
        string[] kinds =
        [
            .. runs.Trials.Where(trial => trial.Effect == 0).GroupBy(trial => trial.Kind).Select(group => string.Create(
                CultureInfo.InvariantCulture,
                $"{group.Key} {new Duration((long)Median.Of([.. group.Select(trial => trial.Pairs.Judge(Metric.Wall)[0].Reference)]))}")),
        ];
        if (kinds.Length > 0)
        {
            yield return $"A/A, a command beside itself: {string.Join(", ", kinds)}.";
        }

        if (runs.Calibration is BurnerCalibration loop && (plan.Effects.Any(effect => effect != 0) || plan.Resample > 0))
        {
            yield return $"Effects are planted in {runs.Loop} of {loop.Wall} ({loop.Cpu} CPU time), of which {loop.FixedWall} ({loop.FixedCpu}) are there without any step; the steps grow by so much that the whole run takes the effect longer.";
        }

        if (runs.Trials.Count == 0 || runs.ReadFrom is not null)
        {
            yield break;
        }

        yield return $"Budget {plan.Budget} a comparison; randomised pairs, looked at after 14, 20, 28, 40, … pairs{(plan.UntilSame ? ", until different or the same" : ", until different")}.";
    }
}
