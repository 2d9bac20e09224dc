using Hone.Problems;

namespace Hone.Profiling;

/// <summary>
/// A profile's stack tree as plain arrays with one metric summed up: what hotspots and flame graphs are computed from.
/// Nothing here recurses, for a stack may be ten thousand frames deep.
/// </summary>
internal sealed class WeightTree
{
    private WeightTree(int[] parent, int[] frame, long[] self, long[] inclusive, long total)
    {
        Parent = parent;
        Frame = frame;
        Self = self;
        Inclusive = inclusive;
        Total = total;
    }

    /// <summary>The parent of each node, -1 at a root; smaller than the node's own index.</summary>
    public int[] Parent { get; }

    /// <summary>The frame of each node.</summary>
    public int[] Frame { get; }

    /// <summary>What was recorded with the node as the leaf.</summary>
    public long[] Self { get; }

    /// <summary>What was recorded at or below the node.</summary>
    public long[] Inclusive { get; }

    /// <summary>The sum over all stacks.</summary>
    public long Total { get; }

    /// <summary>Sums up the profile's weights.</summary>
    /// <exception cref="ProblemException">A value is negative, the sum passes 2⁶³ − 1, or a stack points outside the tree.</exception>
    public static WeightTree Of(Profile profile)
    {
        int count = profile.Nodes.Count;
        int[] parent = new int[count];
        int[] frame = new int[count];
        for (int i = 0; i < count; i++)
        {
            StackNode node = profile.Nodes[i];
            if (node.Parent < -1 || node.Parent >= i || (uint)node.Frame >= (uint)profile.Frames.Count)
            {
                throw Broken($"node {i} of the stack tree has parent {node.Parent} and frame {node.Frame}; a parent stands before its children and a frame is in the table");
            }

            parent[i] = node.Parent;
            frame[i] = node.Frame;
        }

        (long[] self, long total) = Sum(profile, 0);
        return new WeightTree(parent, frame, self, Accumulate(parent, (long[])self.Clone()), total);
    }

    /// <summary>
    /// The sum of another metric at or below each node, and over all; -1 counts each distinct stack as 1. The weight
    /// itself is not summed again.
    /// </summary>
    public (long[] Inclusive, long Total) Also(Profile profile, int metric)
    {
        if (metric == 0)
        {
            return (Inclusive, Total);
        }

        (long[] sums, long total) = Sum(profile, metric);
        return (Accumulate(Parent, sums), total);
    }

    private static (long[] Self, long Total) Sum(Profile profile, int metric)
    {
        int count = profile.Nodes.Count;
        long[] self = new long[count];
        long total = 0;
        foreach (StackValues stack in profile.Stacks)
        {
            long value = metric < 0 ? 1 : stack.Values[metric];
            if (value < 0 || value > long.MaxValue - total || (uint)stack.Node >= (uint)count)
            {
                throw Broken($"a stack at node {stack.Node} of {count} has the value {value}; values are 0 or more and their sum fits 63 bits");
            }

            self[stack.Node] += value;
            total += value;
        }

        return (self, total);
    }

    private static long[] Accumulate(int[] parent, long[] sums)
    {
        for (int i = parent.Length - 1; i >= 0; i--)
        {
            if (parent[i] >= 0)
            {
                sums[parent[i]] += sums[i];
            }
        }

        return sums;
    }

    /// <summary>
    /// For each node whether no node above it has the same frame. Summing only these counts recursion once a stack.
    /// </summary>
    public bool[] Outermost(int frames) => Outermost(Frame, frames);

    /// <summary>The same for other numbers than the frames' own: one for each node, less than <paramref name="distinct"/>.</summary>
    public bool[] Outermost(int[] numbers, int distinct)
    {
        int count = Parent.Length;
        (int[] first, int[] next) = Children();
        bool[] outermost = new bool[count];
        int[] onPath = new int[distinct];
        int node = first[count];
        while (node >= 0)
        {
            outermost[node] = onPath[numbers[node]]++ == 0;
            if (first[node] >= 0)
            {
                node = first[node];
                continue;
            }

            while (node >= 0)
            {
                onPath[numbers[node]]--;
                if (next[node] >= 0)
                {
                    node = next[node];
                    break;
                }

                node = Parent[node];
            }
        }

        return outermost;
    }

    /// <summary>The heaviest child of each node, the first of equals; -1 for none.</summary>
    public int[] HeaviestChildren()
    {
        int[] heaviest = new int[Parent.Length];
        Array.Fill(heaviest, -1);
        for (int i = 0; i < Parent.Length; i++)
        {
            int parent = Parent[i];
            if (parent >= 0 && (heaviest[parent] < 0 || Inclusive[i] > Inclusive[heaviest[parent]]))
            {
                heaviest[parent] = i;
            }
        }

        return heaviest;
    }

    /// <summary>First child of each node (the roots are the children of the last entry) and next sibling; -1 for none.</summary>
    public (int[] First, int[] Next) Children()
    {
        int count = Parent.Length;
        int[] first = new int[count + 1];
        int[] next = new int[count];
        Array.Fill(first, -1);
        for (int i = count - 1; i >= 0; i--)
        {
            int parent = Parent[i] < 0 ? count : Parent[i];
            next[i] = first[parent];
            first[parent] = i;
        }

        return (first, next);
    }

    private static ProblemException Broken(string what) =>
        new(new Problem(ExitCode.Usage, "profile-inconsistent", what, "Record the profile again, or check the file it was read from."));
}
