namespace Hone.Profiling;

/// <summary>Collects stacks into a <see cref="Profile"/>; equal frames and equal stacks are stored once.</summary>
public sealed class ProfileBuilder(ProfileKind kind, params IReadOnlyList<Metric> metrics)
{
    private readonly List<Frame> _frames = [];
    private readonly Dictionary<(string, string, FrameOrigin), int> _frameIndex = [];
    private readonly List<StackNode> _nodes = [];
    private readonly Dictionary<StackNode, int> _nodeIndex = [];
    private readonly Dictionary<int, long[]> _values = [];

    /// <summary>The node for <paramref name="frame"/> called from <paramref name="parent"/> (-1 for a root); made when new.</summary>
    public int Node(int parent, Frame frame)
    {
        (string, string, FrameOrigin) key = (frame.Function, frame.Module, frame.Origin);
        if (!_frameIndex.TryGetValue(key, out int frameIndex))
        {
            frameIndex = _frames.Count;
            _frames.Add(frame);
            _frameIndex.Add(key, frameIndex);
        }
        else if (_frames[frameIndex].Source is null && frame.Source is not null)
        {
            _frames[frameIndex] = frame;
        }

        StackNode node = new(parent, frameIndex);
        if (!_nodeIndex.TryGetValue(node, out int index))
        {
            index = _nodes.Count;
            _nodes.Add(node);
            _nodeIndex.Add(node, index);
        }

        return index;
    }

    /// <summary>Adds values to the stack whose leaf is <paramref name="node"/>, one for each metric.</summary>
    public void Add(int node, params ReadOnlySpan<long> values)
    {
        if (!_values.TryGetValue(node, out long[]? sums))
        {
            sums = new long[metrics.Count];
            _values.Add(node, sums);
        }

        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += values[i];
        }
    }

    /// <summary>Adds values to a stack given from the root to the leaf; an empty stack is ignored.</summary>
    public void AddStack(IEnumerable<Frame> rootToLeaf, params ReadOnlySpan<long> values)
    {
        int node = -1;
        foreach (Frame frame in rootToLeaf)
        {
            node = Node(node, frame);
        }

        if (node >= 0)
        {
            Add(node, values);
        }
    }

    /// <summary>The profile so far.</summary>
    public Profile Build(string collector, string command, IReadOnlyList<string> notes) => new()
    {
        Kind = kind,
        Metrics = metrics,
        Frames = [.. _frames],
        Nodes = [.. _nodes],
        Stacks = [.. _values.OrderBy(pair => pair.Key).Select(pair => new StackValues(pair.Key, pair.Value))],
        Collector = collector,
        Command = command,
        Notes = notes,
    };
}
