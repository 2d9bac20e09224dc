using System.Numerics;

namespace Hone.Profiling;

/// <summary>
/// The distinct nodes of a stack tree, by parent and frame. Most places in a stack have one callee only, and the first one of each
/// stands beside it; further ones are in an open hash table with its keys in place. Profiles look up some millions of nodes.
/// </summary>
internal sealed class StackNodes
{
    /// <summary>Differs from process to process, so that nobody can write a file whose nodes all fall on one slot.</summary>
    private readonly ulong _factor = (0x9FB21C651E98DF25UL ^ ((ulong)(uint)HashCode.Combine(1) << 16)) | 1;

    private StackNode[] _nodes = new StackNode[256];

    // At a node's index plus one (0 for the roots): the number plus one of the first callee that was met.
    private int[] _first = new int[257];
    private Slot[] _slots = new Slot[512];
    private int _inTable;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The index of the node for <paramref name="frame"/> called from <paramref name="parent"/> (-1 for a root); made when new.</summary>
    public int Find(int parent, int frame)
    {
        if (parent + 1 >= _first.Length)
        {
            Array.Resize(ref _first, Math.Max(parent + 2, _first.Length * 2));
        }

        ref int first = ref _first[parent + 1];
        if (first == 0)
        {
            first = Make(parent, frame) + 1;
            return first - 1;
        }

        return _nodes[first - 1].Frame == frame ? first - 1 : FindFurther(parent, frame);
    }

    /// <summary>True when that node is known.</summary>
    public bool Has(int parent, int frame)
    {
        int first = parent + 1 < _first.Length ? _first[parent + 1] : 0;
        return first != 0 && (_nodes[first - 1].Frame == frame || _slots[Slotted(parent, frame)].Next != 0);
    }

    /// <summary>The nodes in order, a parent before its children.</summary>
    public StackNode[] ToArray() => _nodes[..Count];

    private int FindFurther(int parent, int frame)
    {
        int at = Slotted(parent, frame);
        if (_slots[at].Next == 0)
        {
            _slots[at] = new Slot(parent, frame, Make(parent, frame) + 1);
            if (++_inTable > _slots.Length / 8 * 5)
            {
                Rehash();
            }

            return Count - 1;
        }

        return _slots[at].Next - 1;
    }

    private int Make(int parent, int frame)
    {
        if (Count == _nodes.Length)
        {
            Array.Resize(ref _nodes, Count * 2);
        }

        _nodes[Count] = new StackNode(parent, frame);
        return Count++;
    }

    /// <summary>The slot that holds a pair, or the empty one where it would go.</summary>
    private int Slotted(int parent, int frame)
    {
        Slot[] slots = _slots;
        int mask = slots.Length - 1;
        int at = Home(parent, frame) & mask;
        while (slots[at].Next != 0 && (slots[at].Frame != frame || slots[at].Parent != parent))
        {
            at = (at + 1) & mask;
        }

        return at;
    }

    private void Rehash()
    {
        Slot[] slots = new Slot[_slots.Length * (_slots.Length < 1 << 16 ? 8 : 2)];
        Slot[] old = _slots;
        _slots = slots;
        foreach (Slot slot in old)
        {
            if (slot.Next != 0)
            {
                slots[Slotted(slot.Parent, slot.Frame)] = slot;
            }
        }
    }

    private int Home(int parent, int frame) =>
        (int)(BitOperations.RotateLeft((((ulong)(uint)parent << 32) | (uint)frame) * _factor, 27) * 0x9E3779B97F4A7C15UL >> 32);

    /// <summary>A node, with its index plus one.</summary>
    private readonly record struct Slot(int Parent, int Frame, int Next);
}
