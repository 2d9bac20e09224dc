using System.Buffers.Binary;
using System.Text;

namespace Hone.Profiling.Formats.PerfFile;

/// <summary>The kinds of records that are read (PERF_RECORD_*; from 64 on they are perf's own, tools/perf/util/event.h).</summary>
internal enum PerfRecordType : uint
{
    Mmap = 1,
    Lost = 2,
    Comm = 3,
    Exit = 4,
    Fork = 7,
    Sample = 9,
    Mmap2 = 10,
    LostSamples = 13,
    Switch = 14,
    TracingData = 66,
    AuxTrace = 71,
    Compressed = 81,
}

/// <summary>One record of a recording: its header and its bytes.</summary>
internal readonly ref struct PerfRecord
{
    private const ushort CommExec = 1 << 13;
    private const ushort MappedBuildId = 1 << 14;
    private const ushort SwitchOut = 1 << 13;
    private const ushort SwitchOutPreempt = 1 << 14;
    private const ushort CpuModeMask = 7;
    private const ushort CpuModeKernel = 1;

    private readonly ReadOnlySpan<byte> _body;
    private readonly ushort _misc;

    public PerfRecord(PerfRecordType type, ushort misc, ReadOnlySpan<byte> body)
    {
        Type = type;
        _misc = misc;
        _body = body;
    }

    public PerfRecordType Type { get; }

    public ReadOnlySpan<byte> Body => _body;

    /// <summary>Of a COMM record: the name changed because a program was executed.</summary>
    public bool IsExec => (_misc & CommExec) != 0;

    /// <summary>Of a SWITCH record: the thread left its CPU; else it came onto one.</summary>
    public bool IsSwitchOut => (_misc & SwitchOut) != 0;

    /// <summary>Of a SWITCH record: the thread that left its CPU could have run on.</summary>
    public bool IsPreempted => (_misc & SwitchOutPreempt) != 0;

    /// <summary>The record is about the kernel.</summary>
    public bool IsKernel => (_misc & CpuModeMask) == CpuModeKernel;

    /// <summary>Of a MMAP2 record: the build id of the file as hexadecimal digits, or null when it says the inode instead.</summary>
    public string? BuildId => (_misc & MappedBuildId) != 0 && _body.Length >= 56 && _body[32] is > 0 and <= 20
        ? Convert.ToHexStringLower(_body.Slice(36, _body[32]))
        : null;

    /// <summary>The number at <paramref name="offset"/>; 0 past the end.</summary>
    public uint U32(int offset) => offset >= 0 && offset + 4 <= _body.Length ? BinaryPrimitives.ReadUInt32LittleEndian(_body[offset..]) : 0;

    /// <summary>The number at <paramref name="offset"/>; 0 past the end.</summary>
    public ulong U64(int offset) => offset >= 0 && offset + 8 <= _body.Length ? BinaryPrimitives.ReadUInt64LittleEndian(_body[offset..]) : 0;

    /// <summary>The text at <paramref name="offset"/> up to its zero or the end of the record.</summary>
    public string Text(int offset)
    {
        if (offset >= _body.Length)
        {
            return "";
        }

        ReadOnlySpan<byte> rest = _body[offset..];
        int length = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(length < 0 ? rest : rest[..length]);
    }

    /// <summary>The process and thread it is about, from the fields that perf appends to records other than samples; zeros when they are not there.</summary>
    public (int Process, int Thread) Ids(PerfEvent layout)
    {
        if (!layout.IdOnAll || !layout.Fields.HasFlag(SampleFields.Thread))
        {
            return (0, 0);
        }

        int at = _body.Length - TrailerSize(layout);
        return ((int)U32(at), (int)U32(at + 4));
    }

    /// <summary>When it happened, from the fields that perf appends to records other than samples; 0 when they are not there.</summary>
    public ulong Time(PerfEvent layout)
    {
        if (!layout.IdOnAll || !layout.Fields.HasFlag(SampleFields.Time))
        {
            return 0;
        }

        return U64(_body.Length - TrailerSize(layout) + (layout.Fields.HasFlag(SampleFields.Thread) ? 8 : 0));
    }

    private static int TrailerSize(PerfEvent layout)
    {
        const SampleFields trailer = SampleFields.Thread | SampleFields.Time | SampleFields.Id | SampleFields.StreamId | SampleFields.Cpu | SampleFields.Identifier;
        return 8 * System.Numerics.BitOperations.PopCount((ulong)(layout.Fields & trailer));
    }
}
