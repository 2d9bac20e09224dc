using System.Text;

namespace Hone.Profiling.Symbols;

/// <summary>
/// Names the stubs of the procedure linkage table, which have no symbols of their own: the n-th relocation of
/// <c>.rela.plt</c> belongs to the n-th stub (x86-64 psABI §5.2, AArch64 ELF ABI).
/// </summary>
internal static class ElfPlt
{
    private const int StubSize = 16;
    private const int MaxName = 4096;

    /// <summary>The stubs as symbols called <c>name@plt</c>; none where the layout is not known.</summary>
    public static List<ElfSymbol> Read(ElfImage image)
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
