using System.Buffers.Binary;
using Hone.Problems;
using Hone.Profiling.Formats.PerfFile;
using Hone.Profiling.Waiting;

namespace Hone.Tests.Profiling.Formats.PerfFile;

public sealed class SwitchReaderTests
{
    [Fact]
    public void Switches_become_the_life_of_a_thread()
    {
        SwitchRecording recording = SwitchReader.Read(new MemoryStream(File()));
        RunTimes times = recording.Timeline.Times()!;
        Assert.Equal((1000L, 300L, 600L, 100L), (times.Main.Wall.Nanoseconds, times.Main.OnCpu.Nanoseconds, times.Main.Blocked.Nanoseconds, times.Main.Preempted.Nanoseconds));
        Assert.Equal("app", recording.ThreadNames[7]);
        Assert.Equal(3, recording.Lost);
        Assert.Empty(recording.Notes);
    }

    [Fact]
    public void A_recording_that_is_cut_off_gives_what_was_there_with_a_note()
    {
        byte[] whole = File();
        BinaryPrimitives.WriteUInt16LittleEndian(whole.AsSpan(whole.Length - 48 + 6), 200);
        SwitchRecording recording = SwitchReader.Read(new MemoryStream(whole));
        Assert.Contains(recording.Notes, static note => note.StartsWith("the recording is damaged at byte", StringComparison.Ordinal));
        Assert.Equal(900, recording.Timeline.Times()!.Main.Wall.Nanoseconds);
    }

    [Fact]
    public void Damaged_recordings_are_read_or_refused()
    {
        byte[] good = File();
        Random random = new(12);
        for (int i = 0; i < 20_000; i++)
        {
            try
            {
                SwitchRecording recording = SwitchReader.Read(new MemoryStream(Mutation.Of(good, random)));
                Assert.All(recording.Timeline.Lives, static life => Assert.Equal(life.Wall.Nanoseconds, life.OnCpu + life.Waits.Sum(static wait => wait.Nanoseconds)));
            }
            catch (ProblemException error)
            {
                Assert.Equal("perf-data-format", error.Problem.Rule);
            }
        }
    }

    /// <summary>One event with thread and time on all records; a thread that executes, is preempted, blocks and ends.</summary>
    private static byte[] File()
    {
        List<byte> data = [];
        Record(3, 1 << 13, [.. U32(7), .. U32(7), .. "app\0\0\0\0\0"u8], 100);
        Record(14, (1 << 13) | (1 << 14), [], 200);
        Record(14, 0, [], 300);
        Record(14, 1 << 13, [], 400);
        Record(2, 0, [.. U64(1), .. U64(3)], 500);
        Record(14, 0, [], 1000);
        Record(4, 0, [.. U32(7), .. U32(1), .. U32(7), .. U32(1), .. U64(1100)], 1100);
        const int header = 104;
        const int attribute = 128 + 16;
        byte[] attributes = new byte[attribute];
        BinaryPrimitives.WriteUInt32LittleEndian(attributes, 1);
        BinaryPrimitives.WriteUInt64LittleEndian(attributes.AsSpan(24), 2 | 4); // thread and time
        BinaryPrimitives.WriteUInt64LittleEndian(attributes.AsSpan(40), 1 << 18); // on all records
        byte[] head = new byte[header];
        "PERFILE2"u8.CopyTo(head);
        BinaryPrimitives.WriteUInt64LittleEndian(head.AsSpan(8), header);
        BinaryPrimitives.WriteUInt64LittleEndian(head.AsSpan(16), attribute);
        BinaryPrimitives.WriteUInt64LittleEndian(head.AsSpan(24), header);
        BinaryPrimitives.WriteUInt64LittleEndian(head.AsSpan(32), attribute);
        BinaryPrimitives.WriteUInt64LittleEndian(head.AsSpan(40), header + attribute);
        BinaryPrimitives.WriteUInt64LittleEndian(head.AsSpan(48), (ulong)data.Count);
        return [.. head, .. attributes, .. data];

        void Record(uint type, int misc, byte[] body, ulong time)
        {
            data.AddRange(U32(type));
            data.AddRange(BitConverter.GetBytes((ushort)misc));
            data.AddRange(BitConverter.GetBytes((ushort)(8 + body.Length + 16)));
            data.AddRange(body);
            data.AddRange(U32(7));
            data.AddRange(U32(7));
            data.AddRange(U64(time));
        }
    }

    private static byte[] U32(uint value) => BitConverter.GetBytes(value);

    private static byte[] U64(ulong value) => BitConverter.GetBytes(value);
}
