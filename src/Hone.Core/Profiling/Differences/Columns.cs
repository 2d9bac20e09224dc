using Hone.Statistics;

namespace Hone.Profiling.Differences;

/// <summary>Self or cumulative costs of both sides, and the test of their changes.</summary>
internal sealed class Columns
{
    private readonly Dispersion _dispersion;
    private readonly CommonFactor _common;

    public Columns(Side before, Side after, bool cumulative, double spread, CommonFactor common)
    {
        bool replicated = before.Sums.Length + after.Sums.Length > 2;
        bool exact = before.Sums.All(run => run.Exact) || after.Sums.All(run => run.Exact);

        // Profiles of each side show how runs differ; one alone is believed to differ as is assumed. What is counted exactly varies only so.
        double spread2 = exact || !replicated ? spread * spread : 0;
        Before = CostColumn.Of(before.Sums, before.Divisors, cumulative, spread2);
        After = CostColumn.Of(after.Sums, after.Divisors, cumulative, spread2);
        _dispersion = Dispersion.Of(Before, After, before.Sums, after.Sums);
        _common = common;
        Test = new ChangeTest(Before, After, _dispersion, common);
    }

    public CostColumn Before { get; }

    public CostColumn After { get; }

    public ChangeTest Test { get; }

    /// <summary>Sets how runs differ where it is not estimated from several.</summary>
    public void Spread(double spread) => (Before.Spread2, After.Spread2) = (spread * spread, spread * spread);

    /// <summary>The standard deviation of a function's change by counting and by runs that differ.</summary>
    public double Deviation(int function, double factor)
    {
        // Nothing seen is no certainty: as if half an observation had been.
        double before = Before.Variance(function, Math.Max(Before.Cost[function], 0.5 * Before.Unit[function]));
        double after = After.Variance(function, Math.Max(After.Cost[function], 0.5 * After.Unit[function]));
        return Math.Sqrt(_dispersion.Factor[function] * (before + (after / (factor * factor))));
    }

    /// <summary>A function's costs, with intervals.</summary>
    public CostChange Change(int function, double factor, double? p, double? adjusted)
    {
        double before = Before.Cost[function];
        double after = After.Cost[function] / factor;
        double common = _common.Logarithm().Variance;
        double z = _dispersion.DegreesOfFreedom is double freedom ? StudentT.Quantile(0.975, freedom) : Proportion.Z95;
        double reach = z * Math.Sqrt(Math.Pow(Deviation(function, factor), 2) + (after * after * common));
        Interval interval = new(after - before - reach, after - before + reach);
        if (before <= 0 || after <= 0)
        {
            return new(before, After.Cost[function], after - before, interval, null, null, p, adjusted);
        }

        double relative = (_dispersion.Factor[function] * ((Before.Variance(function, before) / (before * before)) + (After.Variance(function, After.Cost[function]) / Math.Pow(After.Cost[function], 2)))) + common;
        double wide = Math.Exp(z * Math.Sqrt(relative));
        double ratio = after / before;
        return new(before, After.Cost[function], after - before, interval, ratio, new(ratio / wide, ratio * wide), p, adjusted);
    }
}
