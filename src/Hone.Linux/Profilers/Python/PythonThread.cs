namespace Hone.Linux.Profilers.Python;

/// <summary>A frame as last seen: its address, its code object's, and who owns it (3.12 and later).</summary>
internal readonly record struct SeenFrame(ulong Address, ulong Code, byte Owner);

/// <summary>A Python thread and the stack it was last seen with, which the next read guesses to be mostly unchanged.</summary>
internal sealed class PythonThread(ulong state)
{
    /// <summary>The address of its PyThreadState.</summary>
    public ulong State { get; } = state;

    /// <summary>The address of the _PyCFrame it was last seen with; 0 when unknown or without meaning.</summary>
    public ulong CFrame { get; set; }

    /// <summary>How often its stack could not be read while it ran.</summary>
    public Restlessness Restless { get; } = new();

    /// <summary>The frames it was last seen with, leaf first.</summary>
    public List<SeenFrame> Frames { get; set; } = [];

    /// <summary>The functions of the last consistent read, leaf first, as numbers of the frame table.</summary>
    public List<int> Functions { get; } = [];
}
