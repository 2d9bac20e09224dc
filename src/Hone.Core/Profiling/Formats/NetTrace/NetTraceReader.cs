using Hone.Problems;

namespace Hone.Profiling.Formats.NetTrace;

/// <summary>
/// Reads the trace that a .NET runtime streams over EventPipe: format versions 4 and 5, as Microsoft describes them in
/// <c>src/TraceEvent/EventPipe/NetTraceFormat_v5.md</c> of the PerfView repository. One forward pass; memory is bounded
/// by one block and the stacks between two sequence points.
/// </summary>
public sealed class NetTraceReader
{
    private const byte NullReference = 1;
    private const byte BeginObject = 5;
    private const byte EndObject = 6;
    private const int NewestKnownFormat = 5;

    private readonly ObjectStream _stream;
    private readonly NetTraceHandler _handler;
    private readonly Dictionary<int, EventKind> _kinds = [];
    private readonly Dictionary<int, ulong[]> _stacks = [];
    private readonly SequenceNumbers _sequence = new();
    private int _pointerSize = 8;
    private int _processId;
    private double _nanosecondsPerTick = 1;
    private long _events;
    private long _missingStacks;

    private NetTraceReader(Stream stream, NetTraceHandler handler)
    {
        _stream = new ObjectStream(stream);
        _handler = handler;
    }

    /// <summary>
    /// Hands every event of <paramref name="stream"/> to <paramref name="handler"/>. Bytes that are no trace at all, or a
    /// trace of a newer format, are a <see cref="ProblemException"/>; a trace that ends early or is damaged gives the
    /// events before the damage and says so in the summary.
    /// </summary>
    public static NetTraceSummary Read(Stream stream, NetTraceHandler handler)
    {
        NetTraceReader reader = new(stream, handler);
        reader.ReadSignature();
        string? damage = reader.ReadObjects();
        return new NetTraceSummary
        {
            ProcessId = reader._processId,
            Events = reader._events,
            Dropped = reader._sequence.Dropped,
            MissingStacks = reader._missingStacks,
            Complete = damage is null,
            Damage = damage,
        };
    }

    private static ProblemException NotATrace(string found) => new(new Problem(
        ExitCode.Usage,
        "nettrace-format",
        $"{found}; expected the nettrace format, version 4 or 5",
        "record it again with a .NET 5 or later runtime"));

    private void ReadSignature()
    {
        Span<byte> magic = stackalloc byte[8];
        if (!_stream.TryBytes(magic) || !magic.SequenceEqual("Nettrace"u8))
        {
            throw NotATrace("the file does not start with \"Nettrace\"");
        }

        if (!_stream.TryText(out string serializer) || serializer != "!FastSerialization.1")
        {
            throw NotATrace("the file starts like a trace but is not serialized as one of version 4 or 5");
        }
    }

    private string? ReadObjects()
    {
        while (true)
        {
            long start = _stream.Position;
            if (!_stream.TryByte(out byte tag))
            {
                return $"the trace ends at byte {start} without an end mark";
            }

            if (tag == NullReference)
            {
                return null;
            }

            if (tag != BeginObject || !TryTypeName(out string type, out int oldestReader))
            {
                return $"no object starts at byte {start}";
            }

            if (type == "Trace" && oldestReader > NewestKnownFormat)
            {
                throw NotATrace($"the trace needs a reader of format version {oldestReader}");
            }

            bool read = type switch
            {
                "Trace" => TryTrace(),
                "EventBlock" or "MetadataBlock" or "StackBlock" or "SPBlock" => TryBlock(type),
                _ => false,
            };
            if (!read || !_stream.TryByte(out byte end) || end != EndObject)
            {
                return $"the {(type.Length == 0 ? "object" : type)} at byte {start} is cut off or damaged";
            }
        }
    }

    private bool TryTypeName(out string type, out int oldestReader)
    {
        type = "";
        oldestReader = 0;
        return _stream.TryByte(out byte begin) && begin == BeginObject
            && _stream.TryByte(out byte typeOfType) && typeOfType == NullReference
            && _stream.TryInt(out _)
            && _stream.TryInt(out oldestReader)
            && _stream.TryText(out type)
            && _stream.TryByte(out byte end) && end == EndObject;
    }

    private bool TryTrace()
    {
        Span<byte> fields = stackalloc byte[48];
        if (!_stream.TryBytes(fields))
        {
            return false;
        }

        ByteCursor cursor = new(fields);
        cursor.Skip(16 + 8); // the start, as a date and as ticks
        long frequency = (long)cursor.U64();
        _pointerSize = cursor.I32();
        _processId = cursor.I32();
        if (frequency <= 0 || _pointerSize is not (4 or 8))
        {
            return false;
        }

        _nanosecondsPerTick = 1e9 / frequency;
        return true;
    }

    private bool TryBlock(string type)
    {
        // A block that is cut off is still read as far as it goes: its first events are whole.
        bool whole = _stream.TryBlock(out ReadOnlySpan<byte> block);
        return type switch
        {
            "EventBlock" => TryEvents(block, metadata: false),
            "MetadataBlock" => TryEvents(block, metadata: true),
            "StackBlock" => TryStacks(block),
            _ => TrySequencePoint(block),
        } && whole;
    }

    private bool TryEvents(ReadOnlySpan<byte> block, bool metadata)
    {
        ByteCursor cursor = new(block);
        int headerSize = cursor.U16();
        bool compressed = (cursor.U16() & 1) != 0;
        cursor.Skip(headerSize - 4);
        EventHeader header = default;
        while (!cursor.Failed && cursor.Remaining > 0)
        {
            if (compressed)
            {
                header.ReadCompressed(ref cursor);
            }
            else
            {
                header.ReadFull(ref cursor);
            }

            ReadOnlySpan<byte> payload = cursor.Take(header.PayloadSize);
            if (!compressed)
            {
                cursor.Skip(Math.Min(-cursor.Position & 3, cursor.Remaining));
            }

            if (cursor.Failed || !(metadata ? TryKind(payload) : TryEvent(header, payload)))
            {
                return false;
            }
        }

        return !cursor.Failed;
    }

    private bool TryKind(ReadOnlySpan<byte> payload)
    {
        ByteCursor cursor = new(payload);
        int metadataId = cursor.I32();
        string provider = cursor.Utf16();
        int id = cursor.I32();
        string name = cursor.Utf16();
        cursor.Skip(8); // the keywords
        int version = cursor.I32();
        if (!cursor.Failed)
        {
            _kinds[metadataId] = new EventKind(provider, id, version, name);
        }

        return !cursor.Failed;
    }

    private bool TryEvent(in EventHeader header, ReadOnlySpan<byte> payload)
    {
        if (!_kinds.TryGetValue(header.MetadataId, out EventKind? kind))
        {
            return false;
        }

        _events++;
        _sequence.Seen(header.CaptureThread, header.Sequence);
        ulong[]? stack = [];
        if (header.StackId != 0 && !_stacks.TryGetValue(header.StackId, out stack))
        {
            _missingStacks++;
        }

        _handler(new NetTraceEvent
        {
            Kind = kind,
            ThreadId = header.Thread,
            Nanoseconds = (long)(header.Time * _nanosecondsPerTick),
            Stack = stack,
            Payload = payload,
            PointerSize = _pointerSize,
        });
        return true;
    }

    private bool TryStacks(ReadOnlySpan<byte> block)
    {
        ByteCursor cursor = new(block);
        int id = cursor.I32();
        int count = cursor.I32();
        for (int i = 0; i < count && !cursor.Failed; i++)
        {
            ReadOnlySpan<byte> bytes = cursor.Take(cursor.I32());
            ulong[] stack = new ulong[bytes.Length / _pointerSize];
            ByteCursor addresses = new(bytes);
            for (int j = 0; j < stack.Length; j++)
            {
                stack[j] = addresses.Pointer(_pointerSize);
            }

            _stacks[unchecked(id + i)] = stack;
        }

        return !cursor.Failed;
    }

    private bool TrySequencePoint(ReadOnlySpan<byte> block)
    {
        _stacks.Clear(); // no event refers to a stack across a sequence point
        ByteCursor cursor = new(block);
        cursor.Skip(8); // the time
        int count = cursor.I32();
        for (int i = 0; i < count && !cursor.Failed; i++)
        {
            long thread = (long)cursor.U64();
            _sequence.Reached(thread, cursor.U32());
        }

        return !cursor.Failed;
    }
}
