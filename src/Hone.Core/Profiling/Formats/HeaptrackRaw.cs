using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hone.Profiling.Formats;

/// <summary>
/// Reads heaptrack's raw recording (what <c>libheaptrack_preload.so</c> writes, before <c>heaptrack_interpret</c>) in one pass,
/// from pieces of any size as they arrive. Numbers are hexadecimal. Lines, as written by heaptrack 1.x
/// (KDE/heaptrack, <c>src/track/libheaptrack.cpp</c>):
/// <c>v version format</c>, <c>x length path</c>, <c>X command</c>, <c>I page-size pages</c>,
/// <c>m 1 -</c> (forget all modules), <c>m length name bias (vaddr memsz)*</c>, <c>t address parent-trace</c> (numbered from 1),
/// <c>+ size trace pointer</c>, <c>- pointer</c>, <c>c milliseconds</c>, <c>R pages</c>, <c>A</c>, <c>S suppression</c>.
/// Damaged lines are counted and passed over; a recording that breaks off gives what it held, with a note.
/// </summary>
public sealed class HeaptrackRaw
{
    private const int MaxLine = 1 << 20;
    private const int Fields = 2;
    private const int MaxFormat = 3;
    private const long MaxTotalBytes = 1L << 61;

    private readonly LineFeed _lines = new(MaxLine);
    private readonly LivePointers _live = new();
    private readonly HeaptrackModules _modules = new();
    private readonly List<string> _notes = [];
    private HeaptrackSite[] _nodes = new HeaptrackSite[1 << 10];
    private int _lastNode;
    private long _alive;
    private long _peak;
    private long _epoch = 1;
    private long _bytes;
    private long _events;
    private long _damaged;
    private long _untracked;
    private ulong _lastPointer;
    private byte _lastKind;
    private bool _insideCommand;
    private bool _stopped;
    private string _version = "";

    /// <summary>Reads a whole stream.</summary>
    public static HeaptrackRecording Read(Stream stream)
    {
        HeaptrackRaw raw = new();
        byte[] buffer = new byte[1 << 18];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            raw.Feed(buffer.AsSpan(0, read));
        }

        return raw.Finish();
    }

    /// <summary>Reads the next piece; it may begin and end inside a line.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (!_stopped)
        {
            if (_lines.BetweenLines && !_insideCommand)
            {
                bytes = bytes[Events(bytes)..];
            }

            if (_stopped || !_lines.Next(ref bytes, out ReadOnlySpan<byte> line))
            {
                return;
            }

            Line(line);
        }
    }

    /// <summary>What was read. The reader is done after this.</summary>
    public HeaptrackRecording Finish()
    {
        HeaptrackTrace[] traces = new HeaptrackTrace[_lastNode + 1];
        HeapCost total = default;
        for (int i = 0; i <= _lastNode; i++)
        {
            ref HeaptrackSite node = ref _nodes[i];
            node.Touch(_epoch);
            HeapCost cost = new(node.Allocations, node.Bytes, node.Temporary, node.Current, node.Peak);
            traces[i] = new HeaptrackTrace(node.Address, node.Parent, node.Segment, cost);
            total = new HeapCost(
                total.Allocations + cost.Allocations, total.Bytes + cost.Bytes, total.Temporary + cost.Temporary, total.Leaked + cost.Leaked, total.Peak + cost.Peak);
        }

        AddClosingNotes();
        return new HeaptrackRecording
        {
            Version = _version,
            Executable = _modules.Executable,
            Segments = _modules.Segments,
            Traces = traces,
            Total = total,
            Events = _events,
            Notes = _notes,
        };
    }

    private void AddClosingNotes()
    {
        _damaged += _lines.Overlong;
        if (_damaged > 0)
        {
            _notes.Add($"{_damaged} lines of heaptrack's recording are damaged and were passed over.");
        }

        if (_untracked > 0)
        {
            _notes.Add($"{_untracked} blocks were not followed because too many were alive at once: they count as leaked.");
        }

        // A process that ends in the normal way writes its time and its resident set last.
        if (!_stopped && (_lines.Unfinished || _lastKind is not ((byte)'R' or (byte)'c' or (byte)'m')))
        {
            _notes.Add("The heap recording breaks off: the process was killed or left without its exit handlers, so its last few events are missing and what was alive then counts as leaked.");
        }
    }

    private void Line(ReadOnlySpan<byte> line)
    {
        if (line.Length < 2)
        {
            _lastKind = line.Length == 1 ? line[0] : _lastKind;
            return;
        }

        byte kind = line[0];
        if (_insideCommand)
        {
            // The command line is written raw: an argument that holds line feeds fakes lines, up to the I line that always follows.
            _insideCommand = kind != 'I';
            return;
        }

        _lastKind = kind;
        int at = 2;
        bool sound = line[1] == ' ' && kind switch
        {
            (byte)'+' => Allocated(line, at),
            (byte)'-' => Released(line, at),
            (byte)'t' => Trace(line, at),
            (byte)'m' => _modules.Add(line[2..]),
            (byte)'x' => _modules.SetExecutable(line[2..]),
            (byte)'v' => Version(line, at),
            (byte)'X' => _insideCommand = true,
            (byte)'c' or (byte)'R' or (byte)'I' or (byte)'S' or (byte)'A' or (byte)'#' => true,
            _ => false,
        };
        _damaged += sound ? 0 : 1;
    }

    /// <summary>
    /// Takes allocations and releases as long as one follows the other, which is nearly all of a recording; gives the length of what
    /// was taken. Anything unusual is left for <see cref="Line"/>.
    /// </summary>
    private int Events(ReadOnlySpan<byte> text)
    {
        int start = 0;
        while (text.Length - start >= HexLine.Room && text[start + 1] == ' ' && !_stopped)
        {
            byte kind = text[start];
            HexLine line = new(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), start));
            uint ends = line.EndsFrom(Fields);
            int end = HexLine.End(ends);
            if (kind == '-')
            {
                if (!line.TryNumber(Fields, end, (byte)'\n', out ulong pointer))
                {
                    break;
                }

                Released(pointer);
            }
            else
            {
                ends = HexLine.Rest(ends);
                int second = HexLine.End(ends);
                int third = HexLine.End(HexLine.Rest(ends));
                if (kind != '+' || !line.TryNumber(Fields, end, (byte)' ', out ulong size)
                    || !line.TryNumber(end + 1, second, (byte)' ', out ulong trace)
                    || !line.TryNumber(second + 1, third, (byte)'\n', out ulong pointer) || !Allocated(size, trace, pointer))
                {
                    break;
                }

                end = third;
            }

            _lastKind = kind;
            start += end + 1;
        }

        return start;
    }

    private bool Allocated(ReadOnlySpan<byte> line, int at) =>
        Hex.Next(line, ref at, out ulong size) && Hex.Next(line, ref at, out ulong trace) && Hex.Next(line, ref at, out ulong pointer)
        && Allocated(size, trace, pointer);

    private bool Allocated(ulong size, ulong trace, ulong pointer)
    {
        if (trace > (ulong)_lastNode || size > (ulong)LivePointers.MaxSize || pointer == 0)
        {
            return false;
        }

        _events++;
        ref HeaptrackSite node = ref _nodes[(int)trace];
        node.Touch(_epoch);
        node.Allocations++;
        node.Bytes += (long)size;
        node.Current += (long)size;
        _bytes += (long)size;
        _alive += (long)size;
        if (_alive > _peak)
        {
            _peak = _alive;
            _epoch++;
        }

        _untracked += _live.Put(pointer, (long)size, (int)trace) ? 0 : 1;
        _lastPointer = pointer;
        if (_bytes > MaxTotalBytes)
        {
            Stop("The sizes in the heap recording add up to more than any machine has: it is damaged from there on.");
        }

        return true;
    }

    private bool Released(ReadOnlySpan<byte> line, int at)
    {
        if (!Hex.Next(line, ref at, out ulong pointer))
        {
            return false;
        }

        Released(pointer);
        return true;
    }

    private void Released(ulong pointer)
    {
        _events++;
        if (pointer != 0 && _live.Take(pointer, out long size, out int trace))
        {
            ref HeaptrackSite node = ref _nodes[trace];
            node.Touch(_epoch);
            node.Current -= size;
            node.Temporary += pointer == _lastPointer ? 1 : 0;
            _alive -= size;
        }

        _lastPointer = 0;
    }

    private bool Trace(ReadOnlySpan<byte> line, int at)
    {
        if (!Hex.Next(line, ref at, out ulong address) || !Hex.Next(line, ref at, out ulong parent) || parent > (ulong)_lastNode)
        {
            // The number is used up all the same: later lines count on it.
            address = 0;
            parent = 0;
            _damaged++;
        }

        if (_lastNode == LivePointers.MaxTrace)
        {
            Stop($"The heap recording holds more than {LivePointers.MaxTrace} call sites: what follows was not read.");
            return true;
        }

        if (++_lastNode == _nodes.Length)
        {
            Array.Resize(ref _nodes, _nodes.Length * 2);
        }

        _nodes[_lastNode] = new HeaptrackSite { Address = address, Parent = (int)parent, Segment = _modules.Find(address) };
        return true;
    }

    private bool Version(ReadOnlySpan<byte> line, int at)
    {
        if (_lastNode > 0 || _events > 0)
        {
            Stop("The heap recording begins anew in the middle: another process wrote to the same file, and what follows was not read.");
            return true;
        }

        bool sound = Hex.Next(line, ref at, out ulong version) & Hex.Next(line, ref at, out ulong format);
        _version = $"{(version >> 16) & 0xff}.{(version >> 8) & 0xff}.{version & 0xff}";
        _modules.Format = (int)Math.Min(format, 1000);
        if (_modules.Format > MaxFormat)
        {
            _notes.Add($"The heap recording has format {_modules.Format}; formats up to {MaxFormat} are known, so figures may be wrong: compare with heaptrack_print.");
        }

        return sound;
    }

    private void Stop(string note)
    {
        _notes.Add(note);
        _stopped = true;
    }
}
