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
}
