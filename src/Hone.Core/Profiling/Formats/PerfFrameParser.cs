using System.Buffers;
using System.Globalization;
using System.Text;

namespace Hone.Profiling.Formats;

/// <summary>Reads stack lines and mapping records of <c>perf script</c>.</summary>
internal static class PerfFrameParser
{
    private const string Unknown = "[unknown]";
    private static readonly SearchValues<char> _hexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>
    /// Reads <c>ip symbol+0xoff (dso)</c>, in which each part may be <c>[unknown]</c>, the dso may end in
    /// <c> (deleted)</c> or be missing, and <c>(inlined)</c> stands for the dso of an inlined function; null when even the
    /// address is missing.
    /// </summary>
    public static PerfFrame? Parse(ReadOnlySpan<byte> line)
    {
        string text = Encoding.UTF8.GetString(line).Trim();
        int space = text.IndexOf(' ', StringComparison.Ordinal);
        string address = space < 0 ? text : text[..space];
        if (!ulong.TryParse(address, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong ip))
        {
            return null;
        }

        string rest = space < 0 ? "" : text[(space + 1)..].Trim();
        string dso = "";
        bool inlined = rest.EndsWith("(inlined)", StringComparison.Ordinal);
        if (inlined)
        {
            rest = rest[..^"(inlined)".Length].TrimEnd();
        }
        else if (rest.EndsWith(')') && DsoStart(rest) is int open and >= 0)
        {
            dso = rest[(open + 1)..^1];
            rest = rest[..open].TrimEnd();
        }

        string symbol = WithoutOffset(rest);
        return new PerfFrame(ip, symbol == Unknown ? "" : symbol, dso == Unknown ? "" : dso, inlined);
    }

    /// <summary>
    /// Reads <c>PERF_RECORD_MMAP2 pid/tid: [0xstart(0xlength) @ offset device inode generation]: r-xp path</c>; null when
    /// it is something else.
    /// </summary>
    public static PerfMapping? ParseMapping(string text)
    {
        string[] parts = text.Split(' ', 3);
        int open = text.IndexOf(": [0x", StringComparison.Ordinal);
        int close = text.IndexOf("]: ", StringComparison.Ordinal);
        if (parts.Length < 3 || open < 0 || close < open
            || !int.TryParse(parts[1].Split('/')[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int pid))
        {
            return null;
        }

        string[] range = text[(open + 3)..close].Split(['(', ')', ' ', '@'], StringSplitOptions.RemoveEmptyEntries);
        string[] behind = text[(close + 3)..].Split(' ', 2);
        if (range.Length < 3 || behind.Length < 2 || Hex(range[0]) is not ulong start || Hex(range[1]) is not ulong length
            || Hex(range[2]) is not ulong offset || start + length < start)
        {
            return null;
        }

        return new PerfMapping(pid, start, start + length, offset, behind[1], behind[0].Contains('x', StringComparison.Ordinal));
    }

    /// <summary>Where the dso's bracket opens; a path may itself hold brackets, most often those of <c> (deleted)</c>.</summary>
    private static int DsoStart(string rest)
    {
        int depth = 0;
        for (int i = rest.Length - 1; i >= 0; i--)
        {
            if (rest[i] == ')')
            {
                depth++;
            }
            else if (rest[i] == '(' && --depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static string WithoutOffset(string symbol)
    {
        int at = symbol.LastIndexOf("+0x", StringComparison.Ordinal);
        return at > 0 && !symbol.AsSpan(at + 3).ContainsAnyExcept(_hexDigits) ? symbol[..at] : symbol;
    }

    private static ulong? Hex(string text) => ulong.TryParse(
        text.StartsWith("0x", StringComparison.Ordinal) ? text.AsSpan(2) : text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value)
        ? value
        : null;
}
