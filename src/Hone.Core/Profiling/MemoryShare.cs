using Hone.Profiling.Formats;
using Hone.Units;

namespace Hone.Profiling;

/// <summary>How much of a CPU profile goes into getting, freeing and collecting memory.</summary>
public static class MemoryShare
{
    private static readonly HashSet<string> _freeing =
        ["free", "cfree", "__libc_free", "_int_free", "_int_free_merge_chunk", "_int_free_create_chunk", "malloc_consolidate", "systrim", "unlink_chunk", "PyObject_Free", "PyMem_Free", "PyMem_RawFree"];

    /// <summary>
    /// The share of the weight whose stack holds a frame that gets memory (<see cref="AllocatorFrames"/>), frees it, or belongs to
    /// a garbage collector.
    /// </summary>
    public static Ratio Of(Profile profile)
    {
        bool[] isMemory =
        [
            .. profile.Frames.Select(frame => AllocatorFrames.Is(frame)
                || (frame.Origin == FrameOrigin.Native && (_freeing.Contains(frame.Function) || frame.Function.StartsWith("operator delete", StringComparison.Ordinal)))
                || (frame.Origin == FrameOrigin.Runtime && HotspotCategories.OfFrame(frame) is HotspotCategory.Gc or HotspotCategory.Allocation)),
        ];
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
