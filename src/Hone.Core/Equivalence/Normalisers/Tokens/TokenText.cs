namespace Hone.Equivalence.Normalisers.Tokens;

/// <summary>Small steps through bytes that all kinds of tokens are made of.</summary>
internal static class TokenText
{
    /// <summary>True when a word could go on across this place: a letter, a digit or an underscore.</summary>
    public static bool IsWord(byte letter) => char.IsAsciiLetterOrDigit((char)letter) || letter == '_' || letter >= 0x80;

    /// <summary>True when no word goes on before <paramref name="at"/>.</summary>
    public static bool Begins(ReadOnlySpan<byte> text, int at) => at == 0 || !IsWord(text[at - 1]);

    /// <summary>True when no word goes on at <paramref name="at"/>.</summary>
    public static bool Ends(ReadOnlySpan<byte> text, int at) => at >= text.Length || !IsWord(text[at]);

    /// <summary>How many digits stand at <paramref name="at"/>; of a longer row than any token has, only the first are counted.</summary>
    public static int Digits(ReadOnlySpan<byte> text, int at)
    {
        const int Most = 64;
        int end = at;
        while (end < text.Length && end - at < Most && char.IsAsciiDigit((char)text[end]))
        {
            end++;
        }

        return end - at;
    }

    /// <summary>True when exactly so many digits stand at <paramref name="at"/> that make a number within limits.</summary>
    public static bool Number(ReadOnlySpan<byte> text, int at, int digits, int least, int most)
    {
        if (at + digits > text.Length)
        {
            return false;
        }

        int number = 0;
        for (int i = at; i < at + digits; i++)
        {
            if (!char.IsAsciiDigit((char)text[i]))
            {
                return false;
            }

            number = (number * 10) + (text[i] - '0');
        }

        return number >= least && number <= most;
    }

    /// <summary>True when this byte stands at <paramref name="at"/>.</summary>
    public static bool Is(ReadOnlySpan<byte> text, int at, char letter) => at < text.Length && text[at] == letter;

    /// <summary>The end of a fraction (a point or comma and digits) at <paramref name="at"/>, or <paramref name="at"/>.</summary>
    public static int Fraction(ReadOnlySpan<byte> text, int at) =>
        (Is(text, at, '.') || Is(text, at, ',')) && Digits(text, at + 1) is int digits and > 0 ? at + 1 + digits : at;

    /// <summary>The length of the first of these words that stands at <paramref name="at"/>, letter case as given; 0 for none.</summary>
    public static int Word(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte[]> words)
    {
        foreach (byte[] word in words)
        {
            if (text[at..].StartsWith(word))
            {
                return word.Length;
            }
        }

        return 0;
    }

    /// <summary>Words as bytes.</summary>
    public static byte[][] Words(string words) => [.. words.Split(' ').Select(System.Text.Encoding.UTF8.GetBytes)];
}
