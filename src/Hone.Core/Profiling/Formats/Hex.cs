using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hone.Profiling.Formats;

/// <summary>Hexadecimal fields of line formats.</summary>
internal static class Hex
{
    /// <summary>
    /// Reads the hexadecimal number at <paramref name="at"/> and steps over it and the separator behind it; false when there
    /// is none or it has more than 16 digits.
    /// </summary>
    public static bool Next(ReadOnlySpan<byte> line, ref int at, out ulong value)
    {
        int start = at;
        ulong sum = 0;
        while ((uint)at < (uint)line.Length)
        {
            uint digit = line[at] - (uint)'0';
            if (digit > 9)
            {
                digit = (line[at] | 0x20u) - 'a';
                if (digit > 5)
                {
                    break;
                }

                digit += 10;
            }

            sum = (sum << 4) | digit;
            at++;
        }

        int digits = at - start;
        at++;
        value = sum;
        return digits is > 0 and <= 16;
    }

    /// <summary>
    /// Reads a number as <see cref="Next"/> does, eight digits at a time, and says what separates it from the rest; false, with
    /// nothing said, where that way does not do: for capital letters, 16 digits and more, and anything that is no number.
    /// </summary>
    /// <param name="text">At least <see cref="Room"/> bytes from <paramref name="at"/> on.</param>
    /// <param name="at">Where it begins; then the place behind the separator.</param>
    /// <param name="value">The number.</param>
    /// <param name="separator">The byte behind it, which is less than <c>0</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryFast(ReadOnlySpan<byte> text, ref int at, out ulong value, out byte separator)
    {
        ref byte first = ref Unsafe.Add(ref MemoryMarshal.GetReference(text), at);
        bool sound = Eight(Unsafe.ReadUnaligned<ulong>(ref first), out int digits, out value);
        int all = digits;
        if (digits == 8)
        {
            sound &= Eight(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, 8)), out digits, out ulong low);
            value = (value << (digits * 4)) | low;
            all += digits;
        }

        separator = Unsafe.Add(ref first, all);
        at += all + 1;
        return sound & all is > 0 and < 16;
    }

    /// <summary>So many bytes a number may reach.</summary>
    public const int Room = 17;

    /// <summary>
    /// The digits among eight characters up to the first that is less than <c>0</c>. All are turned into numbers at once; turned back
    /// they must give the same characters.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Eight(ulong characters, out int digits, out ulong value)
    {
        const ulong ones = 0x0101010101010101;
        ulong below = (characters - (ones * '0')) & ~characters & (ones * 0x80);
        digits = BitOperations.TrailingZeroCount(below) >> 3;
        if (digits == 0)
        {
            value = 0;
            return true;
        }

        int empty = (8 - digits) * 8;
        characters <<= empty;
        ulong numbers = (characters & (ones * 0x0f)) + (((characters >> 6) & ones) * 9);
        ulong letters = ((numbers + (ones * 0x76)) >> 7) & ones;
        ulong back = numbers + (ones * '0') + (letters * ('a' - '0' - 10));
        bool sound = (back ^ characters) >> empty == 0;
        ulong pairs = ((numbers << 4) | (numbers >> 8)) & 0x00FF00FF00FF00FF;
        ulong fours = ((pairs << 8) | (pairs >> 16)) & 0x0000FFFF0000FFFF;
        value = ((fours << 16) | (fours >> 32)) & 0xFFFFFFFF;
        return sound;
    }
}
