namespace Hone.Profiling.Differences;

/// <summary>Which functions below a caller explain that its cumulative cost changed.</summary>
internal static class Causes
{
    /// <summary>
    /// How much of <paramref name="function"/>'s own weight lies in stacks that hold each other function, in the side's cost: for
    /// callers of it, what they owe to it.
    /// </summary>
    public static double[] Under(IReadOnlyList<RunSums> sums, double[] divisors, int function)
    {
        double[] under = new double[sums[0].Self.Length];
        double whole = divisors.Sum();
        foreach (RunSums run in sums)
        {
            WeightTree tree = run.Tree;
            double[] below = new double[tree.Parent.Length];
            for (int node = below.Length - 1; node >= 0; node--)
            {
                below[node] += tree.Frame[node] == function ? tree.Self[node] : 0;
                if (tree.Parent[node] >= 0)
                {
                    below[tree.Parent[node]] += below[node];
                }
            }

            bool[] outermost = run.Outermost;
            for (int node = 0; node < below.Length; node++)
            {
                if (outermost[node] && below[node] > 0)
                {
                    under[tree.Frame[node]] += below[node] / whole;
                }
            }
        }

        return under;
    }
}
