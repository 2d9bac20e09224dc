namespace Hone.Equivalence.Normalisers.Tokens;

/// <summary>
/// Lengths of time: numbers with a unit (<c>1.5 ms</c>, <c>12µs</c>, <c>3 seconds</c>, <c>1m30s</c>) and hours, minutes and seconds
/// with colons (<c>0:01.25</c>, <c>00:00:01.2500000</c>).
/// </summary>
internal static class DurationToken
{
    // The longest first, so that "ms" is not read as "m".
    private static readonly byte[][] _units = TokenText.Words(
        "milliseconds microseconds nanoseconds millisecond microsecond nanosecond seconds minutes second minute hours msecs usecs nsecs hour msec usec nsec secs mins sec min hrs hr ms us ns µs μs s m h");

    private static readonly byte[][] _apart = TokenText.Words(
        "milliseconds microseconds nanoseconds millisecond microsecond nanosecond seconds minutes second minute hours msecs usecs nsecs hour msec usec nsec secs mins sec min hrs hr ms us ns µs μs s");

    /// <summary>The bytes that one may begin with.</summary>
    public static ReadOnlySpan<byte> First => "0123456789"u8;

    /// <summary>The length of the duration at <paramref name="at"/>; 0 for none.</summary>
    public static int Match(ReadOnlySpan<byte> text, int at, KnownFolders folders)
    {
        if (!TokenText.Begins(text, at))
        {
            return 0;
        }

        int end = Colons(text, at);
        if (end == 0)
        {
            int next = at;
            while (Part(text, next) is int part and > 0)
            {
                end = part;
                next = part;
            }
        }

        return end > at && TokenText.Ends(text, end) ? end - at : 0;
    }

    private static int Part(ReadOnlySpan<byte> text, int at)
    {
        int digits = TokenText.Digits(text, at);
        if (digits is 0 or > 20)
        {
            return 0;
        }

        int number = TokenText.Fraction(text, at + digits);
        if (TokenText.Is(text, number, 'e') && (TokenText.Is(text, number + 1, '-') || TokenText.Is(text, number + 1, '+')) && TokenText.Digits(text, number + 2) is int exponent and (1 or 2))
        {
            number += 2 + exponent;
        }

        bool apart = TokenText.Is(text, number, ' ');
        int start = number + (apart ? 1 : 0);
        int unit = start >= text.Length ? 0 : TokenText.Word(text, start, apart ? _apart : _units);
        return unit == 0 || (start + unit < text.Length && TokenText.IsWord(text[start + unit]) && !char.IsAsciiDigit((char)text[start + unit])) ? 0 : start + unit;
    }

    private static int Colons(ReadOnlySpan<byte> text, int at)
    {
        int first = TokenText.Digits(text, at);
        if (first is 0 or > 3 || !TokenText.Is(text, at + first, ':') || TokenText.Digits(text, at + first + 1) != 2)
        {
            return 0;
        }

        int end = at + first + 3;
        if (TokenText.Is(text, end, ':') && TokenText.Digits(text, end + 1) == 2)
        {
            end += 3;
        }

        return TokenText.Fraction(text, end);
    }
}
