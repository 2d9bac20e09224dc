using System.Buffers;
using System.Globalization;
using System.Text;

namespace Hone.Profiling.Formats;

/// <summary>
/// Reads what <c>strace -f -ttt -T -y -s 0 [-k]</c> writes (strace(1)), from pieces of any size as they arrive: calls with the
/// file behind each descriptor, calls that were interrupted by another thread's line (<c>&lt;unfinished ...&gt;</c> and
/// <c>&lt;... read resumed&gt;</c>), signals, exits, and the stack lines of <c>-k</c>. Lines that make no sense are counted and
/// passed over.
/// </summary>
/// <param name="sink">Takes each call once it is complete, with its stack.</param>
/// <param name="keepArguments">Whether calls bear their arguments as text.</param>
public sealed class StraceText(Action<StraceCall> sink, bool keepArguments = false)
{
    private const int MaxLine = 1 << 15;
    private const int MaxPending = 1 << 12;
    private const int MaxNames = 1 << 15;
    private const int MaxStack = 256;

    private static readonly SearchValues<char> _nameChars = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private readonly LineFeed _lines = new(MaxLine);
    private readonly char[] _chars = new char[MaxLine];
    private readonly Dictionary<int, (string Syscall, string Arguments)> _pending = [];
    private readonly Dictionary<string, string> _folded = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<StraceFrame> _stack = [];
    private StraceCall? _call;
    private long _unreturned;

    /// <summary>Lines that were not understood.</summary>
    public long Damaged { get; private set; }

    /// <summary>Reads a whole stream and gives the reader, with its counts.</summary>
    public static StraceText Read(Stream stream, Action<StraceCall> sink)
    {
        StraceText text = new(sink);
        byte[] buffer = new byte[1 << 16];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            text.Feed(buffer.AsSpan(0, read));
        }

        _ = text.Finish();
        return text;
    }

    /// <summary>Reads the next piece; it may begin and end inside a line.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (_lines.Next(ref bytes, out ReadOnlySpan<byte> line))
        {
            // strace writes ASCII only: everything else is escaped.
            int length = Encoding.Latin1.GetChars(line, _chars);
            Line(_chars.AsSpan(0, length));
        }
    }

    /// <summary>Hands out the last call, and says what is missing, one sentence each.</summary>
    public IReadOnlyList<string> Finish()
    {
        Deliver();
        List<string> notes = [];
        Damaged += _lines.Overlong;
        if (Damaged > 0)
        {
            notes.Add($"{Damaged} lines of strace's output were not understood and were passed over.");
        }

        _unreturned += _pending.Count;
        _pending.Clear();
        if (_unreturned > 0)
        {
            notes.Add($"{_unreturned} system calls never returned (their thread ended inside them) and are not counted.");
            _unreturned = 0;
        }

        return notes;
    }

    private void Line(ReadOnlySpan<char> line)
    {
        if (line.StartsWith(" > ", StringComparison.Ordinal))
        {
            StackLine(line[3..]);
            return;
        }

        Deliver();
        int process = Number(ref line);
        if (line.Length > 0 && char.IsAsciiDigit(line[0]))
        {
            // The time of day; the duration stands at the end.
            int end = line.IndexOf(' ');
            line = end < 0 ? [] : line[(end + 1)..];
        }

        if (line.StartsWith("+++ ", StringComparison.Ordinal))
        {
            _unreturned += _pending.Remove(process) ? 1 : 0;
        }
        else if (line.StartsWith("<... ", StringComparison.Ordinal))
        {
            Resumed(process, line[5..]);
        }
        else if (!line.StartsWith("--- ", StringComparison.Ordinal))
        {
            Started(process, line);
        }
    }

    private void Started(int process, ReadOnlySpan<char> line)
    {
        const string unfinished = "<unfinished ...>";
        int open = line.IndexOf('(');
        if (open < 1 || line[..open].ContainsAnyExcept(_nameChars))
        {
            Damaged++;
            return;
        }

        string syscall = Name(line[..open]);
        ReadOnlySpan<char> rest = line[(open + 1)..];
        if (rest.EndsWith(unfinished, StringComparison.Ordinal))
        {
            if (_pending.Count < MaxPending || _pending.ContainsKey(process))
            {
                _pending[process] = (syscall, rest[..^unfinished.Length].ToString());
            }
            else
            {
                _unreturned++;
            }

            return;
        }

        int close = StraceArguments.Close(rest, 0);
        if (close < 0)
        {
            Damaged++;
            return;
        }

        Returned(process, syscall, rest[..close], rest[(close + 1)..]);
    }

    private void Resumed(int process, ReadOnlySpan<char> line)
    {
        int mark = line.IndexOf(" resumed>", StringComparison.Ordinal);
        if (mark < 0 || !_pending.Remove(process, out (string Syscall, string Arguments) pending))
        {
            Damaged++;
            return;
        }

        // Brackets that were opened before the interruption close behind it, so the whole text is looked at.
        string text = pending.Arguments + line[(mark + " resumed>".Length)..].ToString();
        int close = StraceArguments.Close(text, 0);
        if (close < 0)
        {
            Damaged++;
            return;
        }

        Returned(process, pending.Syscall, text.AsSpan(0, close), text.AsSpan(close + 1));
    }

    private void Returned(int process, string syscall, ReadOnlySpan<char> arguments, ReadOnlySpan<char> result)
    {
        int equals = result.IndexOf("= ", StringComparison.Ordinal);
        if (equals < 0)
        {
            Damaged++;
            return;
        }

        result = result[(equals + 2)..];
        long nanoseconds = Duration(ref result);
        bool known = Value(result, out long value);
        string file = "";
        if (known && value >= 0 && (syscall.StartsWith("open", StringComparison.Ordinal) || syscall == "creat"))
        {
            file = StraceArguments.ReturnedFile(result);
        }

        file = Fold(file.Length > 0 ? file : StraceArguments.File(syscall, arguments));
        long bytes = known && value >= 0 && StraceArguments.Transfers(syscall) ? value : -1;
        _call = new StraceCall(process, syscall, file, bytes, !known || value < 0, nanoseconds, []);
        if (keepArguments)
        {
            _call = _call with { Arguments = arguments.ToString(), Value = value };
        }
    }

    private void StackLine(ReadOnlySpan<char> line)
    {
        int offset = line.LastIndexOf(" [0x", StringComparison.Ordinal);
        if (_call is null || _stack.Count == MaxStack || offset < 1 || line[^1] != ']'
            || !ulong.TryParse(line[(offset + 4)..^1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong address))
        {
            return;
        }

        ReadOnlySpan<char> place = line[..offset];
        int open = place[^1] == ')' ? place.LastIndexOf('(') : -1;
        if (open < 0)
        {
            return;
        }

        ReadOnlySpan<char> symbol = place[(open + 1)..^1];
        int plus = symbol.LastIndexOf('+');
        _stack.Add(new StraceFrame(Name(place[..open]), Name(plus < 0 ? symbol : symbol[..plus]), address));
    }

    private void Deliver()
    {
        if (_call is not null)
        {
            sink(_stack.Count == 0 ? _call : _call with { Stack = [.. _stack] });
            _call = null;
        }

        _stack.Clear();
    }

    private string Fold(string file)
    {
        if (!_folded.TryGetValue(file, out string? folded))
        {
            folded = SyscallFile.Fold(file);
            if (_folded.Count == MaxNames)
            {
                _folded.Clear();
            }

            _folded.Add(file, folded);
        }

        return folded;
    }

    private string Name(ReadOnlySpan<char> text)
    {
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> names = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!names.TryGetValue(text, out string? name))
        {
            name = text.ToString();
            if (_names.Count < MaxNames)
            {
                _names.Add(name);
            }
        }

        return name;
    }

    /// <summary>Takes the process id off the line; 0, and nothing taken, when the line begins with a time or a name.</summary>
    private static int Number(ref ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> rest = line.StartsWith("[pid ", StringComparison.Ordinal) ? line[5..].TrimStart(' ') : line;
        int digits = rest.IndexOfAnyExceptInRange('0', '9');
        if (digits < 1 || rest[digits] is not (' ' or ']') || !int.TryParse(rest[..digits], CultureInfo.InvariantCulture, out int process))
        {
            return 0;
        }

        line = rest[(digits + 1)..].TrimStart(' ');
        return process;
    }

    /// <summary>Takes the duration (<c>&lt;0.000019&gt;</c>, seconds) off the end, in nanoseconds; 0 when there is none.</summary>
    private static long Duration(ref ReadOnlySpan<char> result)
    {
        int open = result.LastIndexOf('<');
        if (open < 0 || result[^1] != '>'
            || !decimal.TryParse(result[(open + 1)..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds) || seconds > 1_000_000_000)
        {
            return 0;
        }

        result = result[..open].TrimEnd(' ');
        return (long)(seconds * 1_000_000_000);
    }

    private static bool Value(ReadOnlySpan<char> result, out long value)
    {
        int digits = result.Length > 0 && result[0] == '-' ? 1 : 0;
        while (digits < result.Length && char.IsAsciiDigit(result[digits]))
        {
            digits++;
        }

        return long.TryParse(result[..digits], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }
}
