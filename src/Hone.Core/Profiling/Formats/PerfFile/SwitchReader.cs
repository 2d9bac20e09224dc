using System.Buffers.Binary;
using Hone.Profiling.Waiting;

namespace Hone.Profiling.Formats.PerfFile;

/// <summary>The moments at which threads left and came onto CPUs, with what else a recording says of them.</summary>
public sealed record SwitchRecording
{
    /// <summary>What became of the threads' time.</summary>
    public required SwitchTimeline Timeline { get; init; }

    /// <summary>The names of threads by their number.</summary>
    public required IReadOnlyDictionary<int, string> ThreadNames { get; init; }

    /// <summary>How many records the kernel dropped because perf did not keep up.</summary>
    public long Lost { get; init; }

    /// <summary>What could not be read, each as one sentence; empty for a whole recording.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>
/// Reads the context switches of a file of <c>perf record --switch-events</c> (PERF_RECORD_SWITCH, FORK, COMM and EXIT of
/// perf_event_open(2)). One pass; memory holds 24 bytes a switch.
/// </summary>
public static class SwitchReader
{
    private const int Head = 8;

    /// <summary>
    /// Reads a recording from a seekable stream. Bytes that are no recording are a <see cref="Problems.ProblemException"/>;
    /// one that is cut off or damaged gives what was read and a note.
    /// </summary>
    public static SwitchRecording Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        PerfFileHeader header = PerfFileHeader.Read(stream);
        SwitchTimeline timeline = new();
        Dictionary<int, string> names = [];
        List<string> notes = [];
        long lost = 0;
        byte[] bytes = new byte[1 << 16];
        Span<byte> head = stackalloc byte[Head];
        long at = header.DataStart;
        stream.Position = at;
        while (at + Head <= header.DataEnd && stream.ReadAtLeast(head, Head, throwOnEndOfStream: false) == Head)
        {
            PerfRecordType type = (PerfRecordType)BinaryPrimitives.ReadUInt32LittleEndian(head);
            int size = BinaryPrimitives.ReadUInt16LittleEndian(head[6..]);
            Span<byte> body = bytes.AsSpan(0, Math.Max(0, size - Head));
            if (size < Head || at + size > header.DataEnd || stream.ReadAtLeast(body, body.Length, throwOnEndOfStream: false) < body.Length)
            {
                if (header.Closed)
                {
                    notes.Add($"the recording is damaged at byte {at}, and what follows is missing: record it again");
                }

                break;
            }

            at += size;
            PerfRecord record = new(type, BinaryPrimitives.ReadUInt16LittleEndian(head[4..]), body);
            Take(record, header.Events[0], timeline, names, ref lost);
        }

        timeline.Close();
        return new SwitchRecording { Timeline = timeline, ThreadNames = names, Lost = lost, Notes = notes };
    }

    private static void Take(in PerfRecord record, PerfEvent layout, SwitchTimeline timeline, Dictionary<int, string> names, ref long lost)
    {
        switch (record.Type)
        {
            case PerfRecordType.Switch:
                (int process, int thread) = record.Ids(layout);
                if (thread > 0 && record.IsSwitchOut)
                {
                    timeline.Out(record.Time(layout), process, thread, record.IsPreempted);
                }
                else if (thread > 0)
                {
                    timeline.In(record.Time(layout), process, thread);
                }

                break;
            case PerfRecordType.Fork:
                timeline.Fork(record.U64(16), (int)record.U32(0), (int)record.U32(8));
                if (names.TryGetValue((int)record.U32(12), out string? parent))
                {
                    names.TryAdd((int)record.U32(8), parent);
                }

                break;
            case PerfRecordType.Exit:
                timeline.Exit(record.U64(16), (int)record.U32(0), (int)record.U32(8));
                break;
            case PerfRecordType.Comm when record.Time(layout) > 0:
                // perf itself tells the name that the process had before its exec, at the time 0.
                names[(int)record.U32(4)] = record.Text(8);
                if (record.IsExec)
                {
                    timeline.Exec(record.Time(layout), (int)record.U32(0), (int)record.U32(4));
                }

                break;
            case PerfRecordType.Lost:
                lost += (long)Math.Min(record.U64(8), 1UL << 50);
                break;
        }
    }
}
