using Hone.Units;

namespace Hone.Profiling;

/// <summary>One column of values of a profile.</summary>
/// <param name="Name">Such as <c>time</c>, <c>samples</c>, <c>bytes</c>, <c>allocations</c>, <c>calls</c>.</param>
/// <param name="Unit">What a value counts.</param>
public sealed record Metric(string Name, Unit Unit);

/// <summary>A node of the stack tree: the frame at <paramref name="Frame"/>, called from the node at <paramref name="Parent"/> (-1 at the root).</summary>
public readonly record struct StackNode(int Parent, int Frame);

/// <summary>The values of one distinct stack, whose leaf is <paramref name="Node"/>; one value a metric, in the profile's order.</summary>
public sealed record StackValues(int Node, IReadOnlyList<long> Values);

/// <summary>
/// Weighted call stacks of one workload, of one kind. The first metric is the weight that shares are computed from;
/// a metric called <c>samples</c>, where there is one, says how many independent observations stand behind a value.
/// A parent always stands before its children in <see cref="Nodes"/>.
/// </summary>
public sealed record Profile
{
    /// <summary>What the weights stand for.</summary>
    public required ProfileKind Kind { get; init; }

    /// <summary>The columns; the first is the weight.</summary>
    public required IReadOnlyList<Metric> Metrics { get; init; }

    /// <summary>The distinct frames.</summary>
    public required IReadOnlyList<Frame> Frames { get; init; }

    /// <summary>The stack tree.</summary>
    public required IReadOnlyList<StackNode> Nodes { get; init; }

    /// <summary>The distinct stacks with their values.</summary>
    public required IReadOnlyList<StackValues> Stacks { get; init; }

    /// <summary>The tool that recorded it, with its version, such as <c>perf 6.1.187</c>.</summary>
    public required string Collector { get; init; }

    /// <summary>The exact command that recorded it.</summary>
    public required string Command { get; init; }

    /// <summary>How many runs of the workload are summed up in it; null when nobody knows, as of a file that another tool wrote.</summary>
    public int? Runs { get; init; }

    /// <summary>What is degraded, each as one sentence with the reason and the remedy; empty when nothing is.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The sum of metric <paramref name="metric"/> over all stacks.</summary>
    public long Total(int metric = 0)
    {
        long total = 0;
        foreach (StackValues stack in Stacks)
        {
            total += stack.Values[metric];
        }

        return total;
    }

    /// <summary>The index of the metric called <paramref name="name"/>, or -1.</summary>
    public int MetricIndex(string name)
    {
        for (int i = 0; i < Metrics.Count; i++)
        {
            if (Metrics[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The same profile with metric <paramref name="metric"/> as its first, which shares are computed from.</summary>
    public Profile WithWeight(int metric)
    {
        if (metric == 0)
        {
            return this;
        }

        int[] order = [metric, .. Enumerable.Range(0, Metrics.Count).Where(i => i != metric)];
        return this with
        {
            Metrics = [.. order.Select(i => Metrics[i])],
            Stacks = [.. Stacks.Select(stack => new StackValues(stack.Node, [.. order.Select(i => stack.Values[i])]))],
        };
    }
}
