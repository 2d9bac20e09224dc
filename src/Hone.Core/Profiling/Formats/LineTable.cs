using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hone.Profiling.Formats;

/// <summary>
/// Numbers distinct lines of text from 0, so that each is parsed once however often it comes. A line is known by its length and
/// 64 bits of hash, not by its bytes: the lookup then costs one cache line instead of four, and of a million different lines two
/// fall together in one of 37 million texts.
/// </summary>
/// <param name="most">So many different lines are kept.</param>
internal sealed class LineTable(int most = int.MaxValue)
{
    /// <summary>Differs from process to process, so that nobody can write a text whose lines all fall on one slot.</summary>
    private readonly ulong _seed = (ulong)(uint)HashCode.Combine(1) << 16;

    private Slot[] _slots = new Slot[1024];

    /// <summary>How many distinct lines there are.</summary>
    public int Count { get; private set; }

    /// <summary>The number of a line; <paramref name="isNew"/> when it comes for the first time. -1 for a new one when the table is full.</summary>
    public int Number(ReadOnlySpan<byte> line, out bool isNew)
    {
        ulong hash = Hash(line);
        Slot[] slots = _slots;
        int mask = slots.Length - 1;
        int at = (int)hash & mask;
        isNew = false;
        for (int next = slots[at].Next; next != 0; next = slots[at].Next)
        {
            if (slots[at].Hash == hash && slots[at].Length == line.Length)
            {
                return next - 1;
            }

            at = (at + 1) & mask;
        }

        if (Count == most)
        {
            return -1;
        }

        isNew = true;
        slots[at] = new Slot(hash, line.Length, ++Count);
        if (Count * 2 > slots.Length)
        {
            Rehash();
        }

        return Count - 1;
    }

    private void Rehash()
    {
        Slot[] slots = new Slot[_slots.Length * 2];
        int mask = slots.Length - 1;
        foreach (Slot slot in _slots)
        {
            if (slot.Next != 0)
            {
                int at = (int)slot.Hash & mask;
                while (slots[at].Next != 0)
                {
                    at = (at + 1) & mask;
                }

                slots[at] = slot;
            }
        }

        _slots = slots;
    }

    /// <summary>Sixteen bytes at a time in two lanes: the lines of a profile are looked up by the million. The last sixteen may overlap the ones before.</summary>
    private ulong Hash(ReadOnlySpan<byte> line)
    {
        ulong one = _seed ^ (ulong)line.Length;
        ulong other = 0x2545F4914F6CDD1DUL + _seed;
        ref byte first = ref MemoryMarshal.GetReference(line);
        int at = 0;
        if (line.Length >= 16)
        {
            int last = line.Length - 16;
            for (; at < last; at += 16)
            {
                Mix(ref first, at, ref one, ref other);
            }

            Mix(ref first, last, ref one, ref other);
        }
        else
        {
            for (; at < line.Length; at++)
            {
                other = (BitOperations.RotateLeft(other, 27) ^ Unsafe.Add(ref first, at)) * 0x9FB21C651E98DF25UL;
            }
        }

        one = (one ^ (one >> 29)) * 0xBF58476D1CE4E5B9UL;
        other = (BitOperations.RotateLeft(other, 31) ^ one) * 0x94D049BB133111EBUL;
        return other ^ (other >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref byte first, int at, ref ulong one, ref ulong other)
    {
        one = (BitOperations.RotateLeft(one, 23) ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at))) * 0x9FB21C651E98DF25UL;
        other = (BitOperations.RotateLeft(other, 29) ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at + 8))) * 0xC2B2AE3D27D4EB4FUL;
    }

    /// <summary>A line of so many bytes, with its number plus one.</summary>
    private readonly record struct Slot(ulong Hash, int Length, int Next);
}
