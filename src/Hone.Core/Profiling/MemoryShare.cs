using Hone.Units;

namespace Hone.Profiling;

/// <summary>How much of a CPU profile goes into getting, freeing and collecting memory.</summary>
public static class MemoryShare
{
    /// <summary>
    /// The share of the weight whose stack holds an allocator or garbage collector frame
    /// (<see cref="HotspotCategory.Allocation"/>, <see cref="HotspotCategory.Gc"/>) that is not the project's own code.
    /// </summary>
    public static Ratio Of(Profile profile, Func<Frame, bool> isOwn)
    {
        bool[] isMemory = [.. profile.Frames.Select(frame => !isOwn(frame) && HotspotCategories.OfFrame(frame) is HotspotCategory.Allocation or HotspotCategory.Gc)];
        bool[] below = new bool[profile.Nodes.Count];
        for (int i = 0; i < below.Length; i++)
        {
            StackNode node = profile.Nodes[i];
            below[i] = isMemory[node.Frame] || (node.Parent >= 0 && below[node.Parent]);
        }

        long memory = 0;
        foreach (StackValues stack in profile.Stacks)
        {
            memory += below[stack.Node] ? stack.Values[0] : 0;
        }

        return Ratio.Of(memory, profile.Total());
    }
}
