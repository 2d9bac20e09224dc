namespace Hone.Profiling.Differences;

/// <summary>
/// What each function costs on one side, summed over its profiles, in the measure's terms: weight per run, or part of the
/// profile. And how that varies: the variance of a cost y is u·y by counting (u is what one observation is worth) plus
/// (spread·y)² by runs that differ.
/// </summary>
internal sealed class CostColumn
{
    private CostColumn(double[] cost, double[] unit, double spread2, double[][] runs, double[] divisors)
    {
        Cost = cost;
        Unit = unit;
        Spread2 = spread2;
        Runs = runs;
        Divisors = divisors;
    }

    /// <summary>The cost of each function.</summary>
    public double[] Cost { get; }

    /// <summary>u of each function; 0 where everything was counted.</summary>
    public double[] Unit { get; }

    /// <summary>The square of the spread of a mean over the side's runs.</summary>
    public double Spread2 { get; set; }

    /// <summary>The weights of each profile, and what divides them to costs.</summary>
    public double[][] Runs { get; }

    public double[] Divisors { get; }

    /// <summary>The column of one side.</summary>
    /// <param name="sums">The side's profiles.</param>
    /// <param name="divisors">Runs in each profile, or its total.</param>
    /// <param name="cumulative">Cumulative instead of self.</param>
    /// <param name="spread2">The square of the relative spread of one profile; 0 where it is estimated instead.</param>
    public static CostColumn Of(IReadOnlyList<RunSums> sums, double[] divisors, bool cumulative, double spread2)
    {
        int functions = sums[0].Self.Length;
        double whole = divisors.Sum();
        double[] cost = new double[functions];
        double[] variance = new double[functions];
        foreach (RunSums run in sums)
        {
            double[] weight = cumulative ? run.Cumulative : run.Self;
            double[] counted = cumulative ? run.CumulativeVariance : run.SelfVariance;
            for (int i = 0; i < functions; i++)
            {
                cost[i] += weight[i];
                variance[i] += counted[i];
            }
        }

        double total = sums.Sum(run => run.Total);
        double usual = total > 0 ? sums.Sum(run => run.TotalVariance) / total : 0;
        double[] unit = new double[functions];
        for (int i = 0; i < functions; i++)
        {
            unit[i] = whole == 0 ? 0 : (cost[i] > 0 ? variance[i] / cost[i] : usual) / whole;
            cost[i] = whole == 0 ? 0 : cost[i] / whole;
        }

        return new CostColumn(cost, unit, spread2 / sums.Count, [.. sums.Select(run => cumulative ? run.Cumulative : run.Self)], divisors);
    }

    /// <summary>The variance of a cost of <paramref name="cost"/> of a function, before dispersion.</summary>
    public double Variance(int function, double cost) => (Unit[function] * cost) + (Spread2 * cost * cost);
}
