using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Hone.Profiling.Formats;

/// <summary>Numbers distinct lines of text from 0, so that each is parsed once however often it comes.</summary>
internal sealed class LineTable
{
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _numbers =
        new Dictionary<byte[], int>(new LineComparer()).GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>The number of a line; <paramref name="isNew"/> when it comes for the first time.</summary>
    public int Number(ReadOnlySpan<byte> line, out bool isNew)
    {
        if (_numbers.TryGetValue(line, out int number))
        {
            isNew = false;
            return number;
        }

        isNew = true;
        number = _numbers.Dictionary.Count;
        _numbers[line] = number;
        return number;
    }

    private sealed class LineComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        /// <summary>Eight bytes at a time: the lines of a profile are looked up by the million.</summary>
        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            ulong hash = (ulong)alternate.Length * 0x9e3779b97f4a7c15;
            ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(alternate);
            foreach (ulong word in words)
            {
                hash = (BitOperations.RotateLeft(hash, 23) ^ word) * 0x9fb21c651e98df25;
            }

            foreach (byte rest in alternate[(words.Length * 8)..])
            {
                hash = (BitOperations.RotateLeft(hash, 23) ^ rest) * 0x9fb21c651e98df25;
            }

            return (int)(hash >> 32);
        }
    }
}
