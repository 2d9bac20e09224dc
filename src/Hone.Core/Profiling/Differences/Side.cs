namespace Hone.Profiling.Differences;

/// <summary>One side's profiles, and what divides their weights to costs.</summary>
internal sealed class Side
{
    public Side(RunSums[] sums, IReadOnlyList<Profile> profiles, DifferenceMeasure measure)
    {
        Sums = sums;
        Divisors = [.. sums.Select((run, i) => measure == DifferenceMeasure.Share ? run.Total : profiles[i].Runs ?? 1)];
        Weight = sums.Sum(run => run.Total);
    }

    public RunSums[] Sums { get; }

    public double[] Divisors { get; }

    /// <summary>The whole weight.</summary>
    public double Weight { get; }

    /// <summary>The whole cost: of a run, or 1.</summary>
    public double Total => Weight / Divisors.Sum();

    /// <summary>The logarithms of each profile's cost.</summary>
    public IEnumerable<double> Logarithms => Sums.Select((run, i) => Math.Log(run.Total / Divisors[i])).Where(double.IsFinite);

    /// <summary>The callee's own cost below the caller.</summary>
    public Dictionary<long, double> Pairs()
    {
        Dictionary<long, double> pairs = [];
        double whole = Divisors.Sum();
        foreach (RunSums run in Sums)
        {
            foreach ((long pair, double weight) in run.Pairs)
            {
                pairs[pair] = pairs.GetValueOrDefault(pair) + (weight / whole);
            }
        }

        return pairs;
    }
}
