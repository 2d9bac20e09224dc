using System.Text;

namespace Hone.Changes.Patches;

/// <summary>Paths as git writes them in a patch: as they are, or quoted as a text constant of C (git-config(1), core.quotePath).</summary>
internal static class PatchPath
{
    /// <summary>Reads the path at the beginning of a text; null when it is quoted and never ends.</summary>
    /// <param name="text">The text.</param>
    /// <param name="end">Behind the path.</param>
    /// <param name="stop">Where a path without quotes ends; null for the end of the text.</param>
    public static string? Read(string text, out int end, char? stop = null)
    {
        if (text.Length == 0 || text[0] != '"')
        {
            end = stop is char letter && text.IndexOf(letter, StringComparison.Ordinal) is int at and >= 0 ? at : text.Length;
            return Decode(text[..end]);
        }

        StringBuilder path = new();
        for (int i = 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                end = i + 1;
                return Decode(path.ToString());
            }

            if (text[i] != '\\' || i + 1 >= text.Length)
            {
                path.Append(text[i]);
                continue;
            }

            i++;
            if (text[i] is >= '0' and <= '3' && i + 2 < text.Length && text[i + 1] is >= '0' and <= '7' && text[i + 2] is >= '0' and <= '7')
            {
                path.Append((char)(((text[i] - '0') << 6) | ((text[i + 1] - '0') << 3) | (text[i + 2] - '0')));
                i += 2;
                continue;
            }

            path.Append(text[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'a' => '\a', 'b' => '\b', 'f' => '\f', 'v' => '\v', char other => other });
        }

        end = text.Length;
        return null;
    }

    // Git's paths are bytes, UTF-8 as a rule; what is not stays a letter for each byte.
    private static string Decode(string letters)
    {
        if (letters.All(char.IsAscii) || letters.Any(letter => letter > 0xff))
        {
            return letters;
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Encoding.Latin1.GetBytes(letters));
        }
        catch (DecoderFallbackException)
        {
            return letters;
        }
    }
}
