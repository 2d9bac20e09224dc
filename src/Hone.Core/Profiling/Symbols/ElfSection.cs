namespace Hone.Profiling.Symbols;

/// <summary>A section header of an ELF file (System V gABI, "Sections").</summary>
/// <param name="Name">Such as <c>.symtab</c>.</param>
/// <param name="Type">Its <c>sh_type</c>.</param>
/// <param name="Flags">Its <c>sh_flags</c>.</param>
/// <param name="Address">Its virtual address; 0 when it is not loaded.</param>
/// <param name="Offset">Where its bytes begin in the file.</param>
/// <param name="Size">How many bytes it has.</param>
/// <param name="Link">Its <c>sh_link</c>: for a symbol table, the index of its string table.</param>
public sealed record ElfSection(string Name, uint Type, ulong Flags, ulong Address, ulong Offset, ulong Size, uint Link)
{
    /// <summary><c>SHT_NOBITS</c>: the section takes no room in this file, as in separate debug files.</summary>
    public const uint NoBits = 8;

    /// <summary><c>SHF_COMPRESSED</c>.</summary>
    public const ulong Compressed = 0x800;
}

/// <summary>A loaded part of an ELF file (<c>PT_LOAD</c>).</summary>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="FileSize">How many bytes of it are in the file.</param>
/// <param name="Address">Its virtual address.</param>
/// <param name="Executable">True when it may be executed (<c>PF_X</c>).</param>
public readonly record struct ElfSegment(ulong Offset, ulong FileSize, ulong Address, bool Executable);
