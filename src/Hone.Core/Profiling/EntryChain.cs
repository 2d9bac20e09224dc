namespace Hone.Profiling;

/// <summary>
/// The trivial chain from the entry point down. Walking the tree from its roots, a node belongs to the chain when the
/// node above it does (or it is a root) and all of these hold:
/// <list type="number">
/// <item>its frame's self weight, over the whole profile, is less than <see cref="HotspotOptions.EntrySelf"/> (2 %), or it is a
/// runtime or unknown frame, which the walk passes through;</item>
/// <item>it carries at least <see cref="HotspotOptions.EntryShare"/> (95 %) of the profile, or it is known to start
/// programs or threads (<see cref="FrameRules.IsEntryPoint"/>), or it is a runtime or unknown frame;</item>
/// <item>it is not the last own code above the work: own code must carry at least half of the weight below it. So
/// <c>main → slow → memcpy</c> keeps <c>slow</c> although all its time is spent in <c>memcpy</c>.</item>
/// </list>
/// A frame of less than that self weight that has a node in the chain is no hotspot.
/// </summary>
internal static class EntryChain
{
    /// <summary>Which frames are in the chain, and the same in the order of the walk.</summary>
    public static (bool[] InChain, List<int> Order) Find(WeightTree tree, FrameSums sums, HotspotOptions options)
    {
        int count = tree.Parent.Length;
        long[] ownBelow = WeightBelow(tree, sums.Own);
        double share = options.EntryShare * tree.Total;
        double self = options.EntrySelf * tree.Total;
        bool[] chainNode = new bool[count];
        bool[] inChain = new bool[sums.Own.Length];
        List<int> order = [];
        for (int node = 0; node < count; node++)
        {
            if (tree.Parent[node] >= 0 && !chainNode[tree.Parent[node]])
            {
                continue;
            }

            int frame = tree.Frame[node];
            bool light = sums.Self[frame] < self;
            bool bootstrap = sums.IsBootstrap(frame);
            bool entry = tree.Inclusive[node] >= share || sums.IsEntry(frame) || bootstrap;
            bool lastOwn = sums.Own[frame] && ownBelow[node] < tree.Inclusive[node] - ownBelow[node];

            // One runtime frame stands for a whole library, so its self weight says nothing of the part that starts programs:
            // the walk goes on below it, and it keeps its row when it is heavy.
            chainNode[node] = (light || bootstrap) && entry && !lastOwn;
            if (chainNode[node] && light && !inChain[frame])
            {
                inChain[frame] = true;
                order.Add(frame);
            }
        }

        return (inChain, order);
    }

    /// <summary>For each node, the weight of its stacks that have a frame of the set strictly below it.</summary>
    public static long[] WeightBelow(WeightTree tree, bool[] set)
    {
        long[] below = new long[tree.Parent.Length];
        for (int node = below.Length - 1; node >= 0; node--)
        {
            int parent = tree.Parent[node];
            if (parent >= 0)
            {
                below[parent] += set[tree.Frame[node]] ? tree.Inclusive[node] : below[node];
            }
        }

        return below;
    }
}
