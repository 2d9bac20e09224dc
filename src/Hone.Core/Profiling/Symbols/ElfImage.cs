using System.IO.Compression;
using System.Text;

namespace Hone.Profiling.Symbols;

/// <summary>
/// A 64-bit little-endian ELF file: its segments, sections, build id and debug links (System V gABI; elf(5)). Damaged
/// tables are read as far as they go. Not safe for use from several threads at once.
/// </summary>
public sealed class ElfImage
{
    /// <summary>The largest section that is unpacked; a compressed header that promises more is taken for damage.</summary>
    private const ulong MaxUnpacked = 1UL << 30;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _contents = [];

    private ElfImage(ReadOnlyMemory<byte> bytes, ElfHeader header)
    {
        _bytes = bytes;
        Machine = header.Machine;
        Fixed = header.Type == 2;
        Entry = header.Entry;
        (Segments, IReadOnlyList<(ulong Offset, ulong Size)> notes) = header.Segments(bytes.Span);
        Sections = header.Sections(bytes.Span);
        BuildId = FindBuildId(notes);
        DebugLink = LinkName(".gnu_debuglink");
        AlternateLink = LinkName(".gnu_debugaltlink");
    }

    /// <summary>The instruction set (<c>e_machine</c>): 62 is x86-64, 183 is AArch64.</summary>
    public ushort Machine { get; }

    /// <summary>True for a program that must be loaded at its own addresses (<c>ET_EXEC</c>).</summary>
    public bool Fixed { get; }

    /// <summary>The virtual address that a program begins at (<c>e_entry</c>); 0 when it has none.</summary>
    public ulong Entry { get; }

    /// <summary>The loaded parts.</summary>
    public IReadOnlyList<ElfSegment> Segments { get; }

    /// <summary>The sections; empty when the section table was stripped.</summary>
    public IReadOnlyList<ElfSection> Sections { get; }

    /// <summary>The build id as lower-case hexadecimal digits (<c>NT_GNU_BUILD_ID</c>), or null.</summary>
    public string? BuildId { get; }

    /// <summary>The file name of the separate debug file (<c>.gnu_debuglink</c>), or null.</summary>
    public string? DebugLink { get; }

    /// <summary>The path of the file that holds debug information shared between images (<c>.gnu_debugaltlink</c>, as dwz writes), or null.</summary>
    public string? AlternateLink { get; }

    /// <summary>The image, or null when the bytes are not a 64-bit little-endian ELF file.</summary>
    public static ElfImage? Parse(ReadOnlyMemory<byte> bytes) =>
        ElfHeader.Read(bytes.Span) is ElfHeader header ? new ElfImage(bytes, header) : null;

    /// <summary>The bytes of the section called <paramref name="name"/>, unpacked when they are compressed with zlib; empty when there are none.</summary>
    public ReadOnlyMemory<byte> Section(string name)
    {
        if (!_contents.TryGetValue(name, out ReadOnlyMemory<byte> content))
        {
            foreach (ElfSection section in Sections)
            {
                if (section.Name == name && section.Type != ElfSection.NoBits)
                {
                    content = Content(section);
                    break;
                }
            }

            _contents.Add(name, content);
        }

        return content;
    }

    /// <summary>The bytes of a section.</summary>
    public ReadOnlyMemory<byte> Content(ElfSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        if (section.Type == ElfSection.NoBits || section.Offset > (ulong)_bytes.Length)
        {
            return default;
        }

        ulong size = Math.Min(section.Size, (ulong)_bytes.Length - section.Offset);
        ReadOnlyMemory<byte> raw = _bytes.Slice((int)section.Offset, (int)size);
        return (section.Flags & ElfSection.Compressed) == 0 ? raw : Unpack(raw);
    }

    /// <summary>The virtual address of a byte of the file, or null when no segment loads it.</summary>
    public ulong? AddressOf(ulong fileOffset)
    {
        ulong? found = null;
        foreach (ElfSegment segment in Segments)
        {
            if (fileOffset >= segment.Offset && fileOffset - segment.Offset < segment.FileSize)
            {
                found = fileOffset - segment.Offset + segment.Address;
                if (segment.Executable)
                {
                    break;
                }
            }
        }

        return found;
    }

    /// <summary>Where in the file the byte at a virtual address lies, or null when no segment loads it from the file.</summary>
    public ulong? OffsetOf(ulong address)
    {
        foreach (ElfSegment segment in Segments)
        {
            if (address >= segment.Address && address - segment.Address < segment.FileSize)
            {
                return address - segment.Address + segment.Offset;
            }
        }

        return null;
    }

    /// <summary>Up to <paramref name="count"/> bytes of the code at a virtual address; empty where the file has none.</summary>
    public ReadOnlySpan<byte> CodeAt(ulong address, int count) =>
        OffsetOf(address) is ulong offset && offset < (ulong)_bytes.Length
            ? _bytes.Span.Slice((int)offset, (int)Math.Min((ulong)count, (ulong)_bytes.Length - offset))
            : default;

    private static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> raw)
    {
        ByteCursor cursor = new(raw.Span);
        uint type = cursor.U32();
        cursor.Skip(4);
        ulong size = cursor.U64();
        cursor.Skip(8);

        // ELFCOMPRESS_ZLIB is 1; deflate cannot shrink by more than 1:1032, so a larger claim is damage, not data.
        if (cursor.Failed || type != 1 || size > MaxUnpacked || size / 1040 > (ulong)raw.Length)
        {
            return default;
        }

        byte[] unpacked = new byte[(int)size];
        using MemoryStream packed = new(raw[24..].ToArray(), writable: false);
        using ZLibStream zlib = new(packed, CompressionMode.Decompress);
        try
        {
            return unpacked.AsMemory(0, zlib.ReadAtLeast(unpacked, unpacked.Length, throwOnEndOfStream: false));
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            return default;
        }
    }

    /// <summary>The build id in a series of ELF notes, such as /sys/kernel/notes, as lower-case hexadecimal digits, or null.</summary>
    public static string? BuildIdOf(ReadOnlySpan<byte> notes) => ReadBuildId(notes);

    private string? LinkName(string section)
    {
        ReadOnlyMemory<byte> content = Section(section);
        ByteCursor cursor = new(content.Span);
        string name = Encoding.UTF8.GetString(cursor.Text());
        return cursor.Failed || name.Length == 0 ? null : name;
    }

    private string? FindBuildId(IReadOnlyList<(ulong Offset, ulong Size)> notes)
    {
        string? id = ReadBuildId(Section(".note.gnu.build-id").Span);
        foreach ((ulong offset, ulong size) in notes)
        {
            if (id is null && offset <= (ulong)_bytes.Length)
            {
                id = ReadBuildId(_bytes.Span.Slice((int)offset, (int)Math.Min(size, (ulong)_bytes.Length - offset)));
            }
        }

        return id;
    }

    private static string? ReadBuildId(ReadOnlySpan<byte> notes)
    {
        ByteCursor cursor = new(notes);
        while (!cursor.AtEnd)
        {
            uint nameSize = cursor.U32();
            uint size = cursor.U32();
            uint type = cursor.U32();
            ReadOnlySpan<byte> name = cursor.Take((nameSize + 3UL) & ~3UL);
            ReadOnlySpan<byte> content = cursor.Take(size);
            if (!cursor.Failed && type == 3 && size is > 1 and <= 64 && name.StartsWith("GNU\0"u8))
            {
                return Convert.ToHexStringLower(content);
            }

            if (size % 4 != 0)
            {
                cursor.Skip(4 - size % 4);
            }
        }

        return null;
    }
}
