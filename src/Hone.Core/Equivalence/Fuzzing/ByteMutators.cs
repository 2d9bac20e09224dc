using Hone.Statistics;

namespace Hone.Equivalence.Fuzzing;

/// <summary>Changes of bytes, whatever they mean.</summary>
internal static class ByteMutators
{
    // Ends of ranges and letters that programs give a meaning.
    private static readonly byte[] _telling = [0, 1, 0x7f, 0x80, 0xff, (byte)'\n', (byte)'\r', (byte)'\t', (byte)' ', (byte)'"', (byte)'\'', (byte)'\\', (byte)'-', (byte)'0', (byte)'9', (byte)','];

    public static byte[] Flip(SeededRandom random, byte[] bytes)
    {
        byte[] changed = (byte[])bytes.Clone();
        if (changed.Length > 0)
        {
            changed[random.NextIndex(changed.Length)] ^= (byte)(1 << random.NextIndex(8));
        }

        return changed;
    }

    public static byte[] Set(SeededRandom random, byte[] bytes)
    {
        byte[] changed = (byte[])bytes.Clone();
        if (changed.Length > 0)
        {
            changed[random.NextIndex(changed.Length)] = _telling[random.NextIndex(_telling.Length)];
        }

        return changed;
    }

    public static byte[] Insert(SeededRandom random, byte[] bytes)
    {
        int at = random.NextIndex(bytes.Length + 1);
        return [.. bytes.AsSpan(0, at), _telling[random.NextIndex(_telling.Length)], .. bytes.AsSpan(at)];
    }

    public static byte[] Remove(SeededRandom random, byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return bytes;
        }

        int at = random.NextIndex(bytes.Length);
        int length = Math.Min(bytes.Length - at, 1 + random.NextIndex(random.NextIndex(4) == 0 ? 64 : 4));
        return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at + length)];
    }

    public static byte[] Repeat(SeededRandom random, byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return bytes;
        }

        int at = random.NextIndex(bytes.Length);
        int length = Math.Min(bytes.Length - at, 1 + random.NextIndex(16));
        return [.. bytes.AsSpan(0, at + length), .. bytes.AsSpan(at)];
    }

    /// <summary>The beginning of one input and the end of another.</summary>
    public static byte[] Splice(SeededRandom random, byte[] bytes, byte[] other)
    {
        int left = random.NextIndex(bytes.Length + 1);
        int right = random.NextIndex(other.Length + 1);
        return [.. bytes.AsSpan(0, left), .. other.AsSpan(right)];
    }
}
