namespace Hone.Profiling;

/// <summary>
/// Sums stacks of script functions by number, without touching a name while sampling, and keeps functions apart that only
/// their place in the source tells apart (two lambdas, or methods of two classes where the runtime gives no qualified name).
/// </summary>
/// <param name="metrics">The columns, weight first.</param>
public sealed class ScriptSamples(params IReadOnlyList<Metric> metrics)
{
    private readonly Dictionary<Frame, int> _numbers = [];
    private readonly List<Frame> _frames = [];
    private readonly Dictionary<StackNode, int> _index = [];
    private readonly List<StackNode> _nodes = [];
    private readonly List<long[]?> _sums = [];

    /// <summary>The sum of the weights.</summary>
    public long Weight { get; private set; }

    /// <summary>The number of a frame; frames with different sources are different here.</summary>
    public int Number(Frame frame)
    {
        if (!_numbers.TryGetValue(frame, out int number))
        {
            number = _frames.Count;
            _frames.Add(frame);
            _numbers.Add(frame, number);
        }

        return number;
    }

    /// <summary>The node of the numbered frame called from <paramref name="parent"/> (-1 for a root).</summary>
    public int Node(int parent, int frame)
    {
        StackNode node = new(parent, frame);
        if (!_index.TryGetValue(node, out int index))
        {
            index = _nodes.Count;
            _nodes.Add(node);
            _sums.Add(null);
            _index.Add(node, index);
        }

        return index;
    }

    /// <summary>Adds values to the stack whose leaf is <paramref name="node"/>, one a metric; node -1, the empty stack, is ignored.</summary>
    public void Add(int node, params ReadOnlySpan<long> values)
    {
        if (node < 0)
        {
            return;
        }

        long[] sums = _sums[node] ??= new long[metrics.Count];
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += values[i];
        }

        Weight += values[0];
    }

    /// <summary>The profile so far.</summary>
    public Profile Build(ProfileKind kind, string collector, string command, IReadOnlyList<string> notes)
    {
        ProfileBuilder builder = new(kind, metrics);
        Frame[] frames = Distinct(_frames);
        int[] copied = new int[_nodes.Count];
        for (int i = 0; i < copied.Length; i++)
        {
            copied[i] = builder.Node(_nodes[i].Parent < 0 ? -1 : copied[_nodes[i].Parent], frames[_nodes[i].Frame]);
            if (_sums[i] is { } sums)
            {
                builder.Add(copied[i], sums);
            }
        }

        return builder.Build(collector, command, notes);
    }

    /// <summary>
    /// The frames with names that are as different as their sources: where function and module agree, the module gets its
    /// folder's name when the files differ, and the function gets its line when the file is the same.
    /// </summary>
    public static Frame[] Distinct(IReadOnlyList<Frame> frames)
    {
        Frame[] named = [.. frames];
        Split(named, frame => frame.Source?.File, frame => frame with { Module = ScriptModule.WithFolder(frame.Source!.File) });
        Split(named, frame => frame.Source?.Line, frame => frame with { Function = frame.Function + ":" + frame.Source!.Line });
        return named;
    }

    private static void Split<T>(Frame[] frames, Func<Frame, T?> place, Func<Frame, Frame> rename)
    {
        Dictionary<(string, string, FrameOrigin), T?> places = [];
        HashSet<(string, string, FrameOrigin)> clashes = [];
        foreach (Frame frame in frames)
        {
            (string, string, FrameOrigin) key = (frame.Function, frame.Module, frame.Origin);
            if (frame.Source is not null && !places.TryAdd(key, place(frame)) && !Equals(places[key], place(frame)))
            {
                clashes.Add(key);
            }
        }

        for (int i = 0; i < frames.Length; i++)
        {
            if (frames[i].Source is not null && clashes.Contains((frames[i].Function, frames[i].Module, frames[i].Origin)))
            {
                frames[i] = rename(frames[i]);
            }
        }
    }
}
