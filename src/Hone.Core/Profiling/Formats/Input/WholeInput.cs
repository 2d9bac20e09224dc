using Hone.Problems;

namespace Hone.Profiling.Formats.Input;

/// <summary>The bytes of an input whose reader needs them all at once.</summary>
internal static class WholeInput
{
    /// <summary>Such files are written by one process at its end; larger ones were not seen.</summary>
    private const int MostBytes = 512 << 20;

    /// <summary>Reads to the end; more than 512 MiB is a <see cref="ProblemException"/>.</summary>
    public static ReadOnlyMemory<byte> Read(Stream stream, string place, CancellationToken cancellation)
    {
        byte[] bytes = new byte[1 << 16];
        int length = 0;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            int read = stream.Read(bytes.AsSpan(length));
            if (read == 0)
            {
                return bytes.AsMemory(0, length);
            }

            length += read;
            if (length > MostBytes)
            {
                throw new ProblemException(new Problem(ExitCode.Usage, "profile-too-large", $"the file is longer than {MostBytes >> 20} MiB, and this format is read in one piece", "record for a shorter time") { Place = place });
            }

            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, (int)Math.Min(2L * length, MostBytes + 1L));
            }
        }
    }
}
