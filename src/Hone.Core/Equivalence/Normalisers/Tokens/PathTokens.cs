using System.Buffers;

namespace Hone.Equivalence.Normalisers.Tokens;

/// <summary>
/// The changing part of a path to temporary files: the folder for them and the first name below it. What follows is compared:
/// of <c>/tmp/tmp.x8d9/report.txt</c> the token is <c>/tmp/tmp.x8d9</c>.
/// </summary>
internal static class TempPathToken
{
    private static readonly SearchValues<byte> _endsName = SearchValues.Create(" \t\r\n\"'`/:;,()[]{}<>|&*?\\\0"u8);

    /// <summary>The bytes that one may begin with.</summary>
    public static ReadOnlySpan<byte> First => "/"u8;

    /// <summary>The length of the token at <paramref name="at"/>; 0 for none.</summary>
    public static int Match(ReadOnlySpan<byte> text, int at, KnownFolders folders)
    {
        if (!PathText.Begins(text, at))
        {
            return 0;
        }

        foreach (byte[] folder in folders.TemporaryBytes)
        {
            int name = at + folder.Length + 1;
            if (text[at..].StartsWith(folder) && TokenText.Is(text, name - 1, '/') && name < text.Length)
            {
                int end = text[name..].IndexOfAny(_endsName);
                end = end < 0 ? text.Length : name + end;
                return end > name ? end - at : 0;
            }
        }

        return 0;
    }
}

/// <summary>The home folder at the beginning of a path: this machine's, or <c>/home/NAME</c>, <c>/root</c>, <c>/Users/NAME</c>.</summary>
internal static class HomePathToken
{
    private static readonly byte[][] _above = TokenText.Words("/home/ /Users/");

    /// <summary>The bytes that one may begin with.</summary>
    public static ReadOnlySpan<byte> First => "/"u8;

    /// <summary>The length of the token at <paramref name="at"/>; 0 for none.</summary>
    public static int Match(ReadOnlySpan<byte> text, int at, KnownFolders folders)
    {
        if (!PathText.Begins(text, at))
        {
            return 0;
        }

        foreach (byte[] home in folders.HomeBytes)
        {
            if (text[at..].StartsWith(home) && PathText.Ends(text, at + home.Length))
            {
                return home.Length;
            }
        }

        int above = TokenText.Word(text, at, _above);
        int end = at + above;
        while (above > 0 && end < text.Length && !PathText.Ends(text, end))
        {
            end++;
        }

        return end > at + above ? end - at : text[at..].StartsWith("/root"u8) && PathText.Ends(text, at + 5) ? 5 : 0;
    }
}

/// <summary>Where paths begin and their names end.</summary>
internal static class PathText
{
    /// <summary>True when no path goes on before <paramref name="at"/>.</summary>
    public static bool Begins(ReadOnlySpan<byte> text, int at) => at == 0 || !(TokenText.IsWord(text[at - 1]) || text[at - 1] is (byte)'.' or (byte)'/' or (byte)'-' or (byte)'~');

    /// <summary>True when a name has its end at <paramref name="at"/>.</summary>
    public static bool Ends(ReadOnlySpan<byte> text, int at) => at >= text.Length || !(TokenText.IsWord(text[at]) || text[at] is (byte)'.' or (byte)'-' or (byte)'+' or (byte)'@');
}
