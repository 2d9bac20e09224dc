using System.Text;

namespace Hone.Profiling.Symbols;

/// <summary>The header of a 64-bit little-endian ELF file and the two tables it points to (elf(5)).</summary>
internal sealed record ElfHeader
{
    private const int MaxEntries = 1 << 20;
    private const int MaxName = 256;

    public ushort Type { get; private init; }

    public ushort Machine { get; private init; }

    public ulong Entry { get; private init; }

    private ulong ProgramOffset { get; init; }

    private ulong SectionOffset { get; init; }

    private ushort ProgramSize { get; init; }

    private ushort ProgramCount { get; init; }

    private ushort SectionSize { get; init; }

    private ushort SectionCount { get; init; }

    private ushort NamesIndex { get; init; }

    /// <summary>The header, or null when the bytes are something else.</summary>
    public static ElfHeader? Read(ReadOnlySpan<byte> bytes)
    {
        // EI_CLASS 2 is 64-bit, EI_DATA 1 is little-endian.
        if (bytes.Length < 64 || !bytes.StartsWith("\x7f"u8) || !bytes[1..].StartsWith("ELF"u8) || bytes[4] != 2 || bytes[5] != 1)
        {
            return null;
        }

        ByteCursor cursor = new(bytes);
        cursor.Seek(16);
        ushort type = cursor.U16();
        ushort machine = cursor.U16();
        cursor.Skip(4);
        ulong entry = cursor.U64();
        ulong programOffset = cursor.U64();
        ulong sectionOffset = cursor.U64();
        cursor.Skip(6);
        return new ElfHeader
        {
            Type = type,
            Machine = machine,
            Entry = entry,
            ProgramOffset = programOffset,
            SectionOffset = sectionOffset,
            ProgramSize = cursor.U16(),
            ProgramCount = cursor.U16(),
            SectionSize = cursor.U16(),
            SectionCount = cursor.U16(),
            NamesIndex = cursor.U16(),
        };
    }

    /// <summary>The loaded segments, and where the notes are.</summary>
    public (IReadOnlyList<ElfSegment> Load, IReadOnlyList<(ulong Offset, ulong Size)> Notes) Segments(ReadOnlySpan<byte> bytes)
    {
        List<ElfSegment> load = [];
        List<(ulong, ulong)> notes = [];
        ByteCursor cursor = new(bytes);
        for (int i = 0; i < ProgramCount && ProgramSize >= 56; i++)
        {
            cursor.Seek(ProgramOffset + (ulong)i * ProgramSize);
            uint type = cursor.U32();
            uint flags = cursor.U32();
            ulong offset = cursor.U64();
            ulong address = cursor.U64();
            cursor.Skip(8);
            ulong size = cursor.U64();
            if (cursor.Failed)
            {
                break;
            }

            if (type == 1)
            {
                load.Add(new ElfSegment(offset, size, address, (flags & 1) != 0));
            }
            else if (type == 4)
            {
                notes.Add((offset, size));
            }
        }

        return (load, notes);
    }

    /// <summary>The section table; as much of it as lies in the file.</summary>
    public IReadOnlyList<ElfSection> Sections(ReadOnlySpan<byte> bytes)
    {
        if (SectionOffset == 0 || SectionSize < 64)
        {
            return [];
        }

        // With 0xff00 sections or more, the true count and names index stand in section 0.
        ElfSection? first = ReadSection(bytes, 0, out _);
        ulong count = SectionCount == 0 ? first?.Size ?? 0 : SectionCount;
        uint namesIndex = NamesIndex == 0xffff ? first?.Link ?? 0 : NamesIndex;
        ReadOnlySpan<byte> names = default;
        if (ReadSection(bytes, namesIndex, out _) is ElfSection table && table.Offset <= (ulong)bytes.Length)
        {
            names = bytes.Slice((int)table.Offset, (int)Math.Min(table.Size, (ulong)bytes.Length - table.Offset));
        }

        List<ElfSection> sections = [];
        for (uint i = 0; i < count && i < MaxEntries && ReadSection(bytes, i, out uint name) is ElfSection section; i++)
        {
            ByteCursor text = new(names[..(int)Math.Min((ulong)names.Length, name + (ulong)MaxName)]);
            text.Seek(name);
            sections.Add(section with { Name = Encoding.UTF8.GetString(text.AtEnd ? default : text.Text()) });
        }

        return sections;
    }

    private ElfSection? ReadSection(ReadOnlySpan<byte> bytes, uint index, out uint name)
    {
        ByteCursor cursor = new(bytes);
        cursor.Seek(SectionOffset + (ulong)index * SectionSize);
        name = cursor.U32();
        ElfSection section = new("", cursor.U32(), cursor.U64(), cursor.U64(), cursor.U64(), cursor.U64(), cursor.U32());
        return cursor.Failed ? null : section;
    }
}
