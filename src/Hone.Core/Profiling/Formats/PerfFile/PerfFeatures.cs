using System.Text;
using Hone.Profiling.Symbols;

namespace Hone.Profiling.Formats.PerfFile;

/// <summary>
/// What perf writes behind the records when it ends (tools/perf/Documentation/perf.data-file-format.txt, "headers"): build ids,
/// its command line, the names of events. A part that is missing or damaged is empty.
/// </summary>
internal sealed class PerfFeatures
{
    private const int BuildIdFeature = 2;
    private const int CommandLineFeature = 11;
    private const int EventFeature = 12;
    private const int MostBytes = 1 << 24;

    /// <summary>Build ids by path, in hexadecimal digits.</summary>
    public Dictionary<string, string> BuildIds { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of events in their order.</summary>
    public List<string> EventNames { get; } = [];

    /// <summary>The command that recorded.</summary>
    public string CommandLine { get; private set; } = "";

    /// <summary>Reads what is there.</summary>
    public static PerfFeatures Read(Stream stream, PerfFileHeader header)
    {
        PerfFeatures features = new();
        long entry = header.DataEnd;
        for (int feature = 0; header.Closed && feature < 64; feature++)
        {
            if ((header.Features >> feature & 1) == 0)
            {
                continue;
            }

            // A table of (offset, size), one for each feature that is there.
            ByteCursor place = new(Bytes(stream, entry, 16));
            entry += 16;
            ulong offset = place.U64();
            ulong size = place.U64();
            if (feature is BuildIdFeature or CommandLineFeature or EventFeature && !place.Failed && offset <= long.MaxValue && size <= MostBytes)
            {
                byte[] content = Bytes(stream, (long)offset, (int)size);
                features.Take(feature, content);
            }
        }

        return features;
    }

    private static byte[] Bytes(Stream stream, long at, int count)
    {
        if (at > stream.Length - count)
        {
            return [];
        }

        byte[] bytes = new byte[count];
        stream.Position = at;
        return stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count ? bytes : [];
    }

    private void Take(int feature, ReadOnlySpan<byte> content)
    {
        ByteCursor cursor = new(content);
        if (feature == BuildIdFeature)
        {
            TakeBuildIds(cursor);
        }
        else if (feature == CommandLineFeature)
        {
            List<string> words = [];
            for (uint left = cursor.U32(); left > 0 && !cursor.AtEnd && !cursor.Failed; left--)
            {
                words.Add(Encoding.UTF8.GetString(Bytes(ref cursor)));
            }

            CommandLine = string.Join(' ', words);
        }
        else
        {
            uint events = cursor.U32();
            uint size = cursor.U32();
            for (; events > 0 && !cursor.AtEnd && !cursor.Failed; events--)
            {
                cursor.Skip(size);
                uint ids = cursor.U32();
                EventNames.Add(Encoding.UTF8.GetString(PerfHeaderParser.WithoutModifier(Bytes(ref cursor))));
                cursor.Skip(8UL * ids);
            }
        }
    }

    private void TakeBuildIds(ByteCursor cursor)
    {
        while (!cursor.AtEnd && !cursor.Failed)
        {
            cursor.Skip(4);
            uint both = cursor.U32();
            uint size = both >> 16;
            cursor.Skip(4);
            ReadOnlySpan<byte> id = cursor.Take(24);
            ReadOnlySpan<byte> name = cursor.Take(Math.Max(36, size) - 36);
            if (!cursor.Failed)
            {
                // From 5.10 on the length stands behind the 20 bytes (PERF_RECORD_MISC_BUILD_ID_SIZE).
                int length = (both & 1 << 15) != 0 && id[20] is > 0 and <= 20 ? id[20] : 20;
                int end = name.IndexOf((byte)0);
                BuildIds[Encoding.UTF8.GetString(end < 0 ? name : name[..end])] = Convert.ToHexStringLower(id[..length]);
            }
        }
    }

    /// <summary>A text with its room before it and zeros behind it.</summary>
    private static ReadOnlySpan<byte> Bytes(ref ByteCursor cursor)
    {
        ReadOnlySpan<byte> bytes = cursor.Take(cursor.U32());
        int end = bytes.IndexOf((byte)0);
        return end < 0 ? bytes : bytes[..end];
    }
}
