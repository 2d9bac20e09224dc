using System.Globalization;
using Hone.Guardrails.Bisecting;
using Hone.Measurement.Comparing;
using Hone.Problems;

namespace Hone.Cli.Steps.Bisecting;

/// <summary>
/// Searches the first commit of a new level: pairs of both ends until they are shown to differ, then one pair at a time of the commit
/// that tells most beside the good one, until one commit is probable enough; then that one beside the one before it.
/// </summary>
internal sealed class BisectStep(Session session, BisectPlan plan) : IDisposable
{
    // After so many pairs of the ends is looked whether they differ.
    private static readonly int[] _looks = [8, 16, 32];

    // The chance that equal ends are searched at all, at each look.
    private const double EndsAlpha = 0.002;

    // What a refuted answer is measured again with, on either side of it.
    private const int PairsAfterRefusal = 4;
    private const int MostConfirmations = 4;

    private readonly BuiltCommits _built = new(session, plan.Commits, plan.Workload);
    private readonly Dictionary<int, string> _skipped = new(plan.Skipped);
    private readonly Dictionary<int, List<double>> _measured = [];
    private readonly List<BisectMeasurement> _measurements = [];
    private readonly List<double> _ends = [];

    private int Bad => plan.Commits.Count - 1;

    private int Pairs => _ends.Count + _measurements.Count;

    /// <summary>Searches.</summary>
    public BisectReport Run()
    {
        IBisectPairs pairs = plan.Function is string function ? new SharePairs(session, _built, function) : new BisectPairs(session, _built, plan.Metric);
        foreach (int end in new[] { 0, Bad })
        {
            if (_built.Build(end) is string why)
            {
                throw new ProblemException(new(ExitCode.Usage, "bisect-end", $"the {(end == 0 ? "good" : "bad")} commit {plan.Commits[end].Hash[..9]} cannot be measured: {why}", "name another one that builds and runs"));
            }
        }

        foreach (int look in _looks)
        {
            Tell("both ends");
            _ends.AddRange(pairs.Ratios(0, Bad, look - _ends.Count));
            if (BisectLevels.Differ([.. _ends], EndsAlpha))
            {
                break;
            }
        }

        if (!BisectLevels.Differ([.. _ends], EndsAlpha))
        {
            return Report(BisectState.NoDifference, null, null);
        }

        BisectLevels levels = BisectLevels.OfPairs([.. _ends]);
        for (int confirmation = 1; ; confirmation++)
        {
            (BisectPosterior posterior, BisectCandidates? found) = Narrow(pairs, levels);
            if (found is null)
            {
                return Report(BisectState.Undecided, posterior, null);
            }

            Tell($"confirming {plan.Commits[found.UpTo].Hash[..9]}");
            Comparison beside = pairs.Compare(found.After, found.UpTo, plan.Budget);
            bool isWorse = levels.Bad > levels.Good == plan.Metric.LowerIsBetter;
            if (beside.Verdict == (isWorse ? ComparisonVerdict.Slower : ComparisonVerdict.Faster))
            {
                return Report(BisectState.Confirmed, posterior, beside);
            }

            if (beside.Verdict == ComparisonVerdict.Undecided || confirmation == MostConfirmations)
            {
                return Report(BisectState.Unconfirmed, posterior, beside);
            }

            // The pairs say no: what led here was chance, and more measurements on both sides of it will show that.
            foreach (int place in new[] { found.After, found.UpTo }.Where(place => place > 0 && place < Bad))
            {
                Add(place, pairs.Ratios(0, place, PairsAfterRefusal));
            }
        }
    }

    public void Dispose() => _built.Dispose();

    /// <summary>Measures until the posterior names commits that can be confirmed; null when the pairs are used up.</summary>
    private (BisectPosterior Posterior, BisectCandidates? Found) Narrow(IBisectPairs pairs, BisectLevels levels)
    {
        while (true)
        {
            BisectPosterior posterior = BisectPosterior.Of(Bad, _measurements, levels);
            HashSet<int> skipped = [.. _skipped.Keys];
            BisectCandidates best = BisectCandidates.Best(posterior, skipped);
            if (best.Probability >= plan.Confidence)
            {
                // The one before may never have been built: only then it shows whether it can be.
                if (CanMeasure(best.After) && CanMeasure(best.UpTo))
                {
                    return (posterior, best);
                }

                continue;
            }

            if (Pairs >= plan.MostPairs)
            {
                return (posterior, null);
            }

            // With one class of candidates left its probability is 1, so that there is one to choose here.
            int next = BisectChoice.Next(posterior, skipped, Cost) ?? Bad;
            if (CanMeasure(next))
            {
                Tell(string.Create(CultureInfo.InvariantCulture, $"{plan.Commits[best.UpTo].Hash[..9]} at {100 * best.Probability:0} %"));
                Add(next, pairs.Ratios(0, next, 1));
            }
        }
    }

    private bool CanMeasure(int place)
    {
        if (_built.Build(place) is not string why)
        {
            return true;
        }

        _skipped[place] = why;
        return false;
    }

    // In pairs of runs: a commit that is not built yet costs its build too.
    private double Cost(int place)
    {
        double pair = Math.Max(1e-3, 2 * _built.RunTime.Seconds);
        return _built.Has(place) ? 1 : 1 + (_built.BuildTime.Seconds / pair);
    }

    private void Add(int place, IReadOnlyList<double> ratios)
    {
        if (!_measured.TryGetValue(place, out List<double>? list))
        {
            _measured[place] = list = [];
        }

        list.AddRange(ratios);
        _measurements.AddRange(ratios.Select(ratio => new BisectMeasurement(place, ratio)));
    }

    private void Tell(string what) => session.Progress.At(string.Create(CultureInfo.InvariantCulture, $"{what} · pair {Pairs + 1} · {_built.Count} built"));

    private BisectReport Report(BisectState state, BisectPosterior? posterior, Comparison? confirmation) => new()
    {
        State = state,
        Workload = plan.Workload.Name,
        Metric = plan.Metric,
        Function = plan.Function,
        Commits = plan.Commits,
        Ends = _ends,
        Measured = _measured.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<double>)pair.Value),
        Skipped = _skipped,
        Built = _built.Count,
        Posterior = posterior,
        Confirmation = confirmation,
    };
}
