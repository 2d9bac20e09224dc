using System.Runtime.InteropServices;

namespace Hone.Profiling.Differences;

/// <summary>One profile summed up by function: weights and the variance of each by counting alone.</summary>
internal sealed class RunSums
{
    private RunSums(int functions, WeightTree tree)
    {
        Tree = tree;
        Self = new double[functions];
        SelfVariance = new double[functions];
        Cumulative = new double[functions];
        CumulativeVariance = new double[functions];
    }

    public WeightTree Tree { get; }

    /// <summary><see cref="WeightTree.Outermost"/>.</summary>
    public bool[] Outermost { get; private set; } = [];

    public double[] Self { get; }

    public double[] SelfVariance { get; }

    /// <summary>The weight of the stacks that hold the function, once a stack.</summary>
    public double[] Cumulative { get; }

    public double[] CumulativeVariance { get; }

    /// <summary>The weight of the callee's own code where the caller called it, by caller × functions + callee; calls of itself are not seen.</summary>
    public Dictionary<long, double> Pairs { get; } = [];

    public required double Total { get; init; }

    public required double TotalVariance { get; init; }

    public required double Samples { get; init; }

    public required bool Exact { get; init; }

    /// <summary>Sums up a profile that bears the table's numbers (<see cref="FunctionTable.Renumbered"/>).</summary>
    /// <exception cref="Problems.ProblemException"><c>profile-inconsistent</c>, as <see cref="WeightTree.Of"/> says.</exception>
    public static RunSums Of(Profile profile)
    {
        WeightTree tree = WeightTree.Of(profile);
        SampleCounts counts = SampleCounts.Of(profile);
        double[] variance = new double[tree.Parent.Length];
        if (!counts.Exact)
        {
            for (int i = 0; i < profile.Stacks.Count; i++)
            {
                double weight = profile.Stacks[i].Values[0];
                variance[profile.Stacks[i].Node] += weight == 0 ? 0 : weight * weight / Math.Max(1, counts.Counts[i]);
            }
        }

        RunSums sums = new(profile.Frames.Count, tree)
        {
            Total = tree.Total,
            TotalVariance = variance.Sum(),
            Samples = counts.Counts.Sum(),
            Exact = counts.Exact,
        };
        sums.Add(tree, variance);
        return sums;
    }

    private void Add(WeightTree tree, double[] variance)
    {
        int[] caller = new int[variance.Length];
        for (int node = 0; node < variance.Length; node++)
        {
            int frame = tree.Frame[node];
            int parent = tree.Parent[node];
            caller[node] = parent < 0 ? -1 : tree.Frame[parent] == frame ? caller[parent] : tree.Frame[parent];
            Self[frame] += tree.Self[node];
            SelfVariance[frame] += variance[node];
            if (caller[node] >= 0 && tree.Self[node] > 0)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(Pairs, ((long)caller[node] * Self.Length) + frame, out _) += tree.Self[node];
            }
        }

        // From the leaves down to the roots; children stand behind their parents.
        for (int node = variance.Length - 1; node >= 0; node--)
        {
            if (tree.Parent[node] >= 0)
            {
                variance[tree.Parent[node]] += variance[node];
            }
        }

        Outermost = tree.Outermost(Self.Length);
        for (int node = 0; node < Outermost.Length; node++)
        {
            if (Outermost[node])
            {
                Cumulative[tree.Frame[node]] += tree.Inclusive[node];
                CumulativeVariance[tree.Frame[node]] += variance[node];
            }
        }
    }
}
