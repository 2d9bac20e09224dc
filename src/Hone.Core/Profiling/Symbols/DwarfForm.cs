namespace Hone.Profiling.Symbols;

/// <summary>What an attribute's value is, before the unit it belongs to gives it a meaning.</summary>
internal enum DwarfClass
{
    None,
    Constant,
    Address,
    AddressIndex,
    Text,
    LineText,
    InlineText,
    AlternateText,
    TextIndex,
    Reference,
    SectionReference,
    AlternateReference,
    SectionOffset,
    RangeListIndex,
    Other,
}

/// <summary>An attribute's value: a number, or where its text begins.</summary>
internal readonly record struct DwarfValue(DwarfClass Class, ulong Value);

/// <summary>Reads attribute values (DWARF 5 §7.5.6, and the GNU forms of dwz and of split DWARF 4).</summary>
internal static class DwarfForm
{
    /// <summary>The form whose value stands in the abbreviation and takes no bytes.</summary>
    public const ulong ImplicitConstant = 0x21;

    /// <summary>Reads one value and leaves the cursor behind it; an unknown form fails the cursor, since its size is unknown.</summary>
    public static DwarfValue Read(ref ByteCursor cursor, ulong form, int version, int addressSize, int offsetSize)
    {
        if (form == 0x16)
        {
            form = cursor.Uleb();
        }

        switch (form)
        {
            case 0x01: return new(DwarfClass.Address, cursor.Word(addressSize));
            case 0x03: return Block(ref cursor, cursor.U16());
            case 0x04: return Block(ref cursor, cursor.U32());
            case 0x05: return new(DwarfClass.Constant, cursor.U16());
            case 0x06: return new(version < 4 ? DwarfClass.SectionOffset : DwarfClass.Constant, cursor.U32());
            case 0x07: return new(version < 4 ? DwarfClass.SectionOffset : DwarfClass.Constant, cursor.U64());
            case 0x08:
                ulong start = (ulong)cursor.Position;
                cursor.Text();
                return new(DwarfClass.InlineText, start);
            case 0x09 or 0x18: return Block(ref cursor, cursor.Uleb());
            case 0x0a: return Block(ref cursor, cursor.U8());
            case 0x0b or 0x0c: return new(DwarfClass.Constant, cursor.U8());
            case 0x0d: return new(DwarfClass.Constant, (ulong)cursor.Sleb());
            case 0x0e: return new(DwarfClass.Text, cursor.Word(offsetSize));
            case 0x0f: return new(DwarfClass.Constant, cursor.Uleb());
            case 0x10: return new(DwarfClass.SectionReference, cursor.Word(version <= 2 ? addressSize : offsetSize));
            case 0x11: return new(DwarfClass.Reference, cursor.U8());
            case 0x12: return new(DwarfClass.Reference, cursor.U16());
            case 0x13: return new(DwarfClass.Reference, cursor.U32());
            case 0x14: return new(DwarfClass.Reference, cursor.U64());
            case 0x15: return new(DwarfClass.Reference, cursor.Uleb());
            case 0x17: return new(DwarfClass.SectionOffset, cursor.Word(offsetSize));
            case 0x19: return new(DwarfClass.Constant, 1);
            case 0x1a or 0x1f02: return new(DwarfClass.TextIndex, cursor.Uleb());
            case 0x1b or 0x1f01: return new(DwarfClass.AddressIndex, cursor.Uleb());
            case 0x1c: return new(DwarfClass.AlternateReference, cursor.U32());
            case 0x1d or 0x1f21: return new(DwarfClass.AlternateText, cursor.Word(offsetSize));
            case 0x1e: return Block(ref cursor, 16);
            case 0x1f: return new(DwarfClass.LineText, cursor.Word(offsetSize));
            case 0x20: return new(DwarfClass.Other, cursor.U64());
            case 0x22: return new(DwarfClass.Other, cursor.Uleb());
            case 0x23: return new(DwarfClass.RangeListIndex, cursor.Uleb());
            case 0x24: return new(DwarfClass.AlternateReference, cursor.U64());
            case >= 0x25 and <= 0x28: return new(DwarfClass.TextIndex, cursor.Word((int)form - 0x24));
            case >= 0x29 and <= 0x2c: return new(DwarfClass.AddressIndex, cursor.Word((int)form - 0x28));
            case 0x1f20: return new(DwarfClass.AlternateReference, cursor.Word(offsetSize));
            default:
                cursor.Skip(ulong.MaxValue);
                return default;
        }
    }

    private static DwarfValue Block(ref ByteCursor cursor, ulong size)
    {
        cursor.Skip(size);
        return new(DwarfClass.Other, 0);
    }
}
