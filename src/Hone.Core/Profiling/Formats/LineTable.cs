using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hone.Profiling.Formats;

/// <summary>
/// Numbers distinct lines of text from 0, so that each is parsed once however often it comes. The lines stand one behind the
/// other in one array, each with its line feed, and are found by an open hash table.
/// </summary>
internal sealed class LineTable
{
    /// <summary>
    /// So many bytes of different lines are kept; a text made to fill the memory has more. The symbols of a browser that was
    /// sampled for an hour take a quarter of it.
    /// </summary>
    public const int MostBytes = 1 << 27;

    /// <summary>Differs from process to process, so that nobody can write a text whose lines all fall on one slot.</summary>
    private readonly ulong _seed = (ulong)(uint)HashCode.Combine(1) * 0x9E3779B97F4A7C15UL;

    private byte[] _text = new byte[1 << 14];
    private Line[] _lines = new Line[256];
    private int[] _slots = new int[1024];
    private int _bytes;

    /// <summary>How many distinct lines there are.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// The number of a line without its line feed; <paramref name="isNew"/> when it comes for the first time. -1 for a new line
    /// once <see cref="MostBytes"/> are kept.
    /// </summary>
    public int Number(ReadOnlySpan<byte> line, out bool isNew)
    {
        uint hash = Hash(line);
        int mask = _slots.Length - 1;
        int at = (int)hash & mask;
        isNew = false;
        for (int number = _slots[at] - 1; number >= 0; number = _slots[at] - 1)
        {
            ref Line known = ref _lines[number];
            if (known.Hash == hash && line.SequenceEqual(_text.AsSpan(known.Start, known.Length)))
            {
                return number;
            }

            at = (at + 1) & mask;
        }

        if (line.Length >= MostBytes - _bytes)
        {
            return -1;
        }

        isNew = true;
        _slots[at] = Count + 1;
        return Append(line, hash);
    }

    /// <summary>The length of a numbered line and its line feed if <paramref name="text"/> begins with them; else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Begins(ReadOnlySpan<byte> text, int number)
    {
        Line line = _lines[number];
        int length = line.Length + 1;
        return text.Length >= length && text[..length].SequenceEqual(_text.AsSpan(line.Start, length)) ? length : 0;
    }

    private int Append(ReadOnlySpan<byte> line, uint hash)
    {
        if (_bytes + line.Length >= _text.Length)
        {
            Array.Resize(ref _text, (int)Math.Min(MostBytes, Math.Max(2L * _text.Length, _bytes + line.Length + 1L)));
        }

        if (Count == _lines.Length)
        {
            Array.Resize(ref _lines, Count * 2);
        }

        line.CopyTo(_text.AsSpan(_bytes));
        _text[_bytes + line.Length] = (byte)'\n';
        _lines[Count] = new Line(_bytes, line.Length, hash);
        _bytes += line.Length + 1;
        if (++Count * 2 > _slots.Length)
        {
            Rehash();
        }

        return Count - 1;
    }

    private void Rehash()
    {
        int[] slots = new int[_slots.Length * 4];
        int mask = slots.Length - 1;
        for (int number = 0; number < Count; number++)
        {
            int at = (int)_lines[number].Hash & mask;
            while (slots[at] != 0)
            {
                at = (at + 1) & mask;
            }

            slots[at] = number + 1;
        }

        _slots = slots;
    }

    /// <summary>Sixteen bytes at a time in two lanes: the lines of a profile are looked up by the million.</summary>
    private uint Hash(ReadOnlySpan<byte> line)
    {
        ulong one = _seed ^ ((ulong)line.Length * 0x9E3779B97F4A7C15UL);
        ulong other = _seed;
        ref byte first = ref MemoryMarshal.GetReference(line);
        int at = 0;
        for (; at + 16 <= line.Length; at += 16)
        {
            one = (BitOperations.RotateLeft(one, 23) ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at))) * 0x9FB21C651E98DF25UL;
            other = (BitOperations.RotateLeft(other, 29) ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at + 8))) * 0xC2B2AE3D27D4EB4FUL;
        }

        for (; at < line.Length; at++)
        {
            other = (BitOperations.RotateLeft(other, 5) ^ Unsafe.Add(ref first, at)) * 0x9FB21C651E98DF25UL;
        }

        one = (BitOperations.RotateLeft(one, 31) ^ other) * 0x9FB21C651E98DF25UL;
        return (uint)(one >> 32) ^ (uint)one;
    }

    private readonly record struct Line(int Start, int Length, uint Hash);
}
