using Hone.Units;

namespace Hone.Profiling.Formats;

/// <summary>Turns heap recordings into a profile whose leaves are the functions that called the allocator.</summary>
public static class HeaptrackProfile
{
    /// <summary>The columns, bytes asked for first.</summary>
    public static IReadOnlyList<Metric> Metrics { get; } =
    [
        new("bytes", Unit.Bytes), new("allocations", Unit.Count), new("temporary", Unit.Count), new("peak", Unit.Bytes), new("leaked", Unit.Bytes),
    ];

    /// <summary>Adds one process's recording.</summary>
    /// <param name="profile">Made with <see cref="Metrics"/>.</param>
    /// <param name="recording">What heaptrack wrote.</param>
    /// <param name="resolve">Names an address in a segment (null when none was loaded there), outermost frame first, never empty.</param>
    public static void Add(ProfileBuilder profile, HeaptrackRecording recording, Func<HeaptrackSegment?, ulong, IReadOnlyList<Frame>> resolve)
    {
        IReadOnlyList<HeaptrackTrace> traces = recording.Traces;
        IReadOnlyList<Frame>?[] frames = new IReadOnlyList<Frame>?[traces.Count];
        Dictionary<(int, ulong), IReadOnlyList<Frame>> known = [];
        IReadOnlyList<Frame> FramesOf(int trace)
        {
            if (frames[trace] is { } found)
            {
                return found;
            }

            (int, ulong) key = (traces[trace].Segment, traces[trace].Address);
            if (!known.TryGetValue(key, out IReadOnlyList<Frame>? named))
            {
                named = resolve(key.Item1 < 0 ? null : recording.Segments[key.Item1], key.Item2);
                known.Add(key, named);
            }

            return frames[trace] = named;
        }

        (int Trace, int Kept)[] leaves = Leaves(traces, FramesOf);
        bool[] callers = Callers(traces, leaves);
        int[] nodes = new int[traces.Count];
        nodes[0] = -1;
        for (int i = 1; i < traces.Count; i++)
        {
            if (callers[i])
            {
                nodes[i] = Push(profile, nodes[traces[i].Parent], FramesOf(i), int.MaxValue);
            }
        }

        for (int i = 0; i < traces.Count; i++)
        {
            HeapCost cost = traces[i].Cost;
            if (cost.Allocations > 0)
            {
                (int leaf, int kept) = leaves[i];
                int node = leaf == 0
                    ? profile.Node(-1, new Frame("[no stack]", "", FrameOrigin.Unknown))
                    : Push(profile, nodes[traces[leaf].Parent], FramesOf(leaf), kept);
                profile.Add(node, cost.Bytes, cost.Allocations, cost.Temporary, cost.Peak, cost.Leaked);
            }
        }
    }

    /// <summary>For each trace that allocated: the trace its cost falls on, and how many of that trace's inlined frames are kept.</summary>
    private static (int Trace, int Kept)[] Leaves(IReadOnlyList<HeaptrackTrace> traces, Func<int, IReadOnlyList<Frame>> framesOf)
    {
        (int, int)[] leaves = new (int, int)[traces.Count];
        for (int i = 1; i < traces.Count; i++)
        {
            if (traces[i].Cost.Allocations == 0)
            {
                continue;
            }

            leaves[i] = (i, int.MaxValue);
            for (int trace = i; trace != 0; trace = traces[trace].Parent)
            {
                IReadOnlyList<Frame> frames = framesOf(trace);
                int kept = frames.Count;
                while (kept > 0 && AllocatorFrames.Is(frames[kept - 1]))
                {
                    kept--;
                }

                if (kept > 0)
                {
                    leaves[i] = (trace, kept);
                    break;
                }
            }
        }

        return leaves;
    }

    /// <summary>Marks the traces that are callers in some stack that is kept; a trace's parent has the smaller number.</summary>
    private static bool[] Callers(IReadOnlyList<HeaptrackTrace> traces, (int Trace, int Kept)[] leaves)
    {
        bool[] callers = new bool[traces.Count];
        for (int i = traces.Count - 1; i > 0; i--)
        {
            if (traces[i].Cost.Allocations > 0)
            {
                callers[traces[leaves[i].Trace].Parent] = true;
            }
        }

        for (int i = traces.Count - 1; i > 0; i--)
        {
            callers[traces[i].Parent] |= callers[i];
        }

        return callers;
    }

    private static int Push(ProfileBuilder profile, int parent, IReadOnlyList<Frame> frames, int kept)
    {
        int node = parent;
        for (int i = 0; i < frames.Count && i < kept; i++)
        {
            node = profile.Node(node, frames[i]);
        }

        return node;
    }
}
