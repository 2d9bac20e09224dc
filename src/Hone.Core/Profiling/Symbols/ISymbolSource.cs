namespace Hone.Profiling.Symbols;

/// <summary>Names the code addresses of one process: ELF symbols and debug lines of its mappings, or a JIT's method map.</summary>
public interface ISymbolSource
{
    /// <summary>
    /// The frames at an absolute user-space address, outermost first: one, or more where functions were inlined.
    /// Never empty: an address that nobody can name gives a single <see cref="FrameOrigin.Unknown"/> frame that names its module.
    /// </summary>
    IReadOnlyList<Frame> Resolve(ulong address);
}
