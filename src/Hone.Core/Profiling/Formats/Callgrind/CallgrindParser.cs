using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Hone.Profiling.Formats.Input;
using Hone.Profiling.Symbols;

namespace Hone.Profiling.Formats.Callgrind;

/// <summary>Reads the lines of a callgrind file into a call graph (valgrind manual, "Callgrind Format Specification"): its first event only.</summary>
internal sealed class CallgrindParser
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Object, string Function), int> _functions = [];
    private string _object = "";
    private string? _calledObject;
    private string _called = "";
    private int _current = -1;
    private int _positions = 1;
    private bool _callCost;
    private long _letters;

    /// <summary>What was read.</summary>
    public CallGraph Graph { get; } = new();

    /// <summary>The names of the events; the first is read.</summary>
    public IReadOnlyList<string> Events { get; private set; } = [];

    /// <summary>The program that wrote the file.</summary>
    public string Creator { get; private set; } = "callgrind";

    /// <summary>Takes one line; false when it makes no sense.</summary>
    public bool Take(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line[0] == (byte)'#')
        {
            return true;
        }

        return line[0] is (>= (byte)'0' and <= (byte)'9') or (byte)'+' or (byte)'-' or (byte)'*' ? Cost(line) : Field(line);
    }

    private bool Field(ReadOnlySpan<byte> line)
    {
        int end = line.IndexOfAny((byte)'=', (byte)':');
        if (end < 0)
        {
            return false;
        }

        string value = Encoding.UTF8.GetString(line[(end + 1)..]).Trim();
        switch (Encoding.ASCII.GetString(line[..(end + 1)]))
        {
            case "events:":
                Events = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                break;
            case "positions:":
                _positions = Math.Max(1, value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
                break;
            case "creator:":
                Creator = value;
                break;
            case "ob=":
                _object = Name("ob", value);
                break;
            case "cob=":
                _calledObject = Name("ob", value);
                break;
            case "fl=" or "fi=" or "fe=" or "cfi=" or "cfl=":
                Name("fl", value);
                break;
            case "fn=":
                _current = Function(_object, Name("fn", value));
                _callCost = false;
                break;
            case "cfn=":
                _called = Name("fn", value);
                break;
            case "calls=":
                _callCost = true;
                break;
        }

        return true;
    }

    private bool Cost(ReadOnlySpan<byte> line)
    {
        bool call = _callCost;
        _callCost = false;
        for (int i = 0; i < _positions; i++)
        {
            int blank = line.IndexOf((byte)' ');
            line = blank < 0 ? [] : line[(blank + 1)..].TrimStart((byte)' ');
        }

        // Values that are missing at the end are zero.
        bool number = Utf8Parser.TryParse(line, out long cost, out int length) && (length == line.Length || line[length] is (byte)' ' or (byte)'\t');
        if (_current < 0 || (!number && !line.IsEmpty))
        {
            return false;
        }

        if (!call)
        {
            return Graph.Spend(_current, cost);
        }

        int callee = Function(_calledObject ?? _object, _called);
        _calledObject = null;
        return Graph.Call(_current, callee, cost);
    }

    /// <summary>A name, which the file writes once with a number, <c>(12) main</c>, and later by its number alone.</summary>
    private string Name(string table, string text)
    {
        int close = text.StartsWith('(') ? text.IndexOf(')', StringComparison.Ordinal) : -1;
        if (close < 2 || !int.TryParse(text.AsSpan(1, close - 1), NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return text;
        }

        string key = table + text[..close];
        if (close + 1 < text.Length)
        {
            _letters += text.Length;
            if (_letters > TooLarge.MostLetters)
            {
                throw TooLarge.Problem("names");
            }

            _names[key] = text[(close + 1)..].TrimStart();
        }

        return _names.GetValueOrDefault(key, "");
    }

    private int Function(string file, string name)
    {
        if (!_functions.TryGetValue((file, name), out int number))
        {
            string module = file[(file.LastIndexOf('/') + 1)..];
            module = module == "???" ? "" : module;
            bool unknown = name.Length == 0 || name == "???" || name.StartsWith("0x", StringComparison.Ordinal);
            number = Graph.Add(unknown ? NativeImage.UnknownFrame(module) : FrameGuess.Of(SymbolName.Clean(name), module));
            _functions.Add((file, name), number);
        }

        return number;
    }
}
