using System.Globalization;
using System.Text;

namespace Hone.Profiling.Formats;

/// <summary>The quoting that strace uses for paths, in quotes and in angle brackets behind file descriptors.</summary>
internal static class StraceQuoting
{
    /// <summary>
    /// The index behind the text that begins behind an opening bracket at <paramref name="at"/> (the index of its closing one, or
    /// the length). strace writes a closing bracket within a path as an octal escape; only the arrow of a socket's two ends holds one.
    /// </summary>
    public static int EndOfAnnotation(ReadOnlySpan<char> line, int at)
    {
        int end = at;
        while (end < line.Length)
        {
            int next = line[end..].IndexOf('>');
            if (next < 0)
            {
                return line.Length;
            }

            end += next;
            if (end == at || line[end - 1] != '-' || line[at..end].IndexOf(":[", StringComparison.Ordinal) < 0)
            {
                return end;
            }

            end++;
        }

        return line.Length;
    }

    /// <summary>The index of the quote that closes the text that begins at <paramref name="at"/>, or the length.</summary>
    public static int EndOfQuotes(ReadOnlySpan<char> line, int at)
    {
        for (int i = at; i < line.Length; i++)
        {
            if (line[i] == '\\')
            {
                i++;
            }
            else if (line[i] == '"')
            {
                return i;
            }
        }

        return line.Length;
    }

    /// <summary>The text with C escapes (<c>\n</c>, <c>\"</c>, <c>\303</c>, <c>\x3e</c>) undone and read as UTF-8.</summary>
    public static string Unescape(ReadOnlySpan<char> text)
    {
        if (text.IndexOf('\\') < 0)
        {
            return text.ToString();
        }

        byte[] bytes = new byte[text.Length];
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            bytes[length++] = text[i] == '\\' && i + 1 < text.Length ? Escape(text, ref i) : (byte)text[i];
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static byte Escape(ReadOnlySpan<char> text, ref int at)
    {
        char mark = text[++at];
        if (mark is >= '0' and <= '7')
        {
            int value = 0;
            int first = at;
            for (; at < text.Length && at < first + 3 && text[at] is >= '0' and <= '7'; at++)
            {
                value = (value * 8) + (text[at] - '0');
            }

            at--;
            return (byte)value;
        }

        if (mark == 'x' && at + 2 < text.Length && byte.TryParse(text.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte code))
        {
            at += 2;
            return code;
        }

        return mark switch
        {
            'n' => (byte)'\n',
            't' => (byte)'\t',
            'r' => (byte)'\r',
            'v' => (byte)'\v',
            'f' => (byte)'\f',
            _ => (byte)mark,
        };
    }
}
