namespace Hone.Profiling.Symbols;

/// <summary>What debug information says about a function.</summary>
/// <param name="Name">Its linkage name, or its plain name when it has none; null when the entry names nothing.</param>
/// <param name="Definition">Where it is defined, or null.</param>
internal sealed record DwarfFunction(string? Name, SourceLocation? Definition);

/// <summary>
/// The debug information of one image. Units are read when an address of theirs is asked for the first time. Not safe
/// for use from several threads at once.
/// </summary>
internal sealed class DwarfFile
{
    /// <summary>Inlined copy, abstract function, declaration: more steps from an entry to its name do not occur.</summary>
    private const int MaxOrigins = 8;

    /// <summary>More ranges of code than this come from damage, not from a compiler.</summary>
    private const int MaxIndex = 1 << 22;

    private readonly List<DwarfUnit> _units;
    private readonly DwarfFile? _alternate;
    private readonly List<(AddressRange Range, int Unit)> _index = [];
    private readonly Dictionary<int, DwarfScopes> _scopes = [];
    private readonly Dictionary<int, DwarfLines?> _lines = [];
    private readonly Dictionary<ulong, DwarfFunction> _functions = [];
    private readonly DwarfSections _sections;

    public DwarfFile(DwarfSections sections, DwarfSections? alternate)
    {
        _sections = sections;
        _alternate = alternate is null ? null : new DwarfFile(alternate, null);
        _units = DwarfUnit.ReadAll(sections);
        for (int i = 0; i < _units.Count; i++)
        {
            foreach (AddressRange range in _units[i].Ranges)
            {
                if (_index.Count < MaxIndex)
                {
                    _index.Add((range, i));
                }
            }
        }

        _index.Sort(static (left, right) => left.Range.Start.CompareTo(right.Range.Start));
    }

    /// <summary>The functions at a virtual address, outermost first: a function and those inlined into it there.</summary>
    public List<DwarfFunction> FunctionsAt(ulong address)
    {
        List<DwarfFunction> functions = [];
        if (UnitAt(address) is int unit)
        {
            if (!_scopes.TryGetValue(unit, out DwarfScopes? scopes))
            {
                scopes = DwarfScopes.Read(_units[unit]);
                _scopes.Add(unit, scopes);
            }

            foreach (DwarfScope scope in scopes.At(address))
            {
                functions.Add(Function(_units[unit], scope.Entry));
            }

            functions.Reverse();
        }

        return functions;
    }

    /// <summary>The source line of the code at a virtual address, or null.</summary>
    public SourceLocation? LineAt(ulong address)
    {
        if (UnitAt(address) is not int unit)
        {
            return null;
        }

        if (!_lines.TryGetValue(unit, out DwarfLines? lines))
        {
            lines = _units[unit].LineHeader is DwarfLineHeader header ? DwarfLines.Read(_sections, header) : null;
            _lines.Add(unit, lines);
        }

        return lines?.Find(address);
    }

    private int? UnitAt(ulong address)
    {
        int low = 0;
        int high = _index.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (_index[middle].Range.Start <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high >= 0 && address < _index[high].Range.End ? _index[high].Unit : null;
    }

    private DwarfFunction Function(DwarfUnit unit, ulong entry)
    {
        if (!_functions.TryGetValue(entry, out DwarfFunction? function))
        {
            function = Describe(this, unit, entry);
            _functions.Add(entry, function);
        }

        return function;
    }

    /// <summary>Follows an entry to the ones it stems from and takes the first name and the best definition line on the way.</summary>
    private static DwarfFunction Describe(DwarfFile file, DwarfUnit? unit, ulong place)
    {
        string? name = null;
        string? linkage = null;
        SourceLocation? definition = null;
        bool onlyDeclared = true;
        for (int step = 0; step < MaxOrigins && unit is not null; step++)
        {
            if (!unit.TryEntry(place, out DwarfEntry entry))
            {
                break;
            }

            linkage ??= unit.Text(entry.LinkageName, file._alternate?._sections);
            name ??= unit.Text(entry.Name, file._alternate?._sections);
            if (entry.DeclarationLine is ulong line and > 0 and <= int.MaxValue && (definition is null || (onlyDeclared && !entry.IsDeclaration)))
            {
                // An entry that completes a declaration repeats only what differs, so the file may stand further on.
                if (DeclarationFile(file, unit, entry) is string path)
                {
                    definition = new SourceLocation(path, (int)line);
                    onlyDeclared = entry.IsDeclaration;
                }
            }

            DwarfValue next = entry.Origin.Class != DwarfClass.None ? entry.Origin : entry.Specification;
            DwarfUnit home = unit;
            (file, unit, place) = Follow(file, home, next);
        }

        return new DwarfFunction(linkage ?? name, definition);
    }

    private static string? DeclarationFile(DwarfFile file, DwarfUnit unit, DwarfEntry entry)
    {
        for (int step = 0; step < MaxOrigins; step++)
        {
            if (entry.DeclarationFile is ulong number)
            {
                return unit.LineHeader?.File(number);
            }

            DwarfValue next = entry.Origin.Class != DwarfClass.None ? entry.Origin : entry.Specification;
            (file, DwarfUnit? home, ulong place) = Follow(file, unit, next);
            if (home is null)
            {
                break;
            }

            unit = home;
            if (!home.TryEntry(place, out entry))
            {
                break;
            }
        }

        return null;
    }

    private static (DwarfFile File, DwarfUnit? Unit, ulong Place) Follow(DwarfFile file, DwarfUnit unit, DwarfValue reference)
    {
        switch (reference.Class)
        {
            case DwarfClass.Reference:
                ulong place = unit.Start + Math.Min(reference.Value, int.MaxValue);
                return (file, place < unit.End ? unit : null, place);
            case DwarfClass.SectionReference:
                return (file, file.UnitHolding(reference.Value), reference.Value);
            case DwarfClass.AlternateReference when file._alternate is DwarfFile alternate:
                return (alternate, alternate.UnitHolding(reference.Value), reference.Value);
            default:
                return (file, null, 0);
        }
    }

    private DwarfUnit? UnitHolding(ulong place)
    {
        int low = 0;
        int high = _units.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (_units[middle].Start <= place)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high >= 0 && place < _units[high].End ? _units[high] : null;
    }
}
