using Hone.Profiling;

namespace Hone.Linux.Profilers.Python;

/// <summary>Sums the weights of sampled stacks by number, without touching a name.</summary>
internal sealed class SampleTree
{
    private readonly Dictionary<(int Parent, int Frame), int> _index = [];
    private readonly List<(int Parent, int Frame)> _nodes = [];
    private readonly List<(long Weight, long Samples)> _sums = [];

    /// <summary>The sum of all weights.</summary>
    public long Weight { get; private set; }

    /// <summary>The count of all samples.</summary>
    public long Samples { get; private set; }

    /// <summary>Adds one sample: the stack leaf first, and optionally a frame that the leaf called.</summary>
    public void Add(List<int> leafFirst, int called, long weight)
    {
        int node = -1;
        for (int i = leafFirst.Count - 1; i >= 0; i--)
        {
            node = Node(node, leafFirst[i]);
        }

        node = called >= 0 ? Node(node, called) : node;
        if (node >= 0)
        {
            _sums[node] = (_sums[node].Weight + weight, _sums[node].Samples + 1);
            Weight += weight;
            Samples++;
        }
    }

    /// <summary>Hands every distinct stack with its sums to the builder, whose metrics are the weight and the samples.</summary>
    public void CopyTo(ProfileBuilder builder, FrameTable frames)
    {
        int[] copied = new int[_nodes.Count];
        for (int i = 0; i < _nodes.Count; i++)
        {
            (int parent, int frame) = _nodes[i];
            copied[i] = builder.Node(parent < 0 ? -1 : copied[parent], frames[frame]);
            if (_sums[i].Samples > 0)
            {
                builder.Add(copied[i], _sums[i].Weight, _sums[i].Samples);
            }
        }
    }

    private int Node(int parent, int frame)
    {
        if (!_index.TryGetValue((parent, frame), out int node))
        {
            node = _nodes.Count;
            _nodes.Add((parent, frame));
            _sums.Add(default);
            _index.Add((parent, frame), node);
        }

        return node;
    }
}
