using System.Buffers.Binary;

namespace Hone.Linux.Profilers.Python;

/// <summary>
/// Where CPython keeps what a sampler needs, as byte offsets in its structures on 64-bit Linux; -1 where a release has no such
/// field. The tables were read from the debug information of unmodified release builds (<c>ptype /o</c> in gdb) and hold for a
/// whole minor series, whose structures CPython keeps; 3.13 states its offsets in memory itself.
/// </summary>
internal sealed record PythonLayout
{
    private const int DebugOffsetsSize = 584;

    /// <summary>_PyRuntimeState.interpreters.head.</summary>
    public required int InterpretersHead { get; init; }

    /// <summary>PyInterpreterState.next.</summary>
    public required int InterpreterNext { get; init; }

    /// <summary>PyInterpreterState.threads.head (tstate_head before 3.11).</summary>
    public required int ThreadsHead { get; init; }

    /// <summary>PyThreadState.next.</summary>
    public required int ThreadNext { get; init; }

    /// <summary>PyThreadState.frame (to 3.10), .cframe (3.11, 3.12) or .current_frame.</summary>
    public required int ThreadFrame { get; init; }

    /// <summary>_PyCFrame.current_frame, or -1 when the thread state points to the frame itself.</summary>
    public required int CFrameCurrent { get; init; }

    /// <summary>PyThreadState.thread_id: the pthread_t.</summary>
    public required int ThreadId { get; init; }

    /// <summary>PyThreadState.native_thread_id: the kernel's thread id (3.11 and later), or -1.</summary>
    public required int NativeThreadId { get; init; }

    /// <summary>The caller's frame: PyFrameObject.f_back or _PyInterpreterFrame.previous.</summary>
    public required int FramePrevious { get; init; }

    /// <summary>The code object of a frame.</summary>
    public required int FrameCode { get; init; }

    /// <summary>_PyInterpreterFrame.owner (3.12 and later), or -1; <see cref="OwnedByCStack"/> marks a frame that is no function.</summary>
    public required int FrameOwner { get; init; }

    /// <summary>PyCodeObject.co_filename.</summary>
    public required int CodeFileName { get; init; }

    /// <summary>PyCodeObject.co_qualname (3.11 and later) or co_name.</summary>
    public required int CodeName { get; init; }

    /// <summary>PyCodeObject.co_firstlineno.</summary>
    public required int CodeFirstLine { get; init; }

    /// <summary>PyCodeObject.co_flags.</summary>
    public required int CodeFlags { get; init; }

    /// <summary>sizeof(PyASCIIObject): where the characters of an ASCII string begin.</summary>
    public required int AsciiSize { get; init; }

    /// <summary>sizeof(PyCompactUnicodeObject): where the characters of any other compact string begin.</summary>
    public required int CompactSize { get; init; }

    /// <summary>FRAME_OWNED_BY_CSTACK of 3.12 and 3.13.</summary>
    public const byte OwnedByCStack = 3;

    /// <summary>CO_GENERATOR, CO_COROUTINE and CO_ASYNC_GENERATOR: code whose frame has no caller while it is suspended.</summary>
    public const int SuspendableCode = 0x20 | 0x80 | 0x200;

    private static readonly PythonLayout _py38 = new()
    {
        InterpretersHead = 32,
        InterpreterNext = 0,
        ThreadsHead = 8,
        ThreadNext = 8,
        ThreadFrame = 24,
        CFrameCurrent = -1,
        ThreadId = 176,
        NativeThreadId = -1,
        FramePrevious = 24,
        FrameCode = 32,
        FrameOwner = -1,
        CodeFileName = 104,
        CodeName = 112,
        CodeFirstLine = 40,
        CodeFlags = 36,
        AsciiSize = 48,
        CompactSize = 72,
    };

    private static readonly PythonLayout _py311 = _py38 with
    {
        InterpretersHead = 40,
        ThreadsHead = 16,
        ThreadFrame = 56,
        CFrameCurrent = 8,
        ThreadId = 152,
        NativeThreadId = 160,
        FramePrevious = 48,
        FrameCode = 32,
        CodeFileName = 112,
        CodeName = 128,
        CodeFirstLine = 72,
        CodeFlags = 48,
    };

    private static readonly PythonLayout _py312 = _py311 with
    {
        ThreadsHead = 72,
        CFrameCurrent = 0,
        ThreadId = 136,
        NativeThreadId = 144,
        FramePrevious = 8,
        FrameCode = 0,
        FrameOwner = 70,
        CodeFirstLine = 68,
        AsciiSize = 40,
        CompactSize = 56,
    };

    /// <summary>The layout of a release that does not state its offsets in memory; null when it is not known.</summary>
    public static PythonLayout? Of(PythonVersion version) => version switch
    {
        { Major: 3, Minor: >= 8 and <= 10 } => _py38,
        { Major: 3, Minor: 11 } => _py311,
        { Major: 3, Minor: 12 } => _py312,
        _ => null,
    };

    /// <summary>
    /// The layout that CPython 3.13 states at the head of its runtime state (_Py_DebugOffsets, pycore_runtime.h); null when the
    /// bytes are not that, or belong to the free-threaded build, whose strings are laid out differently.
    /// </summary>
    public static PythonLayout? FromDebugOffsets(ReadOnlySpan<byte> offsets)
    {
        if (offsets.Length < DebugOffsetsSize || !offsets.StartsWith("xdebugpy"u8) || At(offsets, 16) != 0)
        {
            return null;
        }

        PythonLayout layout = new()
        {
            InterpretersHead = At(offsets, 40),
            InterpreterNext = At(offsets, 64),
            ThreadsHead = At(offsets, 72),
            ThreadNext = At(offsets, 168),
            ThreadFrame = At(offsets, 184),
            CFrameCurrent = -1,
            ThreadId = At(offsets, 192),
            NativeThreadId = At(offsets, 200),
            FramePrevious = At(offsets, 232),
            FrameCode = At(offsets, 240),
            FrameOwner = At(offsets, 264),
            CodeFileName = At(offsets, 280),
            CodeName = At(offsets, 296),
            CodeFirstLine = At(offsets, 312),

            // Not stated; four integers stand between the two in 3.12 and 3.13.
            CodeFlags = At(offsets, 312) - 20,
            AsciiSize = At(offsets, 560),
            CompactSize = At(offsets, 560) + 16,
        };
        return layout.FrameOwner < 256 && layout.FramePrevious < 256 && layout.FrameCode < 256 && layout.CodeFileName < 1024 && layout.CodeName < 1024
            && layout.CodeFirstLine is >= 20 and < 1024 && layout.AsciiSize < 256 ? layout : null;
    }

    /// <summary>How many bytes of a frame are read.</summary>
    public int FrameBytes => Math.Max(Math.Max(FramePrevious, FrameCode) + 8, FrameOwner + 1);

    /// <summary>How many bytes of a code object are read.</summary>
    public int CodeBytes => Math.Max(Math.Max(CodeFileName, CodeName), CodeFirstLine) + 8;

    private static int At(ReadOnlySpan<byte> offsets, int at) =>
        (int)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(offsets[at..]), int.MaxValue / 2);
}
