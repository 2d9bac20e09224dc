using System.Runtime.InteropServices;
using System.Text;

namespace Hone.Linux.Processes;

/// <summary>
/// What a child gets: its own session, default signals (a .NET process ignores SIGPIPE, and Process.Start hands that on),
/// files, folder and environment (posix_spawn(3)).
/// </summary>
internal sealed unsafe class SpawnPlan : IDisposable
{
    private readonly void* _attributes;
    private readonly void* _actions;
    private readonly byte** _environment;
    private readonly List<nint> _strings = [];

    public SpawnPlan(string workingDirectory, IReadOnlyList<string> variables)
    {
        _attributes = NativeMemory.AllocZeroed(LibC.SpawnBufferSize);
        _actions = NativeMemory.AllocZeroed(LibC.SpawnBufferSize);
        byte* set = stackalloc byte[LibC.SpawnBufferSize];
        _ = LibC.AttributesInit(_attributes);
        _ = LibC.AttributesSetFlags(_attributes, LibC.SpawnSetSid | LibC.SpawnSetSigDef | LibC.SpawnSetSigMask);
        _ = LibC.SigFillSet(set);
        _ = LibC.AttributesSetSigDefault(_attributes, set);
        _ = LibC.SigEmptySet(set);
        _ = LibC.AttributesSetSigMask(_attributes, set);
        _ = LibC.ActionsInit(_actions);
        _ = LibC.ActionsAddChdir(_actions, workingDirectory);
        _environment = Block(variables);
    }

    /// <summary>Opens a file as a descriptor of the child.</summary>
    public void Open(int fd, string path, int flags) => _ = LibC.ActionsAddOpen(_actions, fd, path, flags, 0b110_110_110);

    /// <summary>Gives the child a descriptor of Hone under another number.</summary>
    public void Duplicate(int fd, int as_) => _ = LibC.ActionsAddDup2(_actions, fd, as_);

    /// <summary>Starts the child; the result is 0 or an errno.</summary>
    public int Spawn(string path, IReadOnlyList<string> argv, out int pid) => LibC.PosixSpawn(out pid, path, _actions, _attributes, Block(argv), _environment);

    public void Dispose()
    {
        _ = LibC.AttributesDestroy(_attributes);
        _ = LibC.ActionsDestroy(_actions);
        NativeMemory.Free(_attributes);
        NativeMemory.Free(_actions);
        foreach (nint text in _strings)
        {
            NativeMemory.Free((void*)text);
        }
    }

    private byte** Block(IReadOnlyList<string> texts)
    {
        byte** block = (byte**)NativeMemory.AllocZeroed((nuint)texts.Count + 1, (nuint)sizeof(byte*));
        _strings.Add((nint)block);
        for (int i = 0; i < texts.Count; i++)
        {
            int length = Encoding.UTF8.GetByteCount(texts[i]);
            byte* text = (byte*)NativeMemory.AllocZeroed((nuint)length + 1);
            Encoding.UTF8.GetBytes(texts[i], new Span<byte>(text, length));
            _strings.Add((nint)text);
            block[i] = text;
        }

        return block;
    }
}
