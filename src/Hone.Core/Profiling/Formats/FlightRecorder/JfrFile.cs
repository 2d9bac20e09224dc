using Hone.Problems;

namespace Hone.Profiling.Formats.FlightRecorder;

/// <summary>Reads the chunks of a flight recording one after the other; one at a time is held in memory.</summary>
internal static class JfrFile
{
    private const int LargestChunk = 1 << 30;

    /// <summary>Calls <paramref name="each"/> for each chunk that can be understood, and <paramref name="damage"/> for what is missing.</summary>
    /// <exception cref="ProblemException"><c>jfr-unreadable</c>: the bytes are no flight recording.</exception>
    public static void Read(Stream stream, string place, Action<string> damage, Action<JfrChunk> each, CancellationToken cancellation)
    {
        byte[] header = new byte[JfrChunk.HeaderSize];
        long offset = 0;
        while (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) is var got && (got > 0 || offset == 0))
        {
            cancellation.ThrowIfCancellationRequested();
            long size = JfrChunk.Size(header.AsSpan(0, got));
            if (size is < JfrChunk.HeaderSize or > LargestChunk)
            {
                if (offset == 0)
                {
                    throw new ProblemException(new Problem(ExitCode.Usage, "jfr-unreadable",
                        $"{place}: no flight recording of format 2 begins at byte 0", "Give a .jfr file that Java 9 or later, or async-profiler, wrote to its end."));
                }

                damage($"{place}: what stands from byte {offset} on is no part of a flight recording and is missing");
                return;
            }

            byte[] bytes = ReadChunk(stream, header, (int)size);
            if (bytes.Length < size)
            {
                damage($"{place}: the chunk at byte {offset} ends after {bytes.Length} of {size} bytes; what cannot be understood without the rest is missing");
            }

            JfrChunk chunk = new(bytes);
            if (chunk.HasTypes)
            {
                each(chunk);
                if (chunk.Damaged)
                {
                    damage($"{place}: parts of the chunk at byte {offset} cannot be understood and are missing");
                }
            }
            else
            {
                damage($"{place}: the chunk at byte {offset} does not say how its events are laid out (it was not written to its end), and is missing");
            }

            offset += bytes.Length;
        }
    }

    /// <summary>The whole chunk, or what there is of it. The memory grows as bytes arrive: a size that only the header claims costs nothing.</summary>
    private static byte[] ReadChunk(Stream stream, byte[] header, int size)
    {
        using MemoryStream bytes = new();
        bytes.Write(header);
        byte[] buffer = new byte[64 * 1024];
        while (bytes.Length < size && stream.Read(buffer, 0, (int)Math.Min(buffer.Length, size - bytes.Length)) is > 0 and int got)
        {
            bytes.Write(buffer, 0, got);
        }

        return bytes.ToArray();
    }
}
