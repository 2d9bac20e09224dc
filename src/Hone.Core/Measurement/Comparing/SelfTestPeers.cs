using Hone.Statistics;

namespace Hone.Measurement.Comparing;

/// <summary>How a rule fared on one metric of runs that were gathered in one way.</summary>
/// <param name="Comparisons">How many comparisons.</param>
/// <param name="Found">Called different: in the right direction where there was an effect, in any where there was none.</param>
/// <param name="Wrong">Called different in the wrong direction; 0 where there was no effect.</param>
public readonly record struct PeerCell(int Comparisons, int Found, int Wrong);

/// <summary>One rule, or Hone's, on the trials of one effect.</summary>
/// <param name="Effect">The effect; 0 for a command beside itself.</param>
/// <param name="Name">Whose rule.</param>
/// <param name="Rule">The rule in a few words.</param>
/// <param name="Sequential">On runs of the first, then of the second command; by metric, as asked. Null where there are none.</param>
/// <param name="Paired">On the runs of Hone's pairs; by metric, as asked.</param>
public sealed record PeerRow(double Effect, string Name, string Rule, IReadOnlyList<PeerCell>? Sequential, IReadOnlyList<PeerCell> Paired);

/// <summary>Judges the trials of a self-test by the rules of other tools.</summary>
public static class SelfTestPeers
{
    /// <summary>The rows of one effect: each peer on both ways of gathering, then Hone on its pairs. Metrics stand in the order given.</summary>
    public static IReadOnlyList<PeerRow> Rows(IReadOnlyList<SelfTestTrial> trials, double effect, IReadOnlyList<Metric> metrics)
    {
        SelfTestTrial[] counted = [.. trials.Where(trial => trial.Effect == effect)];
        bool sequential = counted.Any(trial => trial.SequentialFirst is not null);
        PeerRow[] peers =
        [
            .. PeerRules.All.Select(rule => new PeerRow(
                effect,
                rule.Name,
                rule.Rule,
                sequential ? [.. metrics.Select(metric => Cell(counted, effect, metric, trial => Judge(rule, Sequential(trial, metric))))] : null,
                [.. metrics.Select(metric => Cell(counted, effect, metric, trial => Judge(rule, Paired(trial, metric))))])),
        ];
        PeerRow hone = new(effect, "hone", "", null, [.. metrics.Select(metric => Cell(counted, effect, metric, trial => Call(trial.Pairs.Judge(metric)[0].Verdict)))]);
        return [.. peers, hone];
    }

    /// <summary>
    /// The median of |ratio / truth − 1| over the trials of one effect, when the ratio is that of the means of all first and all
    /// second runs in a row; NaN without such runs.
    /// </summary>
    public static double SequentialError(IReadOnlyList<SelfTestTrial> trials, double effect, Metric metric)
    {
        double[] errors =
        [
            .. trials.Where(trial => trial.Effect == effect)
                .Select(trial => (trial, runs: Sequential(trial, metric)))
                .Where(one => one.runs is not null)
                .Select(one => Math.Abs((one.runs!.Value.Second.Average() / one.runs.Value.First.Average() / one.trial.Truth(metric)) - 1)),
        ];
        return errors.Length == 0 ? double.NaN : Median.Of(errors);
    }

    private static PeerCell Cell(SelfTestTrial[] trials, double effect, Metric metric, Func<SelfTestTrial, PeerCall?> judge)
    {
        PeerCall[] calls = [.. trials.Select(judge).OfType<PeerCall>()];
        int different = calls.Count(call => call != PeerCall.None);
        PeerCall right = effect > 0 == metric.LowerIsBetter ? PeerCall.Slower : PeerCall.Faster;
        int found = effect == 0 ? different : calls.Count(call => call == right);
        return new(calls.Length, found, different - found);
    }

    private static PeerCall? Judge(PeerRule rule, (double[] First, double[] Second)? runs) =>
        runs is ({ Length: >= 2 } first, { Length: >= 2 } second) ? rule.Judge(first, second) : null;

    private static PeerCall Call(ComparisonVerdict verdict) => verdict switch
    {
        ComparisonVerdict.Faster => PeerCall.Faster,
        ComparisonVerdict.Slower => PeerCall.Slower,
        _ => PeerCall.None,
    };

    // A tool that does not know pairs would see the two series.
    private static (double[] First, double[] Second)? Paired(SelfTestTrial trial, Metric metric)
    {
        CommandPairs pairs = trial.Pairs.Pairs(1, metric);
        return (pairs.Reference, pairs.Value);
    }

    private static (double[] First, double[] Second)? Sequential(SelfTestTrial trial, Metric metric) =>
        trial is { SequentialFirst: IReadOnlyList<RunSample> first, SequentialSecond: IReadOnlyList<RunSample> second }
            && first.Select(metric.Read).ToArray() is double?[] a && second.Select(metric.Read).ToArray() is double?[] b
            && Array.TrueForAll(a, value => value > 0) && Array.TrueForAll(b, value => value > 0)
            ? ([.. a.Select(value => value!.Value)], [.. b.Select(value => value!.Value)])
            : null;
}
