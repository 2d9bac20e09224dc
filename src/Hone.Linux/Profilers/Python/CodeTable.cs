using System.Buffers.Binary;
using System.Text;
using Hone.Profiling;

namespace Hone.Linux.Profilers.Python;

/// <summary>
/// Turns code objects of one process into frames. A code object's memory is reused once the object is gone (a module's code is,
/// right after its import), so that a remembered frame holds only while the object's name, file and line stay the same.
/// </summary>
internal sealed class CodeTable(ProcessMemory memory, PythonTarget target, ScriptSamples samples, string workingDirectory)
{
    private const int MaxCharacters = 4096;
    private readonly Dictionary<ulong, (ulong Name, ulong File, int Line, int Function)> _known = [];

    /// <summary>The frame number of a code object whose first bytes are given; -1 when they are no code object.</summary>
    public int Function(ulong address, ReadOnlySpan<byte> code)
    {
        PythonLayout layout = target.Layout;
        if (target.CodeType != 0 && BinaryPrimitives.ReadUInt64LittleEndian(code[8..]) != target.CodeType)
        {
            return -1;
        }

        ulong name = BinaryPrimitives.ReadUInt64LittleEndian(code[layout.CodeName..]);
        ulong file = BinaryPrimitives.ReadUInt64LittleEndian(code[layout.CodeFileName..]);
        int line = BinaryPrimitives.ReadInt32LittleEndian(code[layout.CodeFirstLine..]);
        if (_known.TryGetValue(address, out (ulong Name, ulong File, int Line, int Function) known) && known.Name == name && known.File == file && known.Line == line)
        {
            return known.Function;
        }

        if (ReadText(name) is not { Length: > 0 } function || ReadText(file) is not { } path || line < 0)
        {
            return -1;
        }

        int number = samples.Number(FrameOf(function, path, line));
        _known[address] = (name, file, line, number);
        return number;
    }

    private Frame FrameOf(string function, string path, int line)
    {
        // <string>, <frozen importlib._bootstrap>: code without a file. No file's name has a NUL; a program can put one there,
        // and so does memory that was given to something else between two reads.
        if (path.Length == 0 || path.StartsWith('<') || path.Contains('\0', StringComparison.Ordinal))
        {
            return new Frame(function, path, FrameOrigin.Script);
        }

        string full = Path.GetFullPath(path, workingDirectory);
        return new Frame(function, ScriptModule.Name(full), FrameOrigin.Script, new SourceLocation(full, Math.Max(1, line)));
    }

    /// <summary>A str object's text (unicodeobject.h: length at 16, state bits at 32, the characters behind the header).</summary>
    private string? ReadText(ulong address)
    {
        Span<byte> header = stackalloc byte[40];
        if (!memory.TryRead(address, header))
        {
            return null;
        }

        long length = BinaryPrimitives.ReadInt64LittleEndian(header[16..]);
        uint state = BinaryPrimitives.ReadUInt32LittleEndian(header[32..]);
        int width = (int)(state >> 2 & 7);
        if (length is < 0 or > MaxCharacters || (state & 0x20) == 0 || width is not (1 or 2 or 4))
        {
            return null;
        }

        bool ascii = (state & 0x40) != 0;
        byte[] characters = new byte[length * width];
        if (characters.Length > 0 && !memory.TryRead(address + (ulong)(ascii ? target.Layout.AsciiSize : target.Layout.CompactSize), characters))
        {
            return null;
        }

        return width switch
        {
            1 => Encoding.Latin1.GetString(characters),
            2 => Encoding.Unicode.GetString(characters),
            _ => Encoding.UTF32.GetString(characters),
        };
    }
}
