using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hone.Profiling.Formats;

/// <summary>
/// A short line of hexadecimal fields, looked at all at once: 32 bytes are compared in two steps, which gives where every field ends
/// as bits of one number, and the digits of a field become a number without a loop.
/// </summary>
internal readonly ref struct HexLine
{
    /// <summary>So many bytes must follow the line's first.</summary>
    public const int Room = 2 * Looked;

    private const int Looked = 32;
    private const int MaxDigits = 16;

    private readonly ref byte _first;
    private readonly uint _separators;
    private readonly uint _sound;

    /// <summary>Looks at the line that begins at <paramref name="first"/>.</summary>
    /// <param name="first">The first of at least <see cref="Room"/> bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public HexLine(ref byte first)
    {
        _first = ref first;
        Vector128<byte> low = Vector128.LoadUnsafe(ref first);
        Vector128<byte> high = Vector128.LoadUnsafe(ref first, 16);
        _separators = Separators(low) | (Separators(high) << 16);
        _sound = Digits(low) | (Digits(high) << 16);
    }

    /// <summary>Ends of fields from the byte <paramref name="at"/> on, one bit each; <see cref="End"/> and <see cref="Rest"/> take them off.</summary>
    public uint EndsFrom(int at) => _separators & (uint.MaxValue << at);

    /// <summary>The first end among <paramref name="ends"/>; 32 when there is none.</summary>
    public static int End(uint ends) => BitOperations.TrailingZeroCount(ends);

    /// <summary><paramref name="ends"/> without the first.</summary>
    public static uint Rest(uint ends) => ends & (ends - 1);

    /// <summary>
    /// The number from <paramref name="start"/> to before <paramref name="end"/>; false when there is none, it has more than 16
    /// digits, capital letters, or anything else in it, or another byte than <paramref name="separator"/> behind it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNumber(int start, int end, byte separator, out ulong value)
    {
        int digits = end - start;
        if ((uint)(digits - 1) >= MaxDigits || end >= Looked || Unsafe.Add(ref _first, end) != separator
            || (~_sound & (uint.MaxValue << start) & ~(uint.MaxValue << end)) != 0)
        {
            value = 0;
            return false;
        }

        // Moved to the right end with zeros before it, so that each digit stands at the place of its power of 16.
        Vector128<byte> text = Vector128.LoadUnsafe(ref _first, (nuint)start);
        Vector128<byte> places = Vector128.LoadUnsafe(ref Unsafe.AsRef(in Places[digits]));
        Vector128<byte> right = Vector128.ShuffleNative(text, places);
        Vector128<byte> letters = Vector128.GreaterThan(right.AsSByte(), Vector128.Create((sbyte)'9')).AsByte();
        Vector128<byte> numbers = (right & Vector128.Create((byte)0x0f)) + (letters & Vector128.Create((byte)9));
        Vector128<ushort> pairs = ((numbers.AsUInt16() << 4) | (numbers.AsUInt16() >> 8)) & Vector128.Create((ushort)0xff);
        value = BinaryPrimitives.ReverseEndianness(Vector128.Narrow(pairs, pairs).AsUInt64().ToScalar());
        return true;
    }

    // From place N on: 16 - N times nothing, then 0 to N - 1. An index of 128 gives 0 on every processor.
    private static ReadOnlySpan<byte> Places =>
    [
        128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    ];

    private static uint Separators(Vector128<byte> bytes) =>
        Vector128.LessThan(bytes, Vector128.Create((byte)'0')).ExtractMostSignificantBits();

    private static uint Digits(Vector128<byte> bytes)
    {
        Vector128<byte> figures = Vector128.LessThanOrEqual(bytes - Vector128.Create((byte)'0'), Vector128.Create((byte)9));
        Vector128<byte> letters = Vector128.LessThanOrEqual(bytes - Vector128.Create((byte)'a'), Vector128.Create((byte)5));
        return (figures | letters).ExtractMostSignificantBits();
    }
}
