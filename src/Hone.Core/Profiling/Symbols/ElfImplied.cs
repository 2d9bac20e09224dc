using System.Buffers.Binary;
using System.Text;

namespace Hone.Profiling.Symbols;

/// <summary>
/// Names code that has no symbols of its own: the entry point, and the stubs of the procedure linkage table. An x86-64 stub jumps through
/// a slot that its own instruction names, and the relocation of that slot names the function (x86-64 psABI §5.2); the order of the two tables
/// says nothing, since linkers sort them differently. On AArch64 the n-th relocation of <c>.rela.plt</c> belongs to the n-th stub.
/// </summary>
internal static class ElfImplied
{
    private const int StubSize = 16;
    private const int StartSize = 34;
    private const int MaxName = 4096;
    private const int SymbolSize = 24;
    private const ushort X64 = 62;
    private const ushort Arm64 = 183;

    /// <summary>The stubs as symbols called <c>name@plt</c>; none where the layout is not known.</summary>
    public static List<ElfSymbol> Stubs(ElfImage image)
    {
        List<ElfSymbol> stubs = [];
        ElfSection? table = Find(image, ".plt.sec");
        ulong header = 0;
        if (table is null)
        {
            table = Find(image, ".plt");
            header = image.Machine == Arm64 ? 32UL : 16UL;
        }

        if (table is null || image.Machine is not (X64 or Arm64))
        {
            return stubs;
        }

        List<(ulong Slot, string? Name)> relocations = Relocations(image);
        Dictionary<ulong, string?> bySlot = [];
        foreach ((ulong slot, string? name) in relocations)
        {
            bySlot[slot] = name;
        }

        int ordinal = 0;
        for (ulong address = table.Address + header; address - table.Address < table.Size && ordinal < relocations.Count; address += StubSize, ordinal++)
        {
            string? name = image.Machine == X64 ? Slot(image.CodeAt(address, StubSize), address) is ulong slot ? bySlot.GetValueOrDefault(slot) : null : relocations[ordinal].Name;
            if (name is not null)
            {
                stubs.Add(new ElfSymbol(address, address + StubSize, name + "@plt"));
            }
        }

        return stubs;
    }

    /// <summary>The address from which the stub loads its target: jmp *offset(%rip), behind endbr64 and bnd where they are.</summary>
    private static ulong? Slot(ReadOnlySpan<byte> code, ulong address)
    {
        int at = code.StartsWith(EndBranch) ? EndBranch.Length : 0;
        at += code[at..].StartsWith(BoundsPrefix) ? BoundsPrefix.Length : 0;
        return code.Length >= at + 6 && code[at] == 0xff && code[at + 1] == 0x25
            ? unchecked(address + (ulong)(at + 6) + (ulong)(long)BinaryPrimitives.ReadInt32LittleEndian(code[(at + 2)..]))
            : null;
    }

    private static List<(ulong Slot, string? Name)> Relocations(ElfImage image)
    {
        List<(ulong, string?)> all = [];
        ElfSection? symbols = Find(image, ".dynsym");
        if (symbols is null)
        {
            return all;
        }

        ReadOnlySpan<byte> dynamic = image.Content(symbols).Span;
        ReadOnlySpan<byte> names = image.Section(".dynstr").Span;
        Dictionary<ulong, string>? resolvers = null;
        ByteCursor relocations = new(image.Section(".rela.plt").Span);
        while (!relocations.AtEnd)
        {
            ulong slot = relocations.U64();
            uint symbol = (uint)(relocations.U64() >> 32);
            ulong addend = relocations.U64();
            if (relocations.Failed)
            {
                break;
            }

            // Without a symbol the target is what the function at the addend chooses when the program starts (STT_GNU_IFUNC).
            all.Add((slot, symbol != 0 ? NameOf(dynamic, names, symbol) : (resolvers ??= Resolvers(dynamic, names)).GetValueOrDefault(addend, FormattableString.Invariant($"*ABS*+0x{addend:x}"))));
        }

        return all;
    }

    private static Dictionary<ulong, string> Resolvers(ReadOnlySpan<byte> dynamic, ReadOnlySpan<byte> names)
    {
        const int IndirectFunction = 10;
        Dictionary<ulong, string> resolvers = [];
        for (int at = 0; at + SymbolSize <= dynamic.Length; at += SymbolSize)
        {
            if ((dynamic[at + 4] & 0xf) == IndirectFunction && NameOf(dynamic, names, (uint)(at / SymbolSize)) is string name)
            {
                resolvers.TryAdd(BinaryPrimitives.ReadUInt64LittleEndian(dynamic[(at + 8)..]), name);
            }
        }

        return resolvers;
    }

    private static string? NameOf(ReadOnlySpan<byte> dynamic, ReadOnlySpan<byte> names, uint symbol)
    {
        ByteCursor entry = new(dynamic);
        entry.Seek(symbol * (ulong)SymbolSize);
        uint nameOffset = entry.U32();
        ByteCursor name = new(names[..(int)Math.Min((ulong)names.Length, nameOffset + (ulong)MaxName)]);
        name.Seek(nameOffset);
        return entry.Failed || name.AtEnd ? null : Encoding.UTF8.GetString(name.Text());
    }

    /// <summary>
    /// The entry point as <c>_start</c>, which it is in every C runtime, when its code clears the frame pointer as the ABIs
    /// ask of the outermost function (x86-64 psABI §3.4.1); null otherwise, as in libraries that can be run.
    /// </summary>
    public static ElfSymbol? Start(ElfImage image)
    {
        ReadOnlySpan<byte> code = image.CodeAt(image.Entry, StartSize);
        code = code.StartsWith(EndBranch) ? code[EndBranch.Length..] : code;
        bool clears = image.Machine == X64 ? code.StartsWith(ClearRbp) : image.Machine == Arm64 && code[..Math.Min(code.Length, 8)].IndexOf(ClearX29) >= 0;
        return image.Entry != 0 && clears ? new ElfSymbol(image.Entry, image.Entry + StartSize, "_start") : null;
    }

    // endbr64; xor %ebp,%ebp; mov x29, #0
    private static ReadOnlySpan<byte> EndBranch => [0xf3, 0x0f, 0x1e, 0xfa];

    private static ReadOnlySpan<byte> BoundsPrefix => [0xf2];

    private static ReadOnlySpan<byte> ClearRbp => [0x31, 0xed];

    private static ReadOnlySpan<byte> ClearX29 => [0x1d, 0x00, 0x80, 0xd2];

    private static ElfSection? Find(ElfImage image, string name)
    {
        foreach (ElfSection section in image.Sections)
        {
            if (section.Name == name && section.Type != ElfSection.NoBits)
            {
                return section;
            }
        }

        return null;
    }
}
