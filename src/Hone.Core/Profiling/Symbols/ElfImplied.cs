using System.Text;

namespace Hone.Profiling.Symbols;

/// <summary>
/// Names code that has no symbols of its own: the entry point, and the stubs of the procedure linkage table, where the n-th relocation of
/// <c>.rela.plt</c> belongs to the n-th stub (x86-64 psABI §5.2, AArch64 ELF ABI).
/// </summary>
internal static class ElfImplied
{
    private const int StubSize = 16;
    private const int StartSize = 34;
    private const int MaxName = 4096;

    /// <summary>The stubs as symbols called <c>name@plt</c>; none where the layout is not known.</summary>
    public static List<ElfSymbol> Stubs(ElfImage image)
    {
        List<ElfSymbol> stubs = [];
        ElfSection? table = Find(image, ".plt.sec");
        ulong header = 0;
        if (table is null)
        {
            table = Find(image, ".plt");
            header = image.Machine == 183 ? 32UL : 16UL;
        }

        ElfSection? symbols = Find(image, ".dynsym");
        if (table is null || symbols is null || image.Machine is not (62 or 183))
        {
            return stubs;
        }

        ReadOnlySpan<byte> dynamic = image.Content(symbols).Span;
        ReadOnlySpan<byte> names = image.Section(".dynstr").Span;
        ByteCursor relocations = new(image.Section(".rela.plt").Span);
        ulong address = table.Address + header;
        while (!relocations.AtEnd && address - table.Address < table.Size)
        {
            relocations.Skip(8);
            uint symbol = (uint)(relocations.U64() >> 32);
            relocations.Skip(8);
            ByteCursor entry = new(dynamic);
            entry.Seek(symbol * 24UL);
            uint nameOffset = entry.U32();
            ByteCursor name = new(names[..(int)Math.Min((ulong)names.Length, nameOffset + (ulong)MaxName)]);
            name.Seek(nameOffset);
            if (!relocations.Failed && !entry.Failed && !name.AtEnd && symbol != 0)
            {
                stubs.Add(new ElfSymbol(address, address + StubSize, Encoding.UTF8.GetString(name.Text()) + "@plt"));
            }

            address += StubSize;
        }

        return stubs;
    }

    /// <summary>
    /// The entry point as <c>_start</c>, which it is in every C runtime, when its code clears the frame pointer as the ABIs
    /// ask of the outermost function (x86-64 psABI §3.4.1); null otherwise, as in libraries that can be run.
    /// </summary>
    public static ElfSymbol? Start(ElfImage image)
    {
        ReadOnlySpan<byte> code = image.CodeAt(image.Entry, StartSize);
        code = code.StartsWith(EndBranch) ? code[EndBranch.Length..] : code;
        bool clears = image.Machine == 62 ? code.StartsWith(ClearRbp) : image.Machine == 183 && code[..Math.Min(code.Length, 8)].IndexOf(ClearX29) >= 0;
        return image.Entry != 0 && clears ? new ElfSymbol(image.Entry, image.Entry + StartSize, "_start") : null;
    }

    // endbr64; xor %ebp,%ebp; mov x29, #0
    private static ReadOnlySpan<byte> EndBranch => [0xf3, 0x0f, 0x1e, 0xfa];

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
