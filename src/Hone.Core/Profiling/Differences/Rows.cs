using System.Globalization;
using Hone.Profiling.Symbols;
using Hone.Statistics;

namespace Hone.Profiling.Differences;

/// <summary>The functions of a difference: which are tested, what became of each, and why.</summary>
internal sealed class Rows
{
    private const int MostTested = 500;

    private readonly FunctionTable _table;
    private readonly Side _before;
    private readonly Side _after;
    private readonly Spreads _spreads;
    private readonly DifferenceOptions _options;
    private readonly DifferenceMeasure _measure;
    private readonly CommonFactor _common;
    private readonly bool _estimated;
    private readonly Columns _self;
    private readonly Columns _cumulative;
    private double _spread;

    public Rows(FunctionTable table, Side before, Side after, DifferenceMeasure measure, Spreads spreads, DifferenceOptions options)
    {
        (_table, _before, _after, _measure, _spreads, _options) = (table, before, after, measure, spreads, options);
        _estimated = before.Sums.Length + after.Sums.Length > 2;
        _common = new CommonFactor(Scale());
        _self = new Columns(before, after, cumulative: false, _spreads.Run, _common);
        _cumulative = new Columns(before, after, cumulative: true, _spreads.Run, _common);
    }

    /// <summary>How many functions cost too little to be tested.</summary>
    public int TooSmall { get; private set; }

    /// <summary>What the verdicts take for granted.</summary>
    public IEnumerable<string> Assumptions()
    {
        if (!_estimated)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"one profile a side does not show how runs differ: as the functions lie beside each other, each is taken to vary by {100 * _spread:0.#} % from run to run beyond its samples; record several of each side to measure it");
        }
    }

    /// <summary>The change that all functions share; after <see cref="Find"/>.</summary>
    public CommonChange Common()
    {
        (double mean, double variance) = _common.Logarithm();
        double reach = Proportion.Z95 * Math.Sqrt(variance);
        int freedom = _before.Sums.Length + _after.Sums.Length - 2;
        bool real = _measure == DifferenceMeasure.Cost && freedom >= 2 && Math.Abs(mean) / _common.Scale > StudentT.Quantile(1 - (_options.Rate / 2), freedom);
        return new(Math.Exp(mean), new(Math.Exp(mean - reach), Math.Exp(mean + reach)), _common.Scale, real);
    }

    /// <summary>The functions that were tested.</summary>
    public IReadOnlyList<FunctionDifference> Find()
    {
        int[] tested = Tested();
        double[] p = _self.Test.Run(tested, _options.Rate, _estimated ? null : _spreads.Run);
        if (_self.Test.Spread is double spread)
        {
            _spread = spread;
            _self.Spread(spread);
            _cumulative.Spread(spread);
        }

        double[] adjusted = BenjaminiHochberg.Adjust(p);
        double factor = Math.Exp(_common.Logarithm().Mean);
        Dictionary<int, CostChange> self = [];
        Dictionary<int, FunctionVerdict> verdicts = [];
        for (int i = 0; i < tested.Length; i++)
        {
            CostChange change = _self.Change(tested[i], factor, p[i], adjusted[i]);
            self.Add(tested[i], change);
            bool named = adjusted[i] <= _options.Rate && WorthNaming(change, factor) && !KernelLeaf.IsInterrupt(_table.Frame(tested[i]));
            verdicts.Add(tested[i], named ? VerdictOf(change) : FunctionVerdict.Same);
        }

        Attribution attribution = new(_before, _after, factor, _self);
        Dictionary<int, IReadOnlyList<int>> shifts = attribution.Shifts(self, verdicts);
        double[] cumulativeP = [.. tested.Select(_cumulative.Test.PValue)];
        double[] cumulativeAdjusted = BenjaminiHochberg.Adjust(cumulativeP);
        Dictionary<int, CostChange> cumulative = tested.Select((function, i) => (function, Change: _cumulative.Change(function, factor, cumulativeP[i], cumulativeAdjusted[i]))).ToDictionary(pair => pair.function, pair => pair.Change);
        Dictionary<int, IReadOnlyList<(int Function, double Change)>> causes =
            attribution.Causes(cumulative, self, verdicts, change => change.AdjustedPValue <= _options.Rate && WorthNaming(change, factor));
        return
        [
            .. tested.Select(function => new FunctionDifference
                {
                    Frame = _table.Frame(function),
                    Identity = _table.Identity(function),
                    Verdict = verdicts[function],
                    Self = self[function],
                    Cumulative = cumulative[function],
                    ShareBefore = _before.Total > 0 ? self[function].Before / _before.Total : 0,
                    ShareAfter = _after.Total > 0 ? self[function].After / _after.Total : 0,
                    ShiftedWith = [.. shifts.GetValueOrDefault(function, []).Where(other => other != function).Select(other => new Cause(_table.Frame(other), ChangeOf(self, other, factor)))],
                    Because = [.. causes.GetValueOrDefault(function, []).Select(cause => new Cause(_table.Frame(cause.Function), cause.Change))],
                    Through = verdicts[function] is FunctionVerdict.Same or FunctionVerdict.Shifted or FunctionVerdict.Below || attribution.Through(function, self[function].Change) is not int caller ? null : _table.Frame(caller),
                })
                .OrderBy(row => Rank(row.Verdict))
                .ThenByDescending(row => Math.Abs(row.Self.Change))
                .ThenBy(row => row.Identity.Function, StringComparer.Ordinal)
                .ThenBy(row => row.Identity.Module, StringComparer.Ordinal),
        ];
    }

    private static int Rank(FunctionVerdict verdict) => verdict switch
    {
        FunctionVerdict.Same => 3,
        FunctionVerdict.Shifted => 2,
        FunctionVerdict.Below => 1,
        _ => 0,
    };

    private double ChangeOf(Dictionary<int, CostChange> self, int function, double factor) =>
        self.TryGetValue(function, out CostChange? change) ? change.Change : _self.Change(function, factor, null, null).Change;

    private double Scale()
    {
        if (_measure == DifferenceMeasure.Share)
        {
            return 0.5;
        }

        // The spread that the sides' totals show, with the assumed one counted like one more degree of freedom.
        double[] one = [.. _before.Logarithms];
        double[] other = [.. _after.Logarithms];
        int freedom = Math.Max(0, one.Length - 1) + Math.Max(0, other.Length - 1);
        double squares = Squares(one) + Squares(other);
        double variance = (squares + (_spreads.Machine * _spreads.Machine)) / (freedom + 1);
        return Math.Sqrt(variance * ((1.0 / Math.Max(1, one.Length)) + (1.0 / Math.Max(1, other.Length))));
    }

    private static double Squares(double[] values)
    {
        double mean = values.Length == 0 ? 0 : values.Average();
        return values.Sum(value => (value - mean) * (value - mean));
    }

    private int[] Tested()
    {
        List<int> tested = [];
        for (int i = 0; i < _table.Count; i++)
        {
            double cost = Math.Max(_self.Before.Cost[i] / _before.Total, _self.After.Cost[i] / _after.Total);
            double whole = Math.Max(_cumulative.Before.Cost[i] / _before.Total, _cumulative.After.Cost[i] / _after.Total);
            if (cost >= _options.SmallestPart || whole >= 4 * _options.SmallestPart)
            {
                tested.Add(i);
            }
            else if (cost > 0)
            {
                TooSmall++;
            }
        }

        // Of hostile input: what is heaviest.
        return tested.Count <= MostTested ? [.. tested] : [.. tested.OrderByDescending(i => Math.Max(_self.Before.Cost[i], _self.After.Cost[i])).Take(MostTested).Order()];
    }

    private bool WorthNaming(CostChange change, double factor) =>
        Math.Abs(change.Change) >= _options.SmallestPart * Math.Max(_before.Total, _after.Total / factor)
        && (change.Ratio is not double ratio || Math.Abs(ratio - 1) >= _options.SmallestChange);

    private static FunctionVerdict VerdictOf(CostChange change) => change switch
    {
        { Before: 0 } => FunctionVerdict.Appeared,
        { After: 0 } => FunctionVerdict.Disappeared,
        { Change: > 0 } => FunctionVerdict.Grown,
        _ => FunctionVerdict.Shrunk,
    };
}
