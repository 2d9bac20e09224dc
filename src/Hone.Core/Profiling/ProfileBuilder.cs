namespace Hone.Profiling;

/// <summary>Collects stacks into a <see cref="Profile"/>; equal frames and equal stacks are stored once.</summary>
public sealed class ProfileBuilder(ProfileKind kind, params IReadOnlyList<Metric> metrics)
{
    /// <summary>So many nodes are kept (about 150 MiB); a file made to fill the memory has more, and no reader of profiles wants them.</summary>
    private const int MostNodes = 1 << 22;

    private readonly List<Frame> _frames = [];
    private readonly Dictionary<(string, string, FrameOrigin), int> _numbers = [];
    private readonly StackNodes _nodes = new();
    private readonly int _columns = metrics.Count;
    private long[] _sums = [];
    private bool[] _used = [];
    private bool _full;

    /// <summary>The number of a frame, from 0 in the order in which they came.</summary>
    public int Number(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        (string, string, FrameOrigin) key = (frame.Function, frame.Module, frame.Origin);
        if (!_numbers.TryGetValue(key, out int number))
        {
            number = _frames.Count;
            _frames.Add(frame);
            _numbers.Add(key, number);
        }
        else if (_frames[number].Source is null && frame.Source is not null)
        {
            _frames[number] = frame;
        }

        return number;
    }

    /// <summary>The node for <paramref name="frame"/> called from <paramref name="parent"/> (-1 for a root); made when new.</summary>
    public int Node(int parent, Frame frame) => Node(parent, Number(frame));

    /// <summary>The node for the frame with that number called from <paramref name="parent"/> (-1 for a root); made when new.</summary>
    public int Node(int parent, int number)
    {
        if (_nodes.Count >= MostNodes && parent >= 0 && !_nodes.Has(parent, number))
        {
            _full = true;
            return parent;
        }

        return _nodes.Find(parent, number);
    }

    /// <summary>Adds values to the stack whose leaf is <paramref name="node"/>, one for each metric.</summary>
    public void Add(int node, params ReadOnlySpan<long> values)
    {
        if (node >= _used.Length)
        {
            Grow();
        }

        _used[node] = true;
        Span<long> sums = _sums.AsSpan(node * _columns, _columns);
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
    public Profile Build(string collector, string command, IReadOnlyList<string> notes)
    {
        List<StackValues> stacks = [];
        for (int node = 0; node < _used.Length; node++)
        {
            if (_used[node])
            {
                stacks.Add(new StackValues(node, _sums.AsSpan(node * _columns, _columns).ToArray()));
            }
        }

        return new Profile
        {
            Kind = kind,
            Metrics = metrics,
            Frames = [.. _frames],
            Nodes = _nodes.ToArray(),
            Stacks = stacks,
            Collector = collector,
            Command = command,
            Notes = _full ? [.. notes, $"the stacks have more than {MostNodes} different places; what lies deeper than the first {MostNodes} counts for its callers"] : notes,
        };
    }

    private void Grow()
    {
        int room = Math.Max(256, Math.Max(_nodes.Count, _used.Length * 2));
        Array.Resize(ref _used, room);
        Array.Resize(ref _sums, room * _columns);
    }
}
