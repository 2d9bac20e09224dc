using System.Text;
using Hone.Problems;

namespace Hone.Measurement.Series;

/// <summary>
/// Reads one series of numbers from a file of figures: one number a line, CSV, JSON or JSON lines, which shows in its first letter.
/// </summary>
public static class SeriesFile
{
    private const int LargestJson = 256 << 20;
    private const int MostSpace = 1 << 16;

    /// <summary>Reads to the end.</summary>
    /// <param name="stream">The file; it need not be seekable.</param>
    /// <param name="place">Its name, for errors.</param>
    /// <param name="choice">Which columns.</param>
    /// <exception cref="ProblemException">The file is not as it must be, with the place.</exception>
    public static ReadSeries Read(Stream stream, string place, SeriesChoice choice)
    {
        using BufferedStream buffered = new(stream, 1 << 16);
        List<byte> head = [];
        int first = buffered.ReadByte();
        while (head.Count < MostSpace && first is (' ' or '\t' or '\r' or '\n' or 0xEF or 0xBB or 0xBF))
        {
            // A byte order mark is passed over; spaces and line ends count for columns and places.
            if (first < 0x80)
            {
                head.Add((byte)first);
            }

            first = buffered.ReadByte();
        }

        if (first is not ('[' or '{'))
        {
            head.AddRange(first < 0 ? [] : [(byte)first]);
            using StreamReader text = new(new HeadedStream([.. head], buffered), Encoding.UTF8, false, 1 << 16, leaveOpen: true);
            return DelimitedSeries.Read(text, place, choice);
        }

        using MemoryStream bytes = new();
        bytes.Write([.. head, (byte)first]);
        byte[] buffer = new byte[1 << 16];
        for (int count = buffered.Read(buffer); count > 0; count = buffered.Read(buffer))
        {
            if (bytes.Length + count > LargestJson)
            {
                throw new ProblemException(new(ExitCode.Usage, "series-too-long", "the JSON is larger than 256 MiB", "give one number a line, or CSV: those may be longer") { Place = place });
            }

            bytes.Write(buffer, 0, count);
        }

        return JsonSeries.Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), place, choice);
    }
}
