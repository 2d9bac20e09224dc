namespace Hone.Profiling;

/// <summary>Several recordings of one workload as one profile.</summary>
public static class ProfileSum
{
    /// <summary>Both together: the values of equal stacks are added. What else is known of it, such as the command, is the first one's.</summary>
    /// <param name="first">A profile.</param>
    /// <param name="second">Another of the same kind, with the same metrics.</param>
    /// <exception cref="ArgumentException">They are not of one kind.</exception>
    public static Profile Of(Profile first, Profile second)
    {
        if (first.Kind != second.Kind || !first.Metrics.SequenceEqual(second.Metrics))
        {
            throw new ArgumentException("profiles of two kinds have no sum", nameof(second));
        }

        ProfileBuilder sum = new(first.Kind, first.Metrics);
        Add(sum, first);
        Add(sum, second);
        return sum.Build(first.Collector, first.Command, [.. first.Notes.Union(second.Notes)]) with
        {
            Runs = first.Runs + second.Runs,
            Times = first.Times,
        };
    }

    private static void Add(ProfileBuilder sum, Profile profile)
    {
        int[] nodes = new int[profile.Nodes.Count];
        for (int i = 0; i < nodes.Length; i++)
        {
            StackNode node = profile.Nodes[i];
            nodes[i] = sum.Node(node.Parent < 0 ? -1 : nodes[node.Parent], profile.Frames[node.Frame]);
        }

        foreach (StackValues stack in profile.Stacks)
        {
            sum.Add(nodes[stack.Node], [.. stack.Values]);
        }
    }
}
