using System.Text;

namespace Hone.Profiling.Symbols;

/// <summary>A function symbol: its name and the virtual addresses it covers.</summary>
/// <param name="Address">Its first address.</param>
/// <param name="End">The address after its last one.</param>
/// <param name="Name">Its name in the symbol table, mangled as the compiler wrote it.</param>
public readonly record struct ElfSymbol(ulong Address, ulong End, string Name);

/// <summary>
/// The function symbols of an image and of its separate debug file, by virtual address: <c>.symtab</c>, <c>.dynsym</c>
/// and the procedure linkage table as <c>name@plt</c>. Of several names of one address the most public one is kept.
/// </summary>
public sealed class ElfSymbols
{
    /// <summary>How far back a lookup goes for a symbol that encloses later ones; deeper nesting does not occur.</summary>
    private const int MaxNesting = 64;

    /// <summary>Names are cut here; a table without a NUL would otherwise make each name as long as the table.</summary>
    private const int MaxName = 64 * 1024;

    /// <summary><c>SHF_EXECINSTR</c>.</summary>
    private const ulong Executable = 4;

    /// <summary>The rank of a label that no compiler marked as a function.</summary>
    private const int Label = -1;

    private readonly ulong[] _starts;
    private readonly ulong[] _ends;
    private readonly SymbolText[] _names;

    private ElfSymbols(ulong[] starts, ulong[] ends, SymbolText[] names)
    {
        _starts = starts;
        _ends = ends;
        _names = names;
    }

    /// <summary>How many symbols there are.</summary>
    public int Count => _starts.Length;

    /// <summary>The symbols in ascending order of address.</summary>
    public ElfSymbol this[int index] => new(_starts[index], _ends[index], _names[index].Read());

    /// <summary>The symbols of several files that describe one image, such as a program and its debug file.</summary>
    public static ElfSymbols Of(params ReadOnlySpan<ElfImage?> images)
    {
        List<Entry> entries = [];
        foreach (ElfImage? image in images)
        {
            if (image is not null)
            {
                ReadTables(image, entries);
                List<ElfSymbol> implied = ElfImplied.Stubs(image);
                if (ElfImplied.Start(image) is ElfSymbol start)
                {
                    implied.Add(start);
                }

                foreach (ElfSymbol stub in implied)
                {
                    entries.Add(new Entry(stub.Address, stub.End - stub.Address, 8, new SymbolText(Encoding.UTF8.GetBytes(stub.Name), 0)));
                }
            }
        }

        entries.Sort(static (left, right) =>
        {
            int order = left.Address.CompareTo(right.Address);
            order = order != 0 ? order : right.Rank.CompareTo(left.Rank);
            return order != 0 ? order : left.Name.Offset.CompareTo(right.Name.Offset);
        });
        return Pack(entries, CodeEnds(images));
    }

    /// <summary>The symbol that covers a virtual address, or null.</summary>
    public ElfSymbol? Find(ulong address)
    {
        int index = Array.BinarySearch(_starts, address);
        index = index < 0 ? ~index - 1 : index;
        for (int i = index; i >= 0 && i > index - MaxNesting; i--)
        {
            if (address < _ends[i])
            {
                return this[i];
            }
        }

        return null;
    }

    private static void ReadTables(ElfImage image, List<Entry> entries)
    {
        foreach (ElfSection section in image.Sections)
        {
            // SHT_SYMTAB, SHT_DYNSYM
            if (section.Type is not (2 or 11) || section.Link >= image.Sections.Count)
            {
                continue;
            }

            ReadOnlyMemory<byte> names = image.Content(image.Sections[(int)section.Link]);
            ByteCursor cursor = new(image.Content(section).Span);
            while (!cursor.AtEnd)
            {
                uint name = cursor.U32();
                byte kind = cursor.U8();
                cursor.Skip(1);
                ushort home = cursor.U16();
                ulong address = cursor.U64();
                ulong size = cursor.U64();

                if (!cursor.Failed && home != 0 && address != 0 && name < names.Length && names.Span[(int)name] != 0 && IsCode(image, kind & 15, home))
                {
                    ReadOnlySpan<byte> text = names.Span[(int)name..];
                    int rank = (kind & 15) == 0 ? Label : Rank(kind >> 4, size, text);
                    entries.Add(new Entry(address, size, rank, new SymbolText(names, (int)name)));
                }
            }
        }
    }

    /// <summary>Functions (STT_FUNC, STT_GNU_IFUNC), and labels of hand-written assembly (STT_NOTYPE) in an executable section.</summary>
    private static bool IsCode(ElfImage image, int type, ushort home) =>
        type is 2 or 10 || (type == 0 && home < image.Sections.Count && (image.Sections[home].Flags & Executable) != 0);

    /// <summary>Sized before unsized, global before weak before local, few leading underscores before many.</summary>
    private static int Rank(int binding, ulong size, ReadOnlySpan<byte> name)
    {
        int underscores = 0;
        while (underscores < name.Length && underscores < 3 && name[underscores] == (byte)'_')
        {
            underscores++;
        }

        int publicity = binding switch { 0 => 0, 2 => 1, _ => 2 };
        return (size > 0 ? 64 : 0) + publicity * 8 + (3 - underscores);
    }

    /// <summary>Where executable sections end: a symbol without a size reaches no further.</summary>
    private static List<ulong> CodeEnds(ReadOnlySpan<ElfImage?> images)
    {
        List<ulong> ends = [];
        foreach (ElfImage? image in images)
        {
            foreach (ElfSection section in image?.Sections ?? [])
            {
                if ((section.Flags & Executable) != 0 && section.Address != 0)
                {
                    ends.Add(section.Address + section.Size);
                }
            }
        }

        ends.Sort();
        return ends;
    }

    private static ElfSymbols Pack(List<Entry> entries, List<ulong> codeEnds)
    {
        List<ulong> starts = [];
        List<ulong> sizes = [];
        List<SymbolText> names = [];
        ulong covered = 0;
        foreach (Entry entry in entries)
        {
            // A label inside a function is a place to jump to, not another function.
            bool inside = entry.Rank == Label && entry.Address < covered;
            if (!inside && (starts.Count == 0 || starts[^1] != entry.Address))
            {
                covered = Math.Max(covered, SaturatingAdd(entry.Address, entry.Size));
                starts.Add(entry.Address);
                sizes.Add(entry.Size);
                names.Add(entry.Name);
            }
        }

        ulong[] ends = new ulong[starts.Count];
        for (int i = 0; i < ends.Length; i++)
        {
            ends[i] = sizes[i] > 0 ? SaturatingAdd(starts[i], sizes[i]) : UnsizedEnd(i, starts, codeEnds);
        }

        return new ElfSymbols([.. starts], ends, [.. names]);
    }

    private static ulong UnsizedEnd(int index, List<ulong> starts, List<ulong> codeEnds)
    {
        ulong next = index + 1 < starts.Count ? starts[index + 1] : starts[index] + 1;
        int found = codeEnds.BinarySearch(starts[index] + 1);
        found = found < 0 ? ~found : found;
        if (found == codeEnds.Count)
        {
            return next;
        }

        return index + 1 < starts.Count ? Math.Min(next, codeEnds[found]) : codeEnds[found];
    }

    private static ulong SaturatingAdd(ulong left, ulong right) => left + right < left ? ulong.MaxValue : left + right;

    private readonly record struct Entry(ulong Address, ulong Size, int Rank, SymbolText Name);

    /// <summary>A name in a string table, decoded only when it is asked for: large programs have a million of them.</summary>
    private readonly record struct SymbolText(ReadOnlyMemory<byte> Table, int Offset)
    {
        public string Read()
        {
            ReadOnlySpan<byte> rest = Table.Span[Offset..];
            int length = rest.IndexOf((byte)0);
            return Encoding.UTF8.GetString(rest[..Math.Min(length < 0 ? rest.Length : length, MaxName)]);
        }
    }
}
