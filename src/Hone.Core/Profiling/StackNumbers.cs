using System.Numerics;

namespace Hone.Profiling;

/// <summary>
/// Numbers distinct stacks of numbers from 0, so that each is walked into a tree once: a program that is sampled 100,000 times
/// has some thousand different stacks.
/// </summary>
internal sealed class StackNumbers
{
    /// <summary>Differs from process to process, so that nobody can write a file whose stacks all fall on one slot.</summary>
    private readonly ulong _factor = (0x9FB21C651E98DF25UL ^ ((ulong)(uint)HashCode.Combine(1) << 16)) | 1;

    private Stack[] _stacks = new Stack[64];
    private int[] _slots = new int[256];
    private int[] _elements = new int[1024];
    private int _used;

    /// <summary>How many distinct stacks there are.</summary>
    public int Count { get; private set; }

    /// <summary>The number of a stack; <paramref name="isNew"/> when it comes for the first time.</summary>
    /// <param name="kind">Stacks of different kinds are different.</param>
    /// <param name="stack">The stack, from either end.</param>
    /// <param name="isNew">True when it was not known.</param>
    public int Number(int kind, ReadOnlySpan<int> stack, out bool isNew)
    {
        uint hash = Hash(kind, stack);
        int mask = _slots.Length - 1;
        int at = (int)hash & mask;
        isNew = false;
        for (int number = _slots[at] - 1; number >= 0; number = _slots[at] - 1)
        {
            ref Stack known = ref _stacks[number];
            if (known.Hash == hash && known.Kind == kind && stack.SequenceEqual(_elements.AsSpan(known.Start, known.Length)))
            {
                return number;
            }

            at = (at + 1) & mask;
        }

        isNew = true;
        _slots[at] = Count + 1;
        return Append(new Stack(_used, stack.Length, kind, hash), stack);
    }

    private int Append(Stack entry, ReadOnlySpan<int> stack)
    {
        if (_used + stack.Length > _elements.Length)
        {
            Array.Resize(ref _elements, Math.Max(_elements.Length * 2, _used + stack.Length));
        }

        if (Count == _stacks.Length)
        {
            Array.Resize(ref _stacks, Count * 2);
        }

        stack.CopyTo(_elements.AsSpan(_used));
        _used += stack.Length;
        _stacks[Count] = entry;
        if (++Count * 2 > _slots.Length)
        {
            Rehash();
        }

        return Count - 1;
    }

    private void Rehash()
    {
        int[] slots = new int[_slots.Length * 2];
        int mask = slots.Length - 1;
        for (int number = 0; number < Count; number++)
        {
            int at = (int)_stacks[number].Hash & mask;
            while (slots[at] != 0)
            {
                at = (at + 1) & mask;
            }

            slots[at] = number + 1;
        }

        _slots = slots;
    }

    private uint Hash(int kind, ReadOnlySpan<int> stack)
    {
        ulong hash = (ulong)(uint)kind + 1;
        foreach (int element in stack)
        {
            hash = (BitOperations.RotateLeft(hash, 23) ^ (uint)element) * _factor;
        }

        return (uint)(hash ^ (hash >> 32));
    }

    private readonly record struct Stack(int Start, int Length, int Kind, uint Hash);
}
