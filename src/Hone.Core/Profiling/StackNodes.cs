using System.Numerics;

namespace Hone.Profiling;

/// <summary>
/// The distinct nodes of a stack tree, by parent and frame: an open hash table over two columns, because profiles look up some
/// millions of nodes, nearly all of them known.
/// </summary>
internal sealed class StackNodes
{
    private int[] _parents = new int[256];
    private int[] _frames = new int[256];
    private int[] _slots = new int[1024];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The node at an index.</summary>
    public StackNode this[int node] => new(_parents[node], _frames[node]);

    /// <summary>The index of the node for <paramref name="frame"/> called from <paramref name="parent"/> (-1 for a root); made when new.</summary>
    public int Find(int parent, int frame)
    {
        int[] slots = _slots;
        int mask = slots.Length - 1;
        int at = (int)(Hash(parent, frame) & (uint)mask);
        for (int node = slots[at]; node != 0; node = slots[at])
        {
            if (_frames[node - 1] == frame && _parents[node - 1] == parent)
            {
                return node - 1;
            }

            at = (at + 1) & mask;
        }

        return Append(parent, frame, at);
    }

    /// <summary>The nodes in order, a parent before its children.</summary>
    public StackNode[] ToArray()
    {
        StackNode[] nodes = new StackNode[Count];
        for (int i = 0; i < nodes.Length; i++)
        {
            nodes[i] = this[i];
        }

        return nodes;
    }

    private int Append(int parent, int frame, int slot)
    {
        if (Count == _parents.Length)
        {
            Array.Resize(ref _parents, Count * 2);
            Array.Resize(ref _frames, Count * 2);
        }

        _parents[Count] = parent;
        _frames[Count] = frame;
        _slots[slot] = ++Count;
        if (Count * 3 > _slots.Length)
        {
            Rehash();
        }

        return Count - 1;
    }

    private void Rehash()
    {
        int[] slots = new int[_slots.Length * 2];
        int mask = slots.Length - 1;
        for (int node = 0; node < Count; node++)
        {
            int at = (int)(Hash(_parents[node], _frames[node]) & (uint)mask);
            while (slots[at] != 0)
            {
                at = (at + 1) & mask;
            }

            slots[at] = node + 1;
        }

        _slots = slots;
    }

    private static ulong Hash(int parent, int frame) =>
        BitOperations.RotateLeft((((ulong)(uint)parent << 32) | (uint)frame) * 0x9FB21C651E98DF25UL, 27) * 0x9E3779B97F4A7C15UL >> 20;
}
