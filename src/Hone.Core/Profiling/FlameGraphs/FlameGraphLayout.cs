using System.Runtime.InteropServices;
using Hone.Units;

namespace Hone.Profiling.FlameGraphs;

/// <summary>
/// The rectangles of a flame graph, in preorder. Every child lies within its parent, brothers do not overlap, and what
/// is not drawn leaves its room empty at the right end of the box it stood on.
/// </summary>
public sealed class FlameGraphLayout
{
    // What a box costs in the drawing: its markup, and its row in the data.
    private const int BytesPerBox = 115;

    private FlameGraphLayout(Profile profile, IReadOnlyList<FlameBox> boxes, int leftOut, long leftOutWeight)
    {
        Profile = profile;
        Boxes = boxes;
        LeftOut = leftOut;
        LeftOutShare = Ratio.Of(leftOutWeight, boxes[0].Weight);
        foreach (FlameBox box in boxes)
        {
            Depth = Math.Max(Depth, box.Depth);
        }
    }

    /// <summary>What is drawn.</summary>
    public Profile Profile { get; }

    /// <summary>The boxes; the first is the whole.</summary>
    public IReadOnlyList<FlameBox> Boxes { get; }

    /// <summary>The largest depth of a box.</summary>
    public int Depth { get; }

    /// <summary>How many nodes of the stack tree with weight have no box, being too narrow, too deep or too many.</summary>
    public int LeftOut { get; }

    /// <summary>The part of the profile that was spent in them.</summary>
    public Ratio LeftOutShare { get; }

    /// <summary>Lays out <paramref name="profile"/>; linear in its size, whatever the depth of its stacks.</summary>
    /// <exception cref="Problems.ProblemException"><c>profile-inconsistent</c>: values or tree break the profile's contract.</exception>
    public static FlameGraphLayout Of(Profile profile, FlameGraphOptions options)
    {
        WeightTree tree = WeightTree.Of(profile);
        (long[] samples, long allSamples) = tree.Also(profile, profile.MetricIndex("samples"));
        bool[] kept = Keep(profile, tree, options, out int left);
        int[] order = new int[left];
        int leftOut = 0;
        long leftOutWeight = 0;
        left = 0;
        for (int node = 0; node < kept.Length; node++)
        {
            if (kept[node])
            {
                order[left++] = node;
            }
            else if (tree.Inclusive[node] > 0)
            {
                leftOut++;
                leftOutWeight += tree.Self[node];
            }
        }

        Array.Sort(order, new Brothers(profile.Frames, tree, options.Order));
        FlameBox whole = new(-1, -1, 0, 0, tree.Total, 0, allSamples);
        return new FlameGraphLayout(profile, Place(tree, samples, order, whole), leftOut, leftOutWeight);
    }

    /// <summary>Which nodes get a box. A node is never kept without its parent, for a parent weighs at least as much.</summary>
    private static bool[] Keep(Profile profile, WeightTree tree, FlameGraphOptions options, out int count)
    {
        int nodes = tree.Parent.Length;
        bool[] kept = new bool[nodes];
        int[] depth = new int[nodes];
        long least = Math.Max(1, (long)Math.Ceiling(tree.Total * (options.MinWidth / options.Width)));
        List<int> candidates = [];
        for (int node = 0; node < nodes; node++)
        {
            depth[node] = tree.Parent[node] < 0 ? 1 : depth[tree.Parent[node]] + 1;
            if (tree.Inclusive[node] >= least && depth[node] <= options.MaxDepth)
            {
                candidates.Add(node);
            }
        }

        HeaviestFirst(candidates, tree.Inclusive);
        bool[] named = new bool[profile.Frames.Count];
        long budget = options.ByteBudget;
        count = 0;
        foreach (int node in candidates)
        {
            Frame frame = profile.Frames[tree.Frame[node]];
            budget -= BytesPerBox;
            if (!named[tree.Frame[node]])
            {
                named[tree.Frame[node]] = true;
                budget -= frame.Function.Length + (frame.Source?.File.Length ?? 0) + 16;
            }

            if (budget < 0)
            {
                break;
            }

            kept[node] = true;
            count++;
        }

        return kept;
    }

    /// <summary>Parents stay before children of the same weight; then as many are kept as the budget holds.</summary>
    private static void HeaviestFirst(List<int> candidates, long[] weights)
    {
        long[] keys = new long[candidates.Count];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = -weights[candidates[i]];
        }

        // Sorting by plain keys is many times faster than by a comparison, but leaves equal ones in any order.
        Span<int> nodes = CollectionsMarshal.AsSpan(candidates);
        keys.AsSpan().Sort(nodes);
        for (int start = 0; start < keys.Length;)
        {
            int end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
            {
                end++;
            }

            nodes[start..end].Sort();
            start = end;
        }
    }

    /// <summary>Places nodes that are grouped by parent and ordered within a group, from the whole upwards.</summary>
    private static List<FlameBox> Place(WeightTree tree, long[] samples, int[] order, FlameBox whole)
    {
        // The children of a node are order[first[node] .. first[node] + number[node]]; the roots' parent is the last entry.
        int nodes = tree.Parent.Length;
        int[] first = new int[nodes + 1];
        int[] number = new int[nodes + 1];
        for (int i = order.Length - 1; i >= 0; i--)
        {
            int parent = tree.Parent[order[i]] < 0 ? nodes : tree.Parent[order[i]];
            first[parent] = i;
            number[parent]++;
        }

        List<FlameBox> boxes = new(order.Length + 1) { whole };
        Stack<(int Node, int Parent, long Start)> waiting = new();
        Push(nodes, 0, 0);
        while (waiting.TryPop(out (int Node, int Parent, long Start) next))
        {
            (int node, int parent, long start) = next;
            boxes.Add(new FlameBox(tree.Frame[node], parent, boxes[parent].Depth + 1, start, tree.Inclusive[node], tree.Self[node], samples[node]));
            Push(node, boxes.Count - 1, start);
        }

        return boxes;

        void Push(int node, int box, long start)
        {
            // Pushed from the right, so that the leftmost comes off first: preorder.
            for (int i = first[node]; i < first[node] + number[node]; i++)
            {
                start += tree.Inclusive[order[i]];
            }

            for (int i = first[node] + number[node] - 1; i >= first[node]; i--)
            {
                start -= tree.Inclusive[order[i]];
                waiting.Push((order[i], box, start));
            }
        }
    }

    private sealed class Brothers(IReadOnlyList<Frame> frames, WeightTree tree, FlameOrder order) : IComparer<int>
    {
        public int Compare(int left, int right)
        {
            int result = tree.Parent[left].CompareTo(tree.Parent[right]);
            if (result == 0 && order == FlameOrder.Weight)
            {
                result = tree.Inclusive[right].CompareTo(tree.Inclusive[left]);
            }

            if (result != 0)
            {
                return result;
            }

            Frame one = frames[tree.Frame[left]];
            Frame other = frames[tree.Frame[right]];
            result = string.CompareOrdinal(one.Function, other.Function);
            result = result != 0 ? result : string.CompareOrdinal(one.Module, other.Module);
            result = result != 0 ? result : one.Origin.CompareTo(other.Origin);
            return result != 0 ? result : left.CompareTo(right);
        }
    }
}
