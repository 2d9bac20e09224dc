namespace Hone.Profiling.Symbols;

/// <summary>What is read of a debugging entry that describes a function, a call of an inlined one, or their origin.</summary>
internal struct DwarfEntry
{
    public const ulong LowPc = 0x11;
    public const ulong HighPc = 0x12;
    public const ulong RangeList = 0x55;
    public const ulong Subprogram = 0x2e;
    public const ulong InlinedSubroutine = 0x1d;

    public ulong Tag;
    public bool HasChildren;
    public DwarfValue Name;
    public DwarfValue LinkageName;
    public DwarfValue Origin;
    public DwarfValue Specification;
    public DwarfValue Low;
    public DwarfValue High;
    public DwarfValue Ranges;
    public ulong? DeclarationFile;
    public ulong? DeclarationLine;
    public bool IsDeclaration;

    /// <summary>Reads the entry at the cursor; false at a null entry, which ends a list of children, and on damage.</summary>
    public static bool Read(ref ByteCursor cursor, DwarfUnit unit, out DwarfEntry entry)
    {
        entry = default;
        ulong code = cursor.Uleb();
        if (code == 0 || cursor.Failed)
        {
            return false;
        }

        if (unit.Abbreviations.Find(code) is not DwarfAbbreviation abbreviation)
        {
            cursor.Skip(ulong.MaxValue);
            return false;
        }

        entry.Tag = abbreviation.Tag;
        entry.HasChildren = abbreviation.HasChildren;
        foreach (DwarfAttribute attribute in abbreviation.Attributes)
        {
            DwarfValue value = Value(ref cursor, attribute, unit);
            switch (attribute.Name)
            {
                case 0x03: entry.Name = value; break;
                case LowPc: entry.Low = value; break;
                case HighPc: entry.High = value; break;
                case 0x31: entry.Origin = value; break;
                case 0x3a: entry.DeclarationFile = value.Value; break;
                case 0x3b: entry.DeclarationLine = value.Value; break;
                case 0x3c: entry.IsDeclaration = true; break;
                case 0x47: entry.Specification = value; break;
                case RangeList: entry.Ranges = value; break;

                // DW_AT_linkage_name, and DW_AT_MIPS_linkage_name before version 4.
                case 0x6e or 0x2007: entry.LinkageName = value; break;
            }
        }

        return !cursor.Failed;
    }

    /// <summary>Reads one attribute's value.</summary>
    public static DwarfValue Value(ref ByteCursor cursor, DwarfAttribute attribute, DwarfUnit unit) =>
        attribute.Form == DwarfForm.ImplicitConstant
            ? new DwarfValue(DwarfClass.Constant, (ulong)attribute.Implicit)
            : DwarfForm.Read(ref cursor, attribute.Form, unit.Version, unit.AddressSize, unit.OffsetSize);
}
