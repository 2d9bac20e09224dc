namespace Hone.Profiling;

/// <summary>How much of a profile one function takes, itself and what it calls.</summary>
/// <param name="Inside">The samples at or below it, a recursion counted once; of a profile without samples its weight.</param>
/// <param name="All">All of them.</param>
public readonly record struct FunctionShare(long Inside, long All)
{
    /// <summary>
    /// The share between 0 and 1, never either: half a sample more than were seen, so that a function that was not met has a share too,
    /// and its logarithm exists (as in F. J. Anscombe, Biometrika 43 (1956), for logits).
    /// </summary>
    public double Value => (Inside + 0.5) / (All + 1.0);

    /// <summary>The share of the functions that bear a name.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="name">The whole name, or its end from a dot or a double colon on: <c>Find</c> for <c>Shop.Index.Find</c>.</param>
    public static FunctionShare Of(Profile profile, string name)
    {
        ArgumentNullException.ThrowIfNull(profile);
        Profile counted = profile.WithWeight(Math.Max(0, profile.MetricIndex("samples")));
        WeightTree tree = WeightTree.Of(counted);
        bool[] named = [.. counted.Frames.Select(frame => Bears(frame.Function, name))];

        // A parent stands before its children: a node is inside when its parent is, or it bears the name itself.
        bool[] within = new bool[tree.Parent.Length];
        long inside = 0;
        for (int node = 0; node < within.Length; node++)
        {
            bool isBelow = tree.Parent[node] >= 0 && within[tree.Parent[node]];
            within[node] = isBelow || named[tree.Frame[node]];
            inside += within[node] && !isBelow ? tree.Inclusive[node] : 0;
        }

        return new(inside, tree.Total);
    }

    /// <summary>Whether a function's readable name is this one, or ends with it.</summary>
    public static bool Bears(string function, string name)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > 0 && function.EndsWith(name, StringComparison.Ordinal)
            && (function.Length == name.Length || function[^(name.Length + 1)] is '.' or ':');
    }
}
