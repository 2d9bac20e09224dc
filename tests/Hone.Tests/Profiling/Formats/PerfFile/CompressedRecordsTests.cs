using System.Buffers.Binary;
using Hone.Profiling.Formats.PerfFile;
using Hone.Tests.Profiling.Formats.NetTrace;
using ZstdSharp;

namespace Hone.Tests.Profiling.Formats.PerfFile;

public sealed class CompressedRecordsTests
{
    [Theory]
    [InlineData(500)]
    [InlineData(5_000)]
    [InlineData(60_000)]
    public void A_compressed_recording_holds_what_the_plain_one_does(int piece)
    {
        PerfRecording plain = PerfFileReader.Read(new MemoryStream(TraceFixture.PerfData));
        PerfRecording packed = PerfFileReader.Read(new MemoryStream(Compress(TraceFixture.PerfData, piece)));
        Assert.Empty(packed.Notes);
        Assert.Equal(plain.Samples, packed.Samples);
        Assert.Equal(plain.ThreadNames, packed.ThreadNames);
        Assert.Equal(plain.Programs.Select(program => program.Mappings.Count), packed.Programs.Select(program => program.Mappings.Count));
        Assert.Equal(Text(plain), Text(packed));
    }

    [Fact]
    public void Damaged_compressed_recordings_neither_crash_nor_hang()
    {
        byte[] good = Compress(TraceFixture.PerfData, 5_000);
        long samples = 0;
        int noted = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            byte[] bad = [.. good];
            Random random = new(seed);
            for (int i = 0; i < 4; i++)
            {
                // Behind the header, so that what is damaged are the records.
                bad[random.Next(4000, bad.Length)] ^= (byte)random.Next(1, 256);
            }

            PerfRecording recording = PerfFileReader.Read(new MemoryStream(bad));
            samples += recording.Samples;
            noted += recording.Notes.Count > 0 ? 1 : 0;
        }

        Assert.True(samples > 0);
        Assert.InRange(noted, 1, 300);
    }

    private static IEnumerable<string> Text(PerfRecording recording) =>
        recording.Stacks.Select(stack => $"{stack.Program} {stack.ThreadId} {stack.ThreadName} {stack.Samples} {stack.Period} {string.Join(' ', stack.Addresses)}");

    /// <summary>The recording as <c>perf record -z</c> writes it: the records' bytes in pieces of one zstd stream, cut anywhere.</summary>
    private static byte[] Compress(byte[] perfData, int piece)
    {
        int dataAt = (int)BinaryPrimitives.ReadUInt64LittleEndian(perfData.AsSpan(40));
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(perfData.AsSpan(48));
        using MemoryStream records = new();
        using Compressor compressor = new();
        byte[] room = new byte[1 << 17];
        byte[] head = new byte[8];
        for (int at = 0; at < length; at += piece)
        {
            int size = Math.Min(piece, length - at);
            compressor.WrapStream(perfData.AsSpan(dataAt + at, size), room, out int used, out int written, isFinalBlock: false);
            Assert.Equal(size, used);
            compressor.FlushStream(room.AsSpan(written), out int flushed, isFinalBlock: false);
            BinaryPrimitives.WriteUInt32LittleEndian(head, 81);
            BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(6), (ushort)(8 + written + flushed));
            records.Write(head);
            records.Write(room, 0, written + flushed);
        }

        // Without the features behind the records, whose places would be others.
        byte[] whole = [.. perfData.AsSpan(0, dataAt), .. records.ToArray()];
        BinaryPrimitives.WriteUInt64LittleEndian(whole.AsSpan(48), (ulong)records.Length);
        whole.AsSpan(72, 32).Clear();
        return whole;
    }
}
