namespace Hone.Profiling;

/// <summary>Finds the leaves of stacks that mostly begin like the stack before: what is the same is not looked up again.</summary>
internal sealed class StackPath(ProfileBuilder builder)
{
    private int[] _frames = new int[128];
    private int[] _nodes = new int[128];
    private int _known;
    private int _depth;

    /// <summary>The leaf of what was pushed since <see cref="Begin"/>; -1 for an empty stack.</summary>
    public int Leaf => _depth == 0 ? -1 : _nodes[_depth - 1];

    /// <summary>Begins a stack.</summary>
    public void Begin() => _depth = 0;

    /// <summary>Puts a numbered frame on top of the stack.</summary>
    public void Push(int frame)
    {
        int depth = _depth++;
        if (depth < _known)
        {
            if (_frames[depth] == frame)
            {
                return;
            }

            _known = depth;
        }

        if (depth == _frames.Length)
        {
            Array.Resize(ref _frames, depth * 2);
            Array.Resize(ref _nodes, depth * 2);
        }

        _frames[depth] = frame;
        _nodes[depth] = builder.Node(depth == 0 ? -1 : _nodes[depth - 1], frame);
        _known = _depth;
    }
}
