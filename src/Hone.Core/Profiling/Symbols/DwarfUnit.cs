namespace Hone.Profiling.Symbols;

/// <summary>A range of virtual addresses, the end excluded.</summary>
internal readonly record struct AddressRange(ulong Start, ulong End);

/// <summary>One unit of <c>.debug_info</c>: its header, and what its first entry says (DWARF 5 §7.5.1, §3.1).</summary>
internal sealed class DwarfUnit
{
    /// <summary>More attributes than this in all tables together are damage: tables that overlap, read again and again.</summary>
    private const int MaxAbbreviations = 1 << 24;

    private DwarfLineHeader? _lineHeader;

    private DwarfUnit(DwarfSections sections) => Sections = sections;

    public DwarfSections Sections { get; }

    /// <summary>Where the unit begins in <c>.debug_info</c>; references inside it count from here.</summary>
    public ulong Start { get; private init; }

    /// <summary>Where its first entry begins.</summary>
    public ulong FirstEntry { get; private set; }

    /// <summary>Where the next unit begins.</summary>
    public ulong End { get; private set; }

    public int Version { get; private set; }

    public int AddressSize { get; private set; } = 8;

    public int OffsetSize { get; private set; } = 4;

    public DwarfAbbreviations Abbreviations { get; private set; } = null!;

    public ulong LowAddress { get; private set; }

    public ulong TextOffsetsBase { get; private set; }

    public ulong AddressBase { get; private set; }

    public ulong RangeListsBase { get; private set; }

    public ulong? LineOffset { get; private set; }

    public string Folder { get; private set; } = "";

    /// <summary>The addresses of its code; empty when it states none.</summary>
    public IReadOnlyList<AddressRange> Ranges { get; private set; } = [];

    /// <summary>The header of the unit's line program, read on first use; null when it has none.</summary>
    public DwarfLineHeader? LineHeader => _lineHeader ??= LineOffset is ulong offset ? DwarfLineHeader.Read(Sections, offset, Folder) : null;

    /// <summary>Every unit of <c>.debug_info</c>, ascending; stops where a header can't be read.</summary>
    public static List<DwarfUnit> ReadAll(DwarfSections sections)
    {
        List<DwarfUnit> units = [];
        Dictionary<ulong, DwarfAbbreviations> abbreviations = [];
        int budget = MaxAbbreviations;
        ulong offset = 0;
        while (offset < (ulong)sections.Info.Length && budget > 0 && Read(sections, offset, abbreviations, ref budget) is DwarfUnit unit)
        {
            units.Add(unit);
            offset = unit.End;
        }

        return units;
    }

    private static DwarfUnit? Read(DwarfSections sections, ulong offset, Dictionary<ulong, DwarfAbbreviations> known, ref int budget)
    {
        ByteCursor cursor = new(sections.Info.Span);
        cursor.Seek(offset);
        DwarfUnit unit = new(sections) { Start = offset };
        ulong length = cursor.U32();
        if (length == 0xffffffff)
        {
            unit.OffsetSize = 8;
            length = cursor.U64();
        }

        unit.End = (ulong)cursor.Position + Math.Min(length, int.MaxValue);
        unit.Version = cursor.U16();
        ulong table;
        if (unit.Version >= 5)
        {
            byte kind = cursor.U8();
            unit.AddressSize = cursor.U8();
            table = cursor.Word(unit.OffsetSize);

            // Skeleton and split units carry an identifier, type units a signature and an offset (§7.5.1.2, §7.5.1.3).
            cursor.Skip(kind switch { 4 or 5 => 8UL, 2 or 6 => 8UL + (ulong)unit.OffsetSize, _ => 0UL });
        }
        else
        {
            table = cursor.Word(unit.OffsetSize);
            unit.AddressSize = cursor.U8();
        }

        if (cursor.Failed || unit.Version is < 2 or > 5 || unit.AddressSize is not (4 or 8) || unit.End > (ulong)sections.Info.Length)
        {
            return null;
        }

        unit.FirstEntry = (ulong)cursor.Position;
        if (!known.TryGetValue(table, out DwarfAbbreviations? abbreviations))
        {
            abbreviations = DwarfAbbreviations.Read(sections.Abbreviations.Span, table);
            known.Add(table, abbreviations);
            budget -= 1 + abbreviations.Size;
        }

        unit.Abbreviations = abbreviations;
        unit.ReadFirstEntry();
        return unit;
    }

    /// <summary>The text that an attribute of this unit stands for, or null.</summary>
    public string? Text(DwarfValue value, DwarfSections? alternate) => value.Class switch
    {
        DwarfClass.Text => DwarfSections.TextAt(Sections.Text, value.Value),
        DwarfClass.LineText => DwarfSections.TextAt(Sections.LineText, value.Value),
        DwarfClass.InlineText => DwarfSections.TextAt(Sections.Info, value.Value),
        DwarfClass.TextIndex => DwarfSections.TextAt(Sections.Text, TextOffset(value.Value)),
        DwarfClass.AlternateText when alternate is not null => DwarfSections.TextAt(alternate.Text, value.Value),
        _ => null,
    };

    /// <summary>The address that an attribute of this unit stands for, or null.</summary>
    public ulong? Address(DwarfValue value)
    {
        if (value.Class != DwarfClass.AddressIndex)
        {
            return value.Class == DwarfClass.Address ? value.Value : null;
        }

        return IndexedAddress(value.Value);
    }

    /// <summary>The address at an index of <c>.debug_addr</c>, or null.</summary>
    public ulong? IndexedAddress(ulong index)
    {
        ByteCursor cursor = new(Sections.Addresses.Span);
        cursor.Seek(AddressBase + Math.Min(index, int.MaxValue) * (ulong)AddressSize);
        ulong address = cursor.Word(AddressSize);
        return cursor.Failed ? null : address;
    }

    /// <summary>The entry at <paramref name="place"/> of <c>.debug_info</c>; false when none can be read there.</summary>
    public bool TryEntry(ulong place, out DwarfEntry entry)
    {
        ByteCursor cursor = new(Sections.Info.Span[..(int)End]);
        cursor.Seek(place);
        return DwarfEntry.Read(ref cursor, this, out entry);
    }

    private ulong TextOffset(ulong index)
    {
        ByteCursor cursor = new(Sections.TextOffsets.Span);
        cursor.Seek(TextOffsetsBase + Math.Min(index, int.MaxValue) * (ulong)OffsetSize);
        ulong offset = cursor.Word(OffsetSize);
        return cursor.Failed ? ulong.MaxValue : offset;
    }

    private void ReadFirstEntry()
    {
        // Bases may stand behind the attributes that need them, so the values are kept until all are read.
        DwarfValue low = default, high = default, ranges = default, folder = default;
        ByteCursor cursor = new(Sections.Info.Span[..(int)End]);
        cursor.Seek(FirstEntry);
        foreach (DwarfAttribute attribute in Abbreviations.Find(cursor.Uleb())?.Attributes ?? [])
        {
            DwarfValue value = DwarfEntry.Value(ref cursor, attribute, this);
            switch (attribute.Name)
            {
                case DwarfEntry.LowPc: low = value; break;
                case DwarfEntry.HighPc: high = value; break;
                case DwarfEntry.RangeList: ranges = value; break;
                case 0x1b: folder = value; break;
                case 0x10: LineOffset = value.Value; break;
                case 0x72: TextOffsetsBase = value.Value; break;
                case 0x73 or 0x2133: AddressBase = value.Value; break;
                case 0x74 or 0x2132: RangeListsBase = value.Value; break;
            }
        }

        Folder = Text(folder, null) ?? "";
        LowAddress = Address(low) ?? 0;
        List<AddressRange> addresses = [];
        DwarfRanges.Read(this, low, high, ranges, addresses);
        Ranges = addresses;
    }
}
