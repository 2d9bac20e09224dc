namespace Hone.Profiling;

/// <summary>Profiles made of a profile: some of its stacks, or all of them seen from the other end.</summary>
public static class ProfileSlice
{
    /// <summary>Only the stacks in which a function's name, or its module's, holds <paramref name="text"/>, letter for letter.</summary>
    public static Profile Holding(Profile profile, string text)
    {
        ArgumentNullException.ThrowIfNull(profile);
        bool[] hits = [.. profile.Frames.Select(frame => frame.Function.Contains(text, StringComparison.Ordinal) || frame.Module.Contains(text, StringComparison.Ordinal))];
        bool[] within = new bool[profile.Nodes.Count];
        for (int i = 0; i < within.Length; i++)
        {
            StackNode node = profile.Nodes[i];
            within[i] = hits[node.Frame] || (node.Parent >= 0 && within[node.Parent]);
        }

        // Nodes without stacks are neither drawn nor counted, so they may stay.
        return profile with { Stacks = [.. profile.Stacks.Where(stack => within[stack.Node])] };
    }

    /// <summary>Every stack turned round: the functions that did the work stand at the root, and their callers above them.</summary>
    public static Profile FromLeaves(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ProfileBuilder builder = new(profile.Kind, profile.Metrics);
        foreach (StackValues stack in profile.Stacks)
        {
            int turned = -1;
            for (int node = stack.Node; node >= 0; node = profile.Nodes[node].Parent)
            {
                turned = builder.Node(turned, profile.Frames[profile.Nodes[node].Frame]);
            }

            builder.Add(turned, [.. stack.Values]);
        }

        return builder.Build(profile.Collector, profile.Command, profile.Notes);
    }
}
