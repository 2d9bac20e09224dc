using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Hone.Linux.Profilers;

/// <summary>
/// Finds a few symbols by name in a 64-bit little-endian ELF file (elf(5)). Only headers, symbol tables and their strings are
/// read, so that a program of 100 MB costs no more than its symbols. A file that is no such ELF, or is damaged, has no symbols.
/// </summary>
public sealed class ElfSymbols
{
    private const int MaxTableBytes = 256 << 20;
    private const int SymbolSize = 24;

    private ElfSymbols(ulong base0, IReadOnlyDictionary<string, ulong> values)
    {
        LinkBase = base0;
        Values = values;
    }

    /// <summary>The link-time address of file offset 0: a symbol at V is at V - LinkBase + (address where offset 0 is mapped).</summary>
    public ulong LinkBase { get; }

    /// <summary>The link-time values of the names that were found; 0 for a name that is only imported.</summary>
    public IReadOnlyDictionary<string, ulong> Values { get; }

    /// <summary>
    /// Looks the names up: in the symbols for dynamic linking, and among all symbols when the first name is not there. Null when
    /// the file cannot be read or is no 64-bit little-endian ELF.
    /// </summary>
    public static ElfSymbols? Find(string path, params IReadOnlyList<string> names)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path);
            return Find(file, names);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OverflowException)
        {
            return null;
        }
    }

    private static ElfSymbols? Find(SafeFileHandle file, IReadOnlyList<string> names)
    {
        byte[] header = ReadExactly(file, 0, 64);
        if (!header.AsSpan().StartsWith("\u007fELF\u0002\u0001"u8))
        {
            return null;
        }

        ulong linkBase = LinkBaseOf(file, header);
        byte[] sections = ReadExactly(file, U64(header, 40), BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(60)) * 64L);
        Dictionary<string, ulong> values = [];
        foreach (uint wanted in (ReadOnlySpan<uint>)[11, 2]) // SHT_DYNSYM, then SHT_SYMTAB
        {
            for (int at = 0; at + 64 <= sections.Length && !values.ContainsKey(names[0]); at += 64)
            {
                if (U32(sections, at + 4) == wanted && U32(sections, at + 40) is uint link && (link + 1) * 64L <= sections.Length)
                {
                    byte[] symbols = ReadExactly(file, U64(sections, at + 24), checked((long)U64(sections, at + 32)));
                    int strings = (int)link * 64;
                    byte[] text = ReadExactly(file, U64(sections, strings + 24), checked((long)U64(sections, strings + 32)));
                    Match(symbols, text, names, values);
                }
            }
        }

        return new ElfSymbols(linkBase, values);
    }

    private static void Match(ReadOnlySpan<byte> symbols, ReadOnlySpan<byte> text, IReadOnlyList<string> names, Dictionary<string, ulong> values)
    {
        foreach (string name in names)
        {
            if (values.ContainsKey(name))
            {
                continue;
            }

            byte[] bytes = Encoding.UTF8.GetBytes(name + '\0');
            for (int at = 0; at + SymbolSize <= symbols.Length; at += SymbolSize)
            {
                uint offset = BinaryPrimitives.ReadUInt32LittleEndian(symbols[at..]);
                if (offset < text.Length && text[(int)offset..].StartsWith(bytes))
                {
                    values[name] = BinaryPrimitives.ReadUInt64LittleEndian(symbols[(at + 8)..]);
                    break;
                }
            }
        }
    }

    private static ulong LinkBaseOf(SafeFileHandle file, byte[] header)
    {
        byte[] segments = ReadExactly(file, U64(header, 32), BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(56)) * 56L);
        for (int at = 0; at + 56 <= segments.Length; at += 56)
        {
            if (U32(segments, at) == 1) // PT_LOAD
            {
                return U64(segments, at + 16) - U64(segments, at + 8);
            }
        }

        return 0;
    }

    private static byte[] ReadExactly(SafeFileHandle file, ulong offset, long length)
    {
        long size = RandomAccess.GetLength(file);
        if (length is < 0 or > MaxTableBytes || offset > (ulong)size || (ulong)length > (ulong)size - offset)
        {
            throw new EndOfStreamException();
        }

        byte[] bytes = new byte[length];
        int got = 0;
        while (got < bytes.Length)
        {
            int read = RandomAccess.Read(file, bytes.AsSpan(got), (long)offset + got);
            if (read == 0)
            {
                throw new EndOfStreamException();
            }

            got += read;
        }

        return bytes;
    }

    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static ulong U64(byte[] bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at));
}
