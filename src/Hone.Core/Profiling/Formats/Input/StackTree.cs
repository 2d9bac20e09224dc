using Hone.Problems;

namespace Hone.Profiling.Formats.Input;

/// <summary>
/// Stacks of numbered frames with their sums: what readers fill while they read, before they know names. Equal stacks are kept once.
/// </summary>
internal sealed class StackTree(int metrics)
{
    /// <summary>So many different nodes are kept; what is called from further ones counts for their callers.</summary>
    public const int MostNodes = 1 << 22;

    private readonly StackNodes _nodes = new();
    private long[] _sums = new long[256 * metrics];
    private bool[] _used = new bool[256];

    /// <summary>How many nodes there are.</summary>
    public int Count => _nodes.Count;

    /// <summary>True once a node was refused because there were <see cref="MostNodes"/>.</summary>
    public bool Full { get; private set; }

    /// <summary>The node of <paramref name="frame"/> called from <paramref name="parent"/> (-1 for a root); made when new.</summary>
    public int Child(int parent, int frame)
    {
        int known = _nodes.Count;
        if (known == MostNodes && !_nodes.Has(parent, frame))
        {
            Full = true;
            return Math.Max(parent, 0);
        }

        int node = _nodes.Find(parent, frame);
        if (node >= _used.Length)
        {
            Array.Resize(ref _used, known * 2);
            Array.Resize(ref _sums, known * 2 * metrics);
        }

        return node;
    }

    /// <summary>Adds a value to one metric of the stack whose leaf is <paramref name="node"/>.</summary>
    /// <exception cref="ProblemException">The value is negative, or the sum does not fit 63 bits.</exception>
    public void Add(int node, long value, int metric = 0)
    {
        ref long sum = ref _sums[(node * metrics) + metric];
        if (value < 0 || sum > long.MaxValue - value)
        {
            throw new ProblemException(value < 0
                ? new(ExitCode.Usage, "profile-negative", "the file holds negative weights, as a difference of two profiles does", "draw one of the two profiles")
                : new(ExitCode.Usage, "profile-overflow", "the weights of one stack add up to more than 2^63", "record for a shorter time"));
        }

        sum += value;
        _used[node] = true;
    }

    /// <summary>The profile, with the frames that the numbers stand for.</summary>
    public Profile Build(ProfileKind kind, IReadOnlyList<Metric> columns, IReadOnlyList<Frame> frames, string collector, ReadOptions options, List<string> notes)
    {
        if (Full)
        {
            notes.Add($"there are more than {MostNodes} different places in the stacks; what lies deeper than the first {MostNodes} counts for its callers");
        }

        List<StackValues> stacks = [];
        for (int node = 0; node < Count; node++)
        {
            if (_used[node])
            {
                stacks.Add(new StackValues(node, _sums.AsSpan(node * metrics, metrics).ToArray()));
            }
        }

        return new Profile
        {
            Kind = kind,
            Metrics = columns,
            Frames = frames,
            Nodes = _nodes.ToArray(),
            Stacks = stacks,
            Collector = collector,
            Command = options.Place,
            Notes = notes,
        };
    }
}
