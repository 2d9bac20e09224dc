namespace Hone.Equivalence.Normalisers.Tokens;

/// <summary>Memory addresses: <c>0x</c> and 4 to 16 hexadecimal digits.</summary>
internal static class AddressToken
{
    /// <summary>The bytes that one may begin with.</summary>
    public static ReadOnlySpan<byte> First => "0"u8;

    /// <summary>The length of the address at <paramref name="at"/>; 0 for none.</summary>
    public static int Match(ReadOnlySpan<byte> text, int at, KnownFolders folders)
    {
        if (!TokenText.Begins(text, at) || !(TokenText.Is(text, at + 1, 'x') || TokenText.Is(text, at + 1, 'X')))
        {
            return 0;
        }

        int end = at + 2;
        while (end < text.Length && char.IsAsciiHexDigit((char)text[end]))
        {
            end++;
        }

        return end - at is >= 6 and <= 18 && TokenText.Ends(text, end) ? end - at : 0;
    }
}

/// <summary>
/// Process ids where they are named as such: behind <c>pid</c>, <c>tid</c>, <c>process</c> or <c>thread</c>, in the brackets behind a
/// program's name (<c>sshd[1234]</c>), or in a path below <c>/proc</c>.
/// </summary>
internal static class PidToken
{
    private const int MostDigits = 10;

    private static readonly byte[][] _names = TokenText.Words("pid PID Pid tid TID process Process thread Thread");

    /// <summary>The bytes that one may begin with.</summary>
    public static ReadOnlySpan<byte> First => "123456789"u8;

    /// <summary>The length of the process id at <paramref name="at"/>; 0 for none.</summary>
    public static int Match(ReadOnlySpan<byte> text, int at, KnownFolders folders)
    {
        int digits = TokenText.Digits(text, at);
        if (!TokenText.Begins(text, at) || digits > MostDigits || !TokenText.Ends(text, at + digits))
        {
            return 0;
        }

        bool bracketed = at >= 2 && text[at - 1] == '[' && TokenText.IsWord(text[at - 2]) && TokenText.Is(text, at + digits, ']');
        return bracketed || text[..at].EndsWith("/proc/"u8) || IsNamed(text, at, _names) ? digits : 0;
    }

    /// <summary>True when one of these words stands before a place, with at most four marks or spaces between.</summary>
    public static bool IsNamed(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte[]> names)
    {
        int end = at;
        while (end > 0 && at - end < 4 && text[end - 1] is (byte)' ' or (byte)'=' or (byte)':' or (byte)'#' or (byte)'(' or (byte)'[' or (byte)'"' or (byte)'\'')
        {
            end--;
        }

        foreach (byte[] name in names)
        {
            if (end < at && text[..end].EndsWith(name) && (end == name.Length || !char.IsAsciiLetterOrDigit((char)text[end - name.Length - 1])))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>TCP ports where they are named as such: behind <c>port</c>, or behind a host and a colon.</summary>
internal static class PortToken
{
    private static readonly byte[][] _names = TokenText.Words("port PORT Port");

    /// <summary>The bytes that one may begin with.</summary>
    public static ReadOnlySpan<byte> First => "123456789"u8;

    /// <summary>The length of the port at <paramref name="at"/>; 0 for none.</summary>
    public static int Match(ReadOnlySpan<byte> text, int at, KnownFolders folders)
    {
        int digits = TokenText.Digits(text, at);
        if (digits > 5 || !TokenText.Number(text, at, digits, 1, 65535) || !TokenText.Begins(text, at) || !TokenText.Ends(text, at + digits))
        {
            return 0;
        }

        bool behindHost = at >= 2 && text[at - 1] == ':' && (TokenText.IsWord(text[at - 2]) || text[at - 2] is (byte)']' or (byte)'.' or (byte)'*');
        return behindHost || PidToken.IsNamed(text, at, _names) ? digits : 0;
    }
}

/// <summary>UUIDs in their usual form (RFC 9562 §4): 8-4-4-4-12 hexadecimal digits.</summary>
internal static class UuidToken
{
    private const int Length = 36;

    /// <summary>The bytes that one may begin with.</summary>
    public static ReadOnlySpan<byte> First => "0123456789abcdefABCDEF"u8;

    /// <summary>The length of the UUID at <paramref name="at"/>; 0 for none.</summary>
    public static int Match(ReadOnlySpan<byte> text, int at, KnownFolders folders)
    {
        if (at + Length > text.Length || !TokenText.Begins(text, at) || !TokenText.Ends(text, at + Length))
        {
            return 0;
        }

        for (int i = 0; i < Length; i++)
        {
            byte letter = text[at + i];
            if (i is 8 or 13 or 18 or 23 ? letter != '-' : !char.IsAsciiHexDigit((char)letter))
            {
                return 0;
            }
        }

        return Length;
    }
}

/// <summary>Numbers with a fraction or an exponent, and the words <c>nan</c>, <c>inf</c> and <c>infinity</c>; whole numbers are exact and stay text.</summary>
internal static class FloatToken
{
    private static readonly byte[][] _words = TokenText.Words("nan NaN NAN infinity Infinity INFINITY inf Inf INF");

    /// <summary>The bytes that one may begin with.</summary>
    public static ReadOnlySpan<byte> First => "0123456789.-+nNiI"u8;

    /// <summary>The length of the number at <paramref name="at"/>; 0 for none.</summary>
    public static int Match(ReadOnlySpan<byte> text, int at, KnownFolders folders)
    {
        if (!TokenText.Begins(text, at) || (at > 0 && text[at - 1] == '.'))
        {
            return 0;
        }

        int start = at + (text[at] is (byte)'-' or (byte)'+' ? 1 : 0);
        if (start >= text.Length)
        {
            return 0;
        }

        int end = start + TokenText.Word(text, start, _words);
        if (end == start)
        {
            int whole = TokenText.Digits(text, start);
            end = start + whole;
            int fraction = TokenText.Is(text, end, '.') ? TokenText.Digits(text, end + 1) : 0;
            end += fraction > 0 ? fraction + 1 : 0;
            int exponent = Exponent(text, end);
            if (whole + fraction == 0 || (fraction == 0 && exponent == 0))
            {
                return 0;
            }

            end += exponent;
        }

        // 1.2.3 is a version, no number.
        return TokenText.Ends(text, end) && !(TokenText.Is(text, end, '.') && TokenText.Digits(text, end + 1) > 0) ? end - at : 0;
    }

    private static int Exponent(ReadOnlySpan<byte> text, int at)
    {
        if (!(TokenText.Is(text, at, 'e') || TokenText.Is(text, at, 'E')))
        {
            return 0;
        }

        int sign = TokenText.Is(text, at + 1, '-') || TokenText.Is(text, at + 1, '+') ? 1 : 0;
        int digits = TokenText.Digits(text, at + 1 + sign);
        return digits is > 0 and < 6 ? 1 + sign + digits : 0;
    }
}
