namespace Hone.Profiling.Symbols;

/// <summary>The addresses of an entry: low and high, or a range list (DWARF 5 §2.17.3, DWARF 4 §2.17.3).</summary>
internal static class DwarfRanges
{
    /// <summary>More ranges than this in one entry are damage.</summary>
    private const int MaxRanges = 1 << 16;

    /// <summary>Adds the ranges of an entry; empty and discarded ones are left out.</summary>
    public static void Read(DwarfUnit unit, DwarfValue low, DwarfValue high, DwarfValue list, List<AddressRange> ranges)
    {
        if (list.Class is DwarfClass.SectionOffset or DwarfClass.Constant)
        {
            ReadList(unit, list.Value, ranges);
        }
        else if (list.Class == DwarfClass.RangeListIndex)
        {
            // An index counts entries of the offset table, which stands at the base; its offsets count from there too.
            ByteCursor cursor = new(unit.Sections.RangeLists.Span);
            cursor.Seek(unit.RangeListsBase + Math.Min(list.Value, int.MaxValue) * (ulong)unit.OffsetSize);
            ulong offset = cursor.Word(unit.OffsetSize);
            if (!cursor.Failed)
            {
                ReadList(unit, unit.RangeListsBase + offset, ranges);
            }
        }
        else if (unit.Address(low) is ulong start && high.Class != DwarfClass.None)
        {
            // DW_AT_high_pc is an address, or (since version 4) a length.
            Add(ranges, start, high.Class == DwarfClass.Constant ? start + high.Value : unit.Address(high) ?? start);
        }
    }

    private static void ReadList(DwarfUnit unit, ulong offset, List<AddressRange> ranges)
    {
        if (unit.Version >= 5)
        {
            ReadNew(unit, offset, ranges);
        }
        else
        {
            ReadOld(unit, offset, ranges);
        }
    }

    private static void ReadOld(DwarfUnit unit, ulong offset, List<AddressRange> ranges)
    {
        ByteCursor cursor = new(unit.Sections.Ranges.Span);
        cursor.Seek(offset);
        ulong largest = unit.AddressSize == 4 ? uint.MaxValue : ulong.MaxValue;
        ulong start = unit.LowAddress;
        for (int i = 0; i < MaxRanges && !cursor.Failed; i++)
        {
            ulong from = cursor.Word(unit.AddressSize);
            ulong to = cursor.Word(unit.AddressSize);
            if (cursor.Failed || (from == 0 && to == 0))
            {
                break;
            }

            if (from == largest)
            {
                start = to;
            }
            else
            {
                Add(ranges, start + from, start + to);
            }
        }
    }

    private static void ReadNew(DwarfUnit unit, ulong offset, List<AddressRange> ranges)
    {
        ByteCursor cursor = new(unit.Sections.RangeLists.Span);
        cursor.Seek(offset);
        ulong start = unit.LowAddress;
        for (int i = 0; i < MaxRanges && !cursor.Failed; i++)
        {
            byte kind = cursor.U8();
            switch (kind)
            {
                case 1:
                    start = unit.IndexedAddress(cursor.Uleb()) ?? start;
                    break;
                case 2 or 3:
                    ulong from = unit.IndexedAddress(cursor.Uleb()) ?? 0;
                    ulong second = cursor.Uleb();
                    Add(ranges, from, kind == 3 ? from + second : unit.IndexedAddress(second) ?? 0);
                    break;
                case 4:
                    Add(ranges, start + cursor.Uleb(), start + cursor.Uleb());
                    break;
                case 5:
                    start = cursor.Word(unit.AddressSize);
                    break;
                case 6:
                    Add(ranges, cursor.Word(unit.AddressSize), cursor.Word(unit.AddressSize));
                    break;
                case 7:
                    ulong first = cursor.Word(unit.AddressSize);
                    Add(ranges, first, first + cursor.Uleb());
                    break;
                default:
                    return;
            }
        }
    }

    private static void Add(List<AddressRange> ranges, ulong start, ulong end)
    {
        if (start != 0 && end > start)
        {
            ranges.Add(new AddressRange(start, end));
        }
    }
}
