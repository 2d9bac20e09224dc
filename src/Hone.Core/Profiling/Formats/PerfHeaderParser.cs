using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Hone.Profiling.Formats;

/// <summary>What the first line of a sample says; <paramref name="RestStart"/> is where the text behind the event begins.</summary>
internal readonly record struct PerfHeader(string Command, int Pid, int Tid, long Time, long Period, string Event, int RestStart);

/// <summary>
/// Reads lines like <c>my prog 12/13 [001] 2297.127389: 1001001 cpu-clock:u: …</c>, in which the process, the CPU, the
/// time and the period may be missing (perf-script(1), <c>--fields</c>).
/// </summary>
internal sealed class PerfHeaderParser
{
    /// <summary>perf-list(1), "Event modifiers".</summary>
    private static readonly SearchValues<byte> _modifiers = SearchValues.Create("ukhGHpPSDIWeb"u8);

    private readonly Texts _commands = new();
    private readonly Texts _events = new();

    public bool TryParse(ReadOnlySpan<byte> line, out PerfHeader header)
    {
        header = default;
        if (!FindIds(line, out Range command, out int pid, out int tid, out long time, out int at))
        {
            return false;
        }

        // What is left: an optional period, and an event that ends with a colon.
        long period = 1;
        ReadOnlySpan<byte> token = NextToken(line, ref at);
        if (Utf8Parser.TryParse(token, out long number, out int used) && used == token.Length)
        {
            period = number;
            token = NextToken(line, ref at);
        }

        if (token.Length < 2 || token[^1] != (byte)':')
        {
            return false;
        }

        while (at < line.Length && line[at] == (byte)' ')
        {
            at++;
        }

        header = new PerfHeader(_commands.Of(line[command].Trim((byte)' ')), pid, tid, time, Math.Max(period, 0),
            _events.Of(WithoutModifier(token[..^1])), at);
        return true;
    }

    /// <summary>
    /// Finds the time, which is the one token that looks like <c>12.345:</c>, and the process before it: a program's name
    /// may hold spaces and numbers, so that reading from the left would go wrong.
    /// </summary>
    private static bool FindIds(ReadOnlySpan<byte> line, out Range command, out int pid, out int tid, out long time, out int at)
    {
        (command, pid, tid, time, at) = (default, -1, -1, 0, 0);
        int idsStart = -1;
        int idsEnd = -1;
        int position = 0;
        while (position < line.Length)
        {
            ReadOnlySpan<byte> token = NextToken(line, ref position);
            int start = position - token.Length;
            if (TryTime(token, out time))
            {
                at = position;
                break;
            }

            if (start > 0 && TryIds(token, out int first, out int second))
            {
                (idsStart, idsEnd, pid, tid) = (start, position, first, second);
            }
        }

        if (at == 0 && idsStart >= 0)
        {
            // No time: the first number ends the name.
            position = 0;
            idsStart = -1;
            while (idsStart < 0)
            {
                ReadOnlySpan<byte> token = NextToken(line, ref position);
                if (position - token.Length > 0 && TryIds(token, out pid, out tid))
                {
                    (idsStart, idsEnd) = (position - token.Length, position);
                }
            }

            at = idsEnd;
            int ahead = at;
            ReadOnlySpan<byte> cpu = NextToken(line, ref ahead);
            at = cpu.Length > 2 && cpu[0] == (byte)'[' && cpu[^1] == (byte)']' ? ahead : at;
        }

        command = ..Math.Max(idsStart, 0);
        return at > 0 && idsStart > 0;
    }

    private static bool TryIds(ReadOnlySpan<byte> token, out int pid, out int tid)
    {
        tid = -1;
        if (!Utf8Parser.TryParse(token, out pid, out int used))
        {
            return false;
        }

        if (used == token.Length)
        {
            // A lone number is the thread.
            tid = pid;
            return true;
        }

        ReadOnlySpan<byte> second = token[(used + 1)..];
        return token[used] == (byte)'/' && Utf8Parser.TryParse(second, out tid, out int rest) && rest == second.Length;
    }

    private static bool TryTime(ReadOnlySpan<byte> token, out long time)
    {
        time = 0;
        int point = token.IndexOf((byte)'.');
        if (point <= 0 || token.Length < 3 || token[^1] != (byte)':'
            || !Utf8Parser.TryParse(token[..point], out uint seconds, out int used) || used != point)
        {
            return false;
        }

        ReadOnlySpan<byte> digits = token[(point + 1)..^1];
        long nanoseconds = 0;
        for (int i = 0; i < 9; i++)
        {
            byte digit = i < digits.Length ? digits[i] : (byte)'0';
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            nanoseconds = nanoseconds * 10 + digit - '0';
        }

        time = seconds * 1_000_000_000L + nanoseconds;
        return digits.Length is > 0 and <= 9;
    }

    /// <summary><c>cpu-clock:u</c> and <c>cycles:ppp</c> without what follows the colon; a trace point keeps its name.</summary>
    internal static ReadOnlySpan<byte> WithoutModifier(ReadOnlySpan<byte> name)
    {
        int colon = name.LastIndexOf((byte)':');
        return colon > 0 && !name[(colon + 1)..].ContainsAnyExcept(_modifiers) ? name[..colon] : name;
    }

    private static ReadOnlySpan<byte> NextToken(ReadOnlySpan<byte> line, ref int position)
    {
        while (position < line.Length && line[position] == (byte)' ')
        {
            position++;
        }

        int start = position;
        int length = line[start..].IndexOf((byte)' ');
        position = length < 0 ? line.Length : start + length;
        return line[start..position];
    }

    /// <summary>Makes one string of equal bytes, however often they come.</summary>
    private sealed class Texts
    {
        private const int Most = 1 << 12;

        private readonly LineTable _known = new(Most);
        private readonly List<string> _texts = [];

        public string Of(ReadOnlySpan<byte> bytes)
        {
            int number = _known.Number(bytes, out bool isNew);
            if (isNew)
            {
                _texts.Add(Encoding.UTF8.GetString(bytes));
            }

            return number < 0 ? Encoding.UTF8.GetString(bytes) : _texts[number];
        }
    }
}
