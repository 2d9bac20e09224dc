using System.Numerics;

namespace Hone.Profiling;

/// <summary>
/// The distinct nodes of a stack tree, by parent and frame: an open hash table with its keys in place, because profiles look up
/// some millions of nodes, nearly all of them known.
/// </summary>
internal sealed class StackNodes
{
    /// <summary>Differs from process to process, so that nobody can write a file whose nodes all fall on one slot.</summary>
    private readonly ulong _factor = (0x9FB21C651E98DF25UL ^ ((ulong)(uint)HashCode.Combine(1) << 16)) | 1;

    private StackNode[] _nodes = new StackNode[256];
    private Slot[] _slots = new Slot[512];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The index of the node for <paramref name="frame"/> called from <paramref name="parent"/> (-1 for a root); made when new.</summary>
    public int Find(int parent, int frame)
    {
        Slot[] slots = _slots;
        int mask = slots.Length - 1;
        int at = Home(parent, frame) & mask;
        for (; slots[at].Next != 0; at = (at + 1) & mask)
        {
            if (slots[at].Frame == frame && slots[at].Parent == parent)
            {
                return slots[at].Next - 1;
            }
        }

        if (Count == _nodes.Length)
        {
            Array.Resize(ref _nodes, Count * 2);
        }

        _nodes[Count] = new StackNode(parent, frame);
        slots[at] = new Slot(parent, frame, ++Count);
        if (Count > slots.Length / 8 * 5)
        {
            Rehash();
        }

        return Count - 1;
    }

    /// <summary>True when that node is known.</summary>
    public bool Has(int parent, int frame)
    {
        int mask = _slots.Length - 1;
        int at = Home(parent, frame) & mask;
        while (_slots[at].Next != 0 && (_slots[at].Frame != frame || _slots[at].Parent != parent))
        {
            at = (at + 1) & mask;
        }

        return _slots[at].Next != 0;
    }

    /// <summary>The nodes in order, a parent before its children.</summary>
    public StackNode[] ToArray() => _nodes[..Count];

    private void Rehash()
    {
        Slot[] slots = new Slot[_slots.Length * (_slots.Length < 1 << 16 ? 8 : 2)];
        int mask = slots.Length - 1;
        foreach (Slot slot in _slots)
        {
            if (slot.Next != 0)
            {
                int at = Home(slot.Parent, slot.Frame) & mask;
                while (slots[at].Next != 0)
                {
                    at = (at + 1) & mask;
                }

                slots[at] = slot;
            }
        }

        _slots = slots;
    }

    private int Home(int parent, int frame) =>
        (int)(BitOperations.RotateLeft((((ulong)(uint)parent << 32) | (uint)frame) * _factor, 27) * 0x9E3779B97F4A7C15UL >> 32);

    /// <summary>A node, with its index plus one.</summary>
    private readonly record struct Slot(int Parent, int Frame, int Next);
}
