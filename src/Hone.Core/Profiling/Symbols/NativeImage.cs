namespace Hone.Profiling.Symbols;

/// <summary>
/// A program or shared library with all that is known to name its code: its own symbols, its separate debug file, and
/// the debug information that dwz moved to a shared file. Not safe for use from several threads at once.
/// </summary>
public sealed class NativeImage
{
    private readonly ElfImage _image;
    private readonly ElfSymbols _symbols;
    private readonly DwarfFile? _dwarf;
    private readonly DwarfLines? _linesOnly;
    private readonly Lazy<CallFrameTable?> _callFrames;
    private readonly Dictionary<ulong, IReadOnlyList<Frame>> _resolved = [];

    /// <summary>Combines the files that describe one image.</summary>
    /// <param name="module">The file name that frames bear as their module.</param>
    /// <param name="image">The file that was mapped.</param>
    /// <param name="debug">Its separate debug file, or null.</param>
    /// <param name="alternate">The file that <see cref="ElfImage.AlternateLink"/> of either names, or null.</param>
    public NativeImage(string module, ElfImage image, ElfImage? debug = null, ElfImage? alternate = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        Module = module;
        _image = image;
        _callFrames = new Lazy<CallFrameTable?>(() => CallFrameTable.Of(image));
        _symbols = ElfSymbols.Of(debug, image);
        if ((DwarfSections.Of(debug) ?? DwarfSections.Of(image)) is DwarfSections sections)
        {
            if (sections.Info.IsEmpty)
            {
                _linesOnly = DwarfLines.ReadAll(debug is null || debug.Section(".debug_line").IsEmpty ? image : debug);
            }
            else
            {
                _dwarf = new DwarfFile(sections, DwarfSections.Of(alternate));
            }
        }
    }

    /// <summary>The file name that frames bear as their module.</summary>
    public string Module { get; }

    /// <summary>The build id as lower-case hexadecimal digits, or null.</summary>
    public string? BuildId => _image.BuildId;

    /// <summary>The function symbols.</summary>
    public ElfSymbols Symbols => _symbols;

    /// <summary>The unwind table; null when it has none that is understood. Read when first asked for.</summary>
    public CallFrameTable? CallFrames => _callFrames.Value;

    /// <summary>True when functions come with the lines they are defined at.</summary>
    public bool HasLines => _dwarf is not null || _linesOnly is not null;

    /// <summary>The virtual address of a byte of the mapped file, or null when no segment loads it.</summary>
    public ulong? AddressOf(ulong fileOffset) => _image.AddressOf(fileOffset);

    /// <summary>
    /// The functions at a virtual address, outermost first: the function, then those inlined into it there. C++ and Rust
    /// names are as the compiler mangled them. Never empty: where nothing names the address, one
    /// <see cref="FrameOrigin.Unknown"/> frame names the module.
    /// </summary>
    public IReadOnlyList<Frame> Resolve(ulong address)
    {
        if (!_resolved.TryGetValue(address, out IReadOnlyList<Frame>? frames))
        {
            frames = Name(address);
            _resolved.Add(address, frames);
        }

        return frames;
    }

    /// <summary>The source line of the code at a virtual address, or null when no debug information says so.</summary>
    public SourceLocation? LineAt(ulong address) => _dwarf is not null ? _dwarf.LineAt(address) : _linesOnly?.Find(address);

    private List<Frame> Name(ulong address)
    {
        ElfSymbol? symbol = _symbols.Find(address);
        List<DwarfFunction> functions = _dwarf?.FunctionsAt(address) ?? [];
        List<Frame> frames = [];
        for (int i = 0; i < functions.Count; i++)
        {
            // The symbol table knows public names (malloc) where debug information has internal ones (__libc_malloc).
            string? name = i == 0 && symbol is not null ? symbol.Value.Name : functions[i].Name;
            if (name is not null)
            {
                SourceLocation? source = functions[i].Definition ?? (i == 0 && symbol is not null ? LineAt(symbol.Value.Address) : null);
                frames.Add(new Frame(SymbolName.Clean(name), Module, FrameOrigin.Native, source));
            }
        }

        if (frames.Count == 0 && symbol is not null)
        {
            frames.Add(new Frame(SymbolName.Clean(symbol.Value.Name), Module, FrameOrigin.Native, LineAt(symbol.Value.Address)));
        }

        return frames.Count > 0 ? frames : [UnknownFrame(Module)];
    }

    /// <summary>The frame that stands for an address nobody can name.</summary>
    /// <param name="module">The file it lies in; empty when not even that is known.</param>
    public static Frame UnknownFrame(string module) =>
        new(module.Length == 0 ? "[unknown]" : "[" + module + "]", module, FrameOrigin.Unknown);
}
