using System.Buffers.Binary;

namespace Hone.Profiling.Formats.FlightRecorder;

/// <summary>
/// One chunk of a flight recording, which stands alone: a header of 68 bytes, events, the constant pools that they refer to, and
/// the description of all types (openjdk, jdk.jfr.internal.consumer.ChunkHeader; format 2.x).
/// </summary>
internal sealed class JfrChunk
{
    /// <summary>How many bytes the header has.</summary>
    public const int HeaderSize = 68;

    private const int CheckpointEvent = 1;
    private const int MaxPools = 1 << 16;

    private readonly byte[] _bytes;
    private readonly Dictionary<long, JfrType> _types;
    private readonly JfrValues _values;
    private readonly Dictionary<(long Type, long Key), int> _constants = [];
    private readonly Dictionary<string, JfrType?> _named = new(StringComparer.Ordinal);

    /// <summary>Takes a whole chunk, or what there is of it.</summary>
    public JfrChunk(byte[] bytes)
    {
        _bytes = bytes;
        long metadata = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(24));
        _types = metadata >= HeaderSize && metadata < bytes.Length ? JfrTypes.Read(bytes.AsSpan((int)metadata)) : [];
        _values = new JfrValues(_types);
        ReadConstants(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(16)));
    }

    /// <summary>The types were found; without them no event can be understood.</summary>
    public bool HasTypes => _types.Count > 0;

    /// <summary>Bytes made no sense somewhere; what stands behind them is missing.</summary>
    public bool Damaged { get; private set; }

    /// <summary>Ticks of the clock that events are timed with, a second.</summary>
    public long TicksPerSecond => BinaryPrimitives.ReadInt64BigEndian(_bytes.AsSpan(56));

    /// <summary>The size of a chunk by its header; 0 when the bytes are no header of a format that is known.</summary>
    public static long Size(ReadOnlySpan<byte> header) =>
        header.Length >= HeaderSize && header.StartsWith("FLR\0"u8) && BinaryPrimitives.ReadUInt16BigEndian(header[4..]) == 2
            ? Math.Max(0, BinaryPrimitives.ReadInt64BigEndian(header[8..]))
            : 0;

    /// <summary>Calls back for each event of a type that <paramref name="wanted"/> names, with the values of its fields.</summary>
    public void Events(Func<string, bool> wanted, Action<string, object?[]> each)
    {
        HashSet<long> chosen = [.. _types.Values.Where(type => wanted(type.Name)).Select(type => type.Id)];
        JfrCursor cursor = new(_bytes);
        cursor.MoveTo(HeaderSize);
        while (cursor.Remaining > 0 && !cursor.Failed)
        {
            int start = cursor.Position;
            long size = cursor.Var();
            long type = cursor.Var();
            if (size < cursor.Position - start || size > _bytes.Length - start)
            {
                Damaged = true;
                return;
            }

            if (chosen.Contains(type))
            {
                JfrCursor one = new(_bytes.AsSpan(0, (int)(start + size)));
                one.MoveTo(cursor.Position);
                object? values = _values.Read(ref one, _types[type]);
                Damaged |= one.Failed;
                if (!one.Failed && values is object?[] fields)
                {
                    each(_types[type].Name, fields);
                }
            }

            cursor.MoveTo(start + size);
        }
    }

    /// <summary>The name of the type with a number; null when there is none.</summary>
    public string? NameOf(long type) => _types.GetValueOrDefault(type)?.Name;

    /// <summary>
    /// A field of a value with fields, or of the constant that it refers to: itself a reference where it stands in a pool; null
    /// when there is no such field, or the value is of another type.
    /// </summary>
    public object? Field(object? value, string type, string field) =>
        TypeNamed(type) is JfrType of && of.Field(field) is >= 0 and int index && Resolve(value) is object?[] values && values.Length == of.Fields.Count
            ? values[index]
            : null;

    /// <summary>The value that a reference stands for, read anew each time; any other value as it is.</summary>
    public object? Resolve(object? value)
    {
        if (value is not JfrReference reference)
        {
            return value;
        }

        if (!_constants.TryGetValue((reference.Type, reference.Key), out int at))
        {
            return null;
        }

        JfrCursor cursor = new(_bytes);
        cursor.MoveTo(at);
        return _values.Read(ref cursor, _types[reference.Type]);
    }

    private JfrType? TypeNamed(string name)
    {
        if (!_named.TryGetValue(name, out JfrType? type))
        {
            type = _types.Values.FirstOrDefault(each => each.Name == name);
            _named.Add(name, type);
        }

        return type;
    }

    /// <summary>Reads the pools from the last one back to the first; each says how far before it the one before stands.</summary>
    private void ReadConstants(long at)
    {
        HashSet<long> seen = [];
        while (at >= HeaderSize && at < _bytes.Length && seen.Add(at) && seen.Count < MaxPools)
        {
            JfrCursor cursor = new(_bytes);
            cursor.MoveTo(at);
            _ = cursor.Var();
            if (cursor.Var() != CheckpointEvent)
            {
                Damaged = true;
                return;
            }

            _ = cursor.Var();
            _ = cursor.Var();
            long delta = cursor.Var();
            _ = cursor.U8();
            int pools = cursor.Count();
            for (int i = 0; i < pools && !cursor.Failed; i++)
            {
                ReadPool(ref cursor);
            }

            Damaged |= cursor.Failed;
            at = delta == 0 ? -1 : at + delta;
        }
    }

    private void ReadPool(ref JfrCursor cursor)
    {
        long number = cursor.Var();
        int count = cursor.Count();
        if (!_types.TryGetValue(number, out JfrType? type))
        {
            cursor.MoveTo(-1);
            return;
        }

        for (int i = 0; i < count && !cursor.Failed; i++)
        {
            long key = cursor.Var();
            _constants.TryAdd((number, key), cursor.Position);
            _values.Skip(ref cursor, type);
        }
    }
}
