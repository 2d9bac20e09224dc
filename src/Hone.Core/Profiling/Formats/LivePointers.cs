namespace Hone.Profiling.Formats;

/// <summary>
/// The heap blocks that are alive, by address: a hash table with linear probing and backward-shift deletion, 16 bytes a slot,
/// so that the tens of millions of events of one recording cost one cache line each and leave no garbage.
/// </summary>
internal sealed class LivePointers
{
    /// <summary>The largest trace number that fits a slot.</summary>
    public const int MaxTrace = (1 << TraceBits) - 1;

    /// <summary>The largest block size that fits a slot: 1 TiB - 1.</summary>
    public const long MaxSize = (1L << SizeBits) - 1;

    private const int TraceBits = 24;
    private const int SizeBits = 40;
    private const int MaxLive = 1 << 25;

    /// <summary>Differs from process to process, so that nobody can write a recording whose pointers all fall on one slot.</summary>
    private readonly ulong _factor = (0x9E3779B97F4A7C15UL ^ ((ulong)(uint)HashCode.Combine(0) << 16)) | 1;

    private Slot[] _slots = new Slot[1 << 12];
    private int _shift = 64 - 12;
    private int _count;

    /// <summary>Remembers a block; one that stood at the same address is replaced. False when the table has reached its limit.</summary>
    public bool Put(ulong pointer, long size, int trace)
    {
        if (_count >= _slots.Length / 8 * 5 && !Grow())
        {
            return false;
        }

        Slot[] slots = _slots;
        int mask = slots.Length - 1;
        int at = Home(pointer);
        while (slots[at].Pointer != 0 && slots[at].Pointer != pointer)
        {
            at = (at + 1) & mask;
        }

        _count += slots[at].Pointer == 0 ? 1 : 0;
        slots[at] = new Slot(pointer, ((ulong)size << TraceBits) | (uint)trace);
        return true;
    }

    /// <summary>Forgets the block at an address; false when none is known there.</summary>
    public bool Take(ulong pointer, out long size, out int trace)
    {
        Slot[] slots = _slots;
        int mask = slots.Length - 1;
        int at = Home(pointer);
        while (slots[at].Pointer != pointer)
        {
            if (slots[at].Pointer == 0)
            {
                size = 0;
                trace = 0;
                return false;
            }

            at = (at + 1) & mask;
        }

        size = (long)(slots[at].Block >> TraceBits);
        trace = (int)(slots[at].Block & MaxTrace);
        _count--;
        CloseGap(slots, at, mask);
        return true;
    }

    private void CloseGap(Slot[] slots, int gap, int mask)
    {
        for (int next = (gap + 1) & mask; slots[next].Pointer != 0; next = (next + 1) & mask)
        {
            if (((next - Home(slots[next].Pointer)) & mask) >= ((next - gap) & mask))
            {
                slots[gap] = slots[next];
                gap = next;
            }
        }

        slots[gap] = default;
    }

    private bool Grow()
    {
        if (_count >= MaxLive)
        {
            return false;
        }

        Slot[] old = _slots;
        _slots = new Slot[old.Length * 2];
        _shift--;
        int mask = _slots.Length - 1;
        foreach (Slot slot in old)
        {
            if (slot.Pointer != 0)
            {
                int at = Home(slot.Pointer);
                while (_slots[at].Pointer != 0)
                {
                    at = (at + 1) & mask;
                }

                _slots[at] = slot;
            }
        }

        return true;
    }

    /// <summary>
    /// Blocks that lie side by side in memory get neighbouring slots, in runs of 32 (half a kilobyte of heap) that are scattered by
    /// a multiplicative hash: programs allocate and release in address order, and a run stays in the processor's cache.
    /// </summary>
    private int Home(ulong pointer) => (int)(((pointer >> 9) * _factor) >> _shift) + (int)((pointer >> 4) & 31) & (_slots.Length - 1);

    private readonly record struct Slot(ulong Pointer, ulong Block);
}
