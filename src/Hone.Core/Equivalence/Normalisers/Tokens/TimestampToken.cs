namespace Hone.Equivalence.Normalisers.Tokens;

/// <summary>
/// Dates and times of day: ISO 8601 and RFC 3339 (<c>2026-11-27T11:24:41.123Z</c>, <c>2026/11/27 11:24</c>, <c>20261127T112441</c>),
/// RFC 9110 (<c>Fri, 27 Nov 2026 11:24:41 GMT</c>), date(1) and ctime(3) (<c>Fri Nov 27 11:24:41 UTC 2026</c>), syslog
/// (<c>Nov 27 11:24:41</c>), a time of day (<c>11:24:41.5</c>), and Unix time in seconds, milli-, micro- and nanoseconds since 2001.
/// </summary>
internal static class TimestampToken
{
    private static readonly byte[][] _days = TokenText.Words("Mon Tue Wed Thu Fri Sat Sun");
    private static readonly byte[][] _months = TokenText.Words("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec");

    /// <summary>The bytes that one may begin with.</summary>
    public static ReadOnlySpan<byte> First => "0123456789MTWFSJASOND"u8;

    /// <summary>The length of the timestamp at <paramref name="at"/>; 0 for none.</summary>
    public static int Match(ReadOnlySpan<byte> text, int at, KnownFolders folders)
    {
        if (!TokenText.Begins(text, at))
        {
            return 0;
        }

        int end = char.IsAsciiDigit((char)text[at]) ? FromDigit(text, at) : FromLetter(text, at);
        return end > at && TokenText.Ends(text, end) ? end - at : 0;
    }

    private static int FromDigit(ReadOnlySpan<byte> text, int at)
    {
        int digits = TokenText.Digits(text, at);
        if (digits == 4 && Date(text, at) is int date and > 0)
        {
            return AfterDate(text, date);
        }

        if (digits == 8 && TokenText.Number(text, at, 4, 1900, 2199) && TokenText.Number(text, at + 4, 2, 1, 12) && TokenText.Number(text, at + 6, 2, 1, 31))
        {
            int compact = at + 8;
            return (TokenText.Is(text, compact, 'T') || TokenText.Is(text, compact, '-') || TokenText.Is(text, compact, '_')) && TokenText.Digits(text, compact + 1) == 6 && TokenText.Number(text, compact + 1, 2, 0, 23)
                ? Zone(text, TokenText.Fraction(text, compact + 7))
                : compact;
        }

        if (digits is 1 or 2 && DayMonthYear(text, at, digits) is int words and > 0)
        {
            return words;
        }

        if (digits is 1 or 2 && Clock(text, at, needSeconds: true) is int clock and > 0)
        {
            return Zone(text, clock);
        }

        return digits is 10 or 13 or 16 or 19 && text[at] == '1' ? digits == 10 ? TokenText.Fraction(text, at + digits) : at + digits : 0;
    }

    private static int FromLetter(ReadOnlySpan<byte> text, int at)
    {
        int day = TokenText.Word(text, at, _days);
        if (day > 0)
        {
            int next = at + day;
            next += TokenText.Is(text, next, ',') ? 1 : 0;
            if (!TokenText.Is(text, next, ' '))
            {
                return 0;
            }

            next++;
            return next < text.Length && char.IsAsciiDigit((char)text[next])
                ? DayMonthYear(text, next, TokenText.Digits(text, next))
                : MonthDay(text, next);
        }

        return MonthDay(text, at);
    }

    // Nov 27 11:24:41 UTC 2026, Nov 27 11:24:41, Nov 27 2026, Nov 27, 2026.
    private static int MonthDay(ReadOnlySpan<byte> text, int at)
    {
        int next = at + 3;
        if (at >= text.Length || TokenText.Word(text, at, _months) == 0 || !TokenText.Is(text, next, ' '))
        {
            return 0;
        }

        next += TokenText.Is(text, next + 1, ' ') ? 2 : 1;
        int digits = TokenText.Digits(text, next);
        if (digits is not (1 or 2) || !TokenText.Number(text, next, digits, 1, 31))
        {
            return 0;
        }

        next += digits;
        int year = next + (TokenText.Is(text, next, ',') ? 1 : 0);
        if (Year(text, year) is int plain and > 0)
        {
            return plain;
        }

        if (!TokenText.Is(text, next, ' ') || Clock(text, next + 1, needSeconds: false) is not (int clock and > 0))
        {
            return 0;
        }

        int zone = Zone(text, clock);
        return Year(text, zone) is int late and > 0 ? late : zone;
    }

    // 27 Nov 2026 11:24:41 GMT
    private static int DayMonthYear(ReadOnlySpan<byte> text, int at, int digits)
    {
        int next = at + digits;
        if (digits > 2 || !(TokenText.Is(text, next, ' ') || TokenText.Is(text, next, '-')) || next + 1 >= text.Length || TokenText.Word(text, next + 1, _months) == 0)
        {
            return 0;
        }

        next += 4;
        if (!(TokenText.Is(text, next, ' ') || TokenText.Is(text, next, '-')) || !TokenText.Number(text, next + 1, 4, 1900, 2199))
        {
            return 0;
        }

        return AfterDate(text, next + 5);
    }

    private static int Year(ReadOnlySpan<byte> text, int at) =>
        TokenText.Is(text, at, ' ') && TokenText.Digits(text, at + 1) == 4 && TokenText.Number(text, at + 1, 4, 1900, 2199) ? at + 5 : 0;

    private static int Date(ReadOnlySpan<byte> text, int at)
    {
        char separator = TokenText.Is(text, at + 4, '-') ? '-' : TokenText.Is(text, at + 4, '/') ? '/' : '\0';
        return separator != '\0' && TokenText.Number(text, at, 4, 1900, 2199) && TokenText.Number(text, at + 5, 2, 1, 12)
            && TokenText.Is(text, at + 7, separator) && TokenText.Number(text, at + 8, 2, 1, 31) ? at + 10 : 0;
    }

    private static int AfterDate(ReadOnlySpan<byte> text, int at)
    {
        bool joined = TokenText.Is(text, at, 'T') || TokenText.Is(text, at, 't') || TokenText.Is(text, at, ' ') || TokenText.Is(text, at, '_');
        int clock = joined ? Clock(text, at + 1, needSeconds: false) : 0;
        return clock > 0 ? Zone(text, clock) : at;
    }

    private static int Clock(ReadOnlySpan<byte> text, int at, bool needSeconds)
    {
        int hours = TokenText.Digits(text, at);
        if (hours is not (1 or 2) || !TokenText.Number(text, at, hours, 0, 24) || !TokenText.Is(text, at + hours, ':') || !TokenText.Number(text, at + hours + 1, 2, 0, 59))
        {
            return 0;
        }

        int end = at + hours + 3;
        bool seconds = TokenText.Is(text, end, ':') && TokenText.Number(text, end + 1, 2, 0, 60);
        return seconds ? TokenText.Fraction(text, end + 3) : needSeconds ? 0 : end;
    }

    private static int Zone(ReadOnlySpan<byte> text, int at)
    {
        if (TokenText.Is(text, at, 'Z') || TokenText.Is(text, at, 'z'))
        {
            return at + 1;
        }

        int next = at + (TokenText.Is(text, at, ' ') ? 1 : 0);
        if ((TokenText.Is(text, next, '+') || TokenText.Is(text, next, '-')) && TokenText.Number(text, next + 1, 2, 0, 23))
        {
            int colon = next + 3 + (TokenText.Is(text, next + 3, ':') ? 1 : 0);
            return TokenText.Number(text, colon, 2, 0, 59) ? colon + 2 : at;
        }

        // An abbreviation: UTC, GMT, CEST, or AM and PM.
        int letters = next;
        while (letters < text.Length && letters - next < 5 && char.IsAsciiLetterUpper((char)text[letters]))
        {
            letters++;
        }

        bool half = letters - next == 2 && text[letters - 1] == 'M';
        return next > at && (half || letters - next >= 3) && TokenText.Ends(text, letters) ? letters : at;
    }
}
