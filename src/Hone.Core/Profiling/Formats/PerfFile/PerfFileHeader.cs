using System.Buffers.Binary;
using Hone.Problems;

namespace Hone.Profiling.Formats.PerfFile;

/// <summary>Where the parts of a recording lie, and which events it holds (tools/perf/Documentation/perf.data-file-format.txt).</summary>
internal sealed record PerfFileHeader(IReadOnlyList<PerfEvent> Events, long DataStart, long DataEnd, bool Closed, ulong Features)
{
    private const int Size = 104;
    private const int PipeSize = 16;
    private const int SmallestAttribute = 64;
    private const int UserRegistersAt = 80;
    private const int MostEvents = 1024;
    private const int MostIds = 1 << 20;
    private const ulong IdOnAllFlag = 1UL << 18;

    /// <summary>Reads the header. Bytes that are no recording, or one of another kind, are a <see cref="ProblemException"/>.</summary>
    public static PerfFileHeader Read(Stream stream)
    {
        Span<byte> header = stackalloc byte[Size];
        int got = stream.ReadAtLeast(header, Size, throwOnEndOfStream: false);
        if (got < PipeSize || !header[..8].SequenceEqual("PERFILE2"u8))
        {
            throw NotReadable("the file is no perf.data of a little-endian machine", "record it with `perf record -o FILE`");
        }

        ulong headerSize = U64(header, 8);
        if (got < Size || headerSize == PipeSize)
        {
            throw NotReadable("the recording was written to a pipe", "record to a file with -o");
        }

        ulong attributeSize = U64(header, 16);
        ulong attributesAt = U64(header, 24);
        ulong attributes = U64(header, 32);
        ulong dataAt = U64(header, 40);
        ulong data = U64(header, 48);
        ulong length = (ulong)stream.Length;
        if (attributeSize is < SmallestAttribute + 16 or > 4096 || attributes / attributeSize is 0 or > MostEvents || attributesAt > length || dataAt > length)
        {
            throw NotReadable("the header of the recording is damaged", "record it again");
        }

        List<PerfEvent> events = [];
        for (ulong i = 0; i < attributes / attributeSize; i++)
        {
            events.Add(ReadEvent(stream, (long)(attributesAt + (i * attributeSize)), (int)attributeSize));
        }

        // perf fills in the size of the data when it ends; a recording that was killed has none.
        bool closed = data > 0 && data <= length - dataAt;
        return new PerfFileHeader(events, (long)dataAt, closed ? (long)(dataAt + data) : (long)length, closed, U64(header, 72));
    }

    private static PerfEvent ReadEvent(Stream stream, long at, int size)
    {
        byte[] bytes = new byte[size];
        if (!TryReadAt(stream, at, bytes))
        {
            throw NotReadable("the list of events in the recording is cut off", "record it again");
        }

        ulong idsAt = U64(bytes, size - 16);
        ulong idBytes = U64(bytes, size - 8);
        byte[] ids = new byte[idBytes <= MostIds * 8 && idsAt <= (ulong)stream.Length && idBytes <= (ulong)stream.Length - idsAt ? (int)idBytes : 0];
        TryReadAt(stream, (long)idsAt, ids);
        ulong[] numbers = new ulong[ids.Length / 8];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = U64(ids, i * 8);
        }

        return new PerfEvent(
            BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            U64(bytes, 8),
            (SampleFields)U64(bytes, 24),
            U64(bytes, 32),
            (U64(bytes, 40) & IdOnAllFlag) != 0,
            numbers)
        {
            UserRegisters = size >= UserRegistersAt + 8 + 16 ? U64(bytes, UserRegistersAt) : 0,
        };
    }

    private static bool TryReadAt(Stream stream, long at, Span<byte> into)
    {
        if (into.IsEmpty)
        {
            return true;
        }

        stream.Position = at;
        return stream.ReadAtLeast(into, into.Length, throwOnEndOfStream: false) == into.Length;
    }

    private static ulong U64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);

    private static ProblemException NotReadable(string what, string next) => new(new Problem(ExitCode.Usage, "perf-data-format", what, next));
}
