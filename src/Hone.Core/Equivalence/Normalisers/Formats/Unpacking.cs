using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Hone.Equivalence.Normalisers.Formats;

/// <summary>The contents of gzip (RFC 1952), zip and tar files: what was packed, without the container's times, order and compression.</summary>
internal static class Unpacking
{
    private static ReadOnlySpan<byte> Gzip => [0x1f, 0x8b];

    private static ReadOnlySpan<byte> Zip => "PK"u8;

    /// <summary>
    /// The content of a gzip file; of a zip or tar file a line for each entry, sorted by name, with its content behind it. A gzip
    /// file that holds a tar file is unpacked twice.
    /// </summary>
    /// <exception cref="FormatException">It is none of these, is damaged, or holds more than is read.</exception>
    public static byte[] Contents(ReadOnlySpan<byte> packed)
    {
        try
        {
            if (packed.StartsWith(Gzip))
            {
                using GZipStream stream = new(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
                byte[] content = Read(stream, 0);
                return IsTar(content) ? TarEntries(content) : content;
            }

            return packed.StartsWith(Zip) ? ZipEntries(packed.ToArray()) : IsTar(packed) ? TarEntries(packed.ToArray()) : throw new FormatException("is no gzip, zip or tar file");
        }
        catch (Exception error) when (error is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw new FormatException("cannot be unpacked: " + error.Message, error);
        }
    }

    private static bool IsTar(ReadOnlySpan<byte> bytes) => bytes.Length >= 512 && bytes[257..].StartsWith("ustar"u8);

    private static byte[] ZipEntries(byte[] packed)
    {
        using ZipArchive archive = new(new MemoryStream(packed), ZipArchiveMode.Read);
        List<(string Line, byte[] Content)> entries = [];
        long size = 0;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using Stream stream = entry.Open();
            byte[] content = Read(stream, size);
            size += content.Length;
            int mode = entry.ExternalAttributes >> 16 & 0xFFF;
            entries.Add((string.Create(CultureInfo.InvariantCulture, $"{entry.FullName} mode {Convert.ToString(mode, 8)} {content.Length} bytes"), content));
        }

        return Joined(entries);
    }

    private static byte[] TarEntries(byte[] packed)
    {
        using TarReader reader = new(new MemoryStream(packed));
        List<(string Line, byte[] Content)> entries = [];
        long size = 0;
        while (reader.GetNextEntry() is TarEntry entry)
        {
            byte[] content = entry.DataStream is Stream stream ? Read(stream, size) : [];
            size += content.Length;
            entries.Add((string.Create(CultureInfo.InvariantCulture, $"{entry.Name} {entry.EntryType} mode {Convert.ToString((int)entry.Mode, 8)} {entry.LinkName} {content.Length} bytes"), content));
        }

        return Joined(entries);
    }

    private static byte[] Joined(List<(string Line, byte[] Content)> entries)
    {
        using MemoryStream text = new();
        foreach ((string line, byte[] content) in entries.OrderBy(entry => entry.Line, StringComparer.Ordinal))
        {
            text.Write(Encoding.UTF8.GetBytes("== " + line + "\n"));
            text.Write(content);
            text.WriteByte((byte)'\n');
        }

        return text.ToArray();
    }

    // A small file can hold terabytes: what is read is limited, whatever it says of itself.
    private static byte[] Read(Stream stream, long before)
    {
        const long Most = 4L * ChannelReading.MostKept;
        using MemoryStream content = new();
        byte[] buffer = new byte[1 << 16];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            content.Write(buffer, 0, read);
            if (before + content.Length > Most)
            {
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"holds more than {Most >> 20} MiB, which the normaliser unpack does not read"));
            }
        }

        return content.ToArray();
    }
}
