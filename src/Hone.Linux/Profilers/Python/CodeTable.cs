using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Hone.Profiling;

namespace Hone.Linux.Profilers.Python;

/// <summary>
/// Turns code objects of one process into frames. A code object's memory is reused once the object is gone (a module's code is,
/// right after its import), so that a remembered frame holds only while the object's name, file and line stay the same. For a few
/// milliseconds it holds unseen: functions outlive that, and a copy of each one's code costs as much as the stack itself.
/// </summary>
internal sealed class CodeTable(ProcessMemory memory, PythonTarget target, ScriptSamples samples, string workingDirectory)
{
    private const int MaxCharacters = 4096;
    private const string OfModule = "<module>";

    private static readonly long _trusted = Stopwatch.Frequency / 200;
    private readonly Dictionary<ulong, Code> _known = [];

    /// <summary>The frame number and the flags (<c>co_flags</c>) of a code object that was looked at a moment ago; false when it must be read.</summary>
    public bool TryRecall(ulong address, out int function, out int flags)
    {
        bool known = _known.TryGetValue(address, out Code code) && !code.IsModule && Stopwatch.GetTimestamp() - code.Seen < _trusted;
        (function, flags) = known ? (code.Function, code.Flags) : (-1, 0);
        return known;
    }

    /// <summary>The same, reading the code object where it must be; false when there is none at that address.</summary>
    public bool TryRead(ulong address, out int function, out int flags)
    {
        if (TryRecall(address, out function, out flags))
        {
            return true;
        }

        Span<byte> bytes = stackalloc byte[target.Layout.CodeBytes];
        if (!memory.TryRead(address, bytes))
        {
            return false;
        }

        function = Function(address, bytes);
        flags = BinaryPrimitives.ReadInt32LittleEndian(bytes[target.Layout.CodeFlags..]);
        return function >= 0;
    }

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
        ref Code known = ref CollectionsMarshal.GetValueRefOrNullRef(_known, address);
        if (!Unsafe.IsNullRef(ref known) && known.Name == name && known.File == file && known.Line == line)
        {
            known.Seen = Stopwatch.GetTimestamp();
            return known.Function;
        }

        if (ReadText(name) is not { Length: > 0 } function || ReadText(file) is not { } path || line < 0)
        {
            return -1;
        }

        int number = samples.Number(FrameOf(function, path, line));
        _known[address] = new Code
        {
            Name = name,
            File = file,
            Line = line,
            Function = number,
            Flags = BinaryPrimitives.ReadInt32LittleEndian(code[layout.CodeFlags..]),
            IsModule = function == OfModule,
            Seen = Stopwatch.GetTimestamp(),
        };
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

    private struct Code
    {
        public ulong Name;
        public ulong File;
        public int Line;
        public int Function;
        public int Flags;
        public bool IsModule;
        public long Seen;
    }
}
