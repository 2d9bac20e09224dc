using Hone.Linux.Profilers.Symbols;
using Hone.Profiling.Symbols;

namespace Hone.Linux.Handicaps;

/// <summary>Where a function begins in a program's file.</summary>
/// <param name="Program">The program, absolute, every link in it resolved.</param>
/// <param name="Offset">The file offset of its first instruction.</param>
/// <param name="Symbol">Its name in the symbol table.</param>
public sealed record BreakpointPlace(string Program, ulong Offset, string Symbol)
{
    private const long LargestFile = 1L << 30;

    /// <summary>The function of a program, or why it cannot be found there.</summary>
    /// <param name="program">The program's file.</param>
    /// <param name="function">The function as a profile or a person names it.</param>
    /// <param name="why">Why there is none.</param>
    public static BreakpointPlace? Find(string program, string function, out string why)
    {
        string file = Storage.OutputWatch.Real(program);
        FileInfo info = new(file);
        if (!info.Exists || info.Length > LargestFile || ElfImage.Parse(Bytes(file)) is not ElfImage image || new ImageStore().Load(file) is not NativeImage native)
        {
            why = $"{program} is no native program";
            return null;
        }

        List<ElfSymbol> named = Named(native.Symbols, function);
        if (named.Count == 0)
        {
            why = $"{program} has no symbol {function}; it is stripped, or the function is in a library or was inlined";
            return null;
        }

        if (image.OffsetOf(named[0].Address) is not ulong offset)
        {
            why = $"the symbol {named[0].Name} of {program} has no code";
            return null;
        }

        why = "";
        return new(file, offset, named[0].Name);
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // As it is written first; then C++ by the part of the mangled name that holds it (Itanium C++ ABI, § 5.1: length, then name).
    private static List<ElfSymbol> Named(ElfSymbols symbols, string function)
    {
        string bare = Bare(function);
        string mangled = FormattableString.Invariant($"{bare.Length}{bare}");
        List<ElfSymbol> close = [];
        for (int i = 0; i < symbols.Count; i++)
        {
            ElfSymbol symbol = symbols[i];
            if (symbol.Name.EndsWith(".cold", StringComparison.Ordinal))
            {
                continue;
            }

            if (symbol.Name == function)
            {
                return [symbol];
            }

            if (symbol.Name == bare || symbol.Name.StartsWith(bare + ".", StringComparison.Ordinal)
                || (SymbolName.IsMangled(symbol.Name) && bare.Length > 0 && symbol.Name.Contains(mangled, StringComparison.Ordinal)))
            {
                close.Add(symbol);
            }
        }

        return close;
    }

    private static string Bare(string function)
    {
        string text = function.Split('(', '<')[0];
        return text[(text.LastIndexOfAny([':', '.', ' ', '*', '&']) + 1)..];
    }
}
