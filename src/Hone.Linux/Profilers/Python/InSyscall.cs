using System.Numerics;
using Hone.Linux.Profilers.Io;
using Hone.Profiling;
using Hone.Profiling.Formats;

namespace Hone.Linux.Profilers.Python;

/// <summary>
/// Threads in a system call that does input or output: stopped there by a tracer, or blocked. The frame below the Python leaf
/// carries what identifies the call until <see cref="Key"/> reads it back.
/// </summary>
internal sealed class InSyscall : IThreadChoice
{
    /// <inheritdoc/>
    public bool CountsCpuTime => false;

    /// <inheritdoc/>
    public bool Counts(KernelThread thread, ScriptSamples samples, out int called)
    {
        called = -1;

        // A thread that has not run since it was last counted is still in the same call.
        if (thread.State() is not ('t' or 'S' or 'D') || thread.Syscall() is not { } call || SyscallNumbers.Name(call.Number) is not { } name
            || (thread.CountedSlices >= 0 && thread.CountedSlices == thread.Slices()))
        {
            return false;
        }

        string file = SyscallNumbers.TakesDescriptor(name) ? SyscallFile.Fold(thread.DescriptorTarget(call.First)) : "";

        // What a call on a file asks for it gets, but for the end of the file; of pipes and sockets the size is not known beforehand.
        int size = SyscallNumbers.MovesBytes(name) && file.StartsWith('/') ? 64 - BitOperations.LeadingZeroCount(call.Third) : -1;
        called = samples.Number(new Frame(name, size.ToString(System.Globalization.CultureInfo.InvariantCulture) + ' ' + file, FrameOrigin.Syscall));
        return true;
    }

    /// <summary>The call that a frame made by <see cref="Counts"/> stands for.</summary>
    public static IoKey Key(Frame frame)
    {
        int space = frame.Module.IndexOf(' ', StringComparison.Ordinal);
        return new IoKey(frame.Function, frame.Module[(space + 1)..], int.Parse(frame.Module.AsSpan(0, space), System.Globalization.CultureInfo.InvariantCulture));
    }
}
