using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Hone.Profiling.Formats.PerfFile;

/// <summary>Takes samples apart; the fields stand in a fixed order, each there or not (perf_event_open(2), PERF_RECORD_SAMPLE).</summary>
internal sealed class SampleLayout
{
    private const ulong ReadEnabled = 1;
    private const ulong ReadRunning = 2;
    private const ulong ReadId = 4;
    private const ulong ReadGroup = 8;
    private const ulong ReadLost = 16;

    private readonly IReadOnlyList<PerfEvent> _events;
    private readonly Dictionary<ulong, int> _eventOfId = [];

    public SampleLayout(IReadOnlyList<PerfEvent> events)
    {
        _events = events;
        for (int i = 0; i < events.Count; i++)
        {
            foreach (ulong id in events[i].Ids)
            {
                _eventOfId[id] = i;
            }
        }
    }

    /// <summary>
    /// The head of a sample and the bytes of its call chain, with the kernel's context markers, leaf first; without a
    /// recorded chain it is the sampled address alone. <paramref name="rest"/> is what follows the chain. False when the record
    /// is too short for its layout.
    /// </summary>
    public bool TryRead(ReadOnlySpan<byte> body, out PerfSample sample, out ReadOnlySpan<ulong> chain, out ReadOnlySpan<byte> rest)
    {
        rest = default;
        sample = default;
        chain = default;
        int index = EventOf(body);
        PerfEvent layout = _events[index];
        SampleFields fields = layout.Fields;
        int at = 0;
        bool Skip(SampleFields field) => fields.HasFlag(field);

        at += Skip(SampleFields.Identifier) ? 8 : 0;
        int addressAt = at;
        at += Skip(SampleFields.Address) ? 8 : 0;
        int threadAt = at;
        at += Skip(SampleFields.Thread) ? 8 : 0;
        int timeAt = at;
        at += Skip(SampleFields.Time) ? 8 : 0;
        at += Skip(SampleFields.DataAddress) ? 8 : 0;
        at += Skip(SampleFields.Id) ? 8 : 0;
        at += Skip(SampleFields.StreamId) ? 8 : 0;
        at += Skip(SampleFields.Cpu) ? 8 : 0;
        int periodAt = at;
        at += Skip(SampleFields.Period) ? 8 : 0;
        if (at > body.Length || (Skip(SampleFields.Read) && !TrySkipRead(body, layout.ReadFormat, ref at)))
        {
            return false;
        }

        sample = new PerfSample(
            index,
            Skip(SampleFields.Thread) ? BinaryPrimitives.ReadInt32LittleEndian(body[threadAt..]) : 0,
            Skip(SampleFields.Thread) ? BinaryPrimitives.ReadInt32LittleEndian(body[(threadAt + 4)..]) : 0,
            Skip(SampleFields.Time) ? BinaryPrimitives.ReadUInt64LittleEndian(body[timeAt..]) : 0,
            Skip(SampleFields.Period) ? (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(body[periodAt..]), 1UL << 50) : 1);
        if (!Skip(SampleFields.CallChain))
        {
            chain = Skip(SampleFields.Address) ? MemoryMarshal.Cast<byte, ulong>(body.Slice(addressAt, 8)) : default;
            rest = body[at..];
            return true;
        }

        if (body.Length - at < 8)
        {
            return false;
        }

        ulong count = BinaryPrimitives.ReadUInt64LittleEndian(body[at..]);
        if (count > (ulong)(body.Length - at - 8) / 8)
        {
            return false;
        }

        chain = MemoryMarshal.Cast<byte, ulong>(body.Slice(at + 8, (int)count * 8));
        rest = body[(at + 8 + ((int)count * 8))..];
        return true;
    }

    /// <summary>Where several events were recorded, all have the same fields up to the number that tells them apart.</summary>
    private int EventOf(ReadOnlySpan<byte> body)
    {
        if (_events.Count == 1)
        {
            return 0;
        }

        SampleFields fields = _events[0].Fields;
        const SampleFields beforeId = SampleFields.Address | SampleFields.Thread | SampleFields.Time | SampleFields.DataAddress;
        int at = fields.HasFlag(SampleFields.Identifier) ? 0
            : fields.HasFlag(SampleFields.Id) ? 8 * System.Numerics.BitOperations.PopCount((ulong)(fields & beforeId))
            : int.MaxValue - 8;
        return at + 8 <= body.Length && _eventOfId.TryGetValue(BinaryPrimitives.ReadUInt64LittleEndian(body[at..]), out int index) ? index : 0;
    }

    private static bool TrySkipRead(ReadOnlySpan<byte> body, ulong format, ref int at)
    {
        int times = (int)(format & ReadEnabled) + (int)((format & ReadRunning) >> 1);
        int each = 1 + ((format & ReadId) != 0 ? 1 : 0) + ((format & ReadLost) != 0 ? 1 : 0);
        ulong values = (ulong)(times + each);
        if ((format & ReadGroup) != 0)
        {
            if (body.Length - at < 8)
            {
                return false;
            }

            ulong members = BinaryPrimitives.ReadUInt64LittleEndian(body[at..]);
            values = members > (ulong)body.Length ? ulong.MaxValue : 1 + (ulong)times + (members * (ulong)each);
        }

        if (values > (ulong)(body.Length - at) / 8)
        {
            return false;
        }

        at += (int)values * 8;
        return true;
    }
}
