namespace Hone.Profiling.Symbols;

/// <summary>How one attribute of an abbreviation is stored.</summary>
internal readonly record struct DwarfAttribute(ulong Name, ulong Form, long Implicit);

/// <summary>The shape that debugging entries of one kind share (DWARF 5 §7.5.3).</summary>
internal sealed record DwarfAbbreviation(ulong Tag, bool HasChildren, DwarfAttribute[] Attributes);

/// <summary>The abbreviations that one unit uses, by code.</summary>
internal sealed class DwarfAbbreviations
{
    /// <summary>Compilers use a few dozen; more in one abbreviation would let one byte of an entry cost any amount of time.</summary>
    private const int MaxAttributes = 256;

    private readonly List<DwarfAbbreviation?> _dense = [];
    private readonly Dictionary<ulong, DwarfAbbreviation> _sparse = [];

    /// <summary>How many attributes all abbreviations have together.</summary>
    public int Size { get; private set; }

    /// <summary>Reads the table at <paramref name="offset"/> of <c>.debug_abbrev</c>.</summary>
    public static DwarfAbbreviations Read(ReadOnlySpan<byte> section, ulong offset)
    {
        DwarfAbbreviations table = new();
        ByteCursor cursor = new(section);
        cursor.Seek(offset);
        List<DwarfAttribute> attributes = [];
        while (!cursor.AtEnd && cursor.Uleb() is ulong code and not 0)
        {
            ulong tag = cursor.Uleb();
            bool children = cursor.U8() != 0;
            attributes.Clear();
            while (!cursor.AtEnd)
            {
                ulong name = cursor.Uleb();
                ulong form = cursor.Uleb();
                long value = form == DwarfForm.ImplicitConstant ? cursor.Sleb() : 0;
                if (name == 0 && form == 0)
                {
                    break;
                }

                attributes.Add(new DwarfAttribute(name, form, value));
                if (attributes.Count > MaxAttributes)
                {
                    return table;
                }
            }

            table.Size += attributes.Count;
            table.Add(code, new DwarfAbbreviation(tag, children, [.. attributes]));
        }

        return table;
    }

    /// <summary>The abbreviation called <paramref name="code"/>, or null.</summary>
    public DwarfAbbreviation? Find(ulong code) =>
        code < (ulong)_dense.Count ? _dense[(int)code] : _sparse.GetValueOrDefault(code);

    private void Add(ulong code, DwarfAbbreviation abbreviation)
    {
        // Compilers number them 1, 2, 3, …
        if (code == (ulong)_dense.Count + (_dense.Count == 0 ? 1UL : 0UL))
        {
            if (_dense.Count == 0)
            {
                _dense.Add(null);
            }

            _dense.Add(abbreviation);
        }
        else
        {
            _sparse.TryAdd(code, abbreviation);
        }
    }
}
