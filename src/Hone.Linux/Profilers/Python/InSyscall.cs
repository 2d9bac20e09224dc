using System.Globalization;
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
    public bool Counts(KernelThread thread)
    {
        thread.SeenSlices = thread.Slices();

        // A thread that has not run since it was last counted is still in the same call.
        if (thread.SeenSlices >= 0 && thread.SeenSlices == thread.CountedSlices)
        {
            return false;
        }

        thread.InCall = thread.Syscall();
        return thread.InCall is { } call && SyscallNumbers.Name(call.Number) is not null;
    }

    /// <inheritdoc/>
    public bool StillCounts(KernelThread thread)
    {
        bool still = thread.SeenSlices >= 0 ? thread.Slices() == thread.SeenSlices : thread.Syscall() == thread.InCall;
        thread.CountedSlices = still ? thread.SeenSlices : -1;
        return still;
    }

    /// <inheritdoc/>
    public int Called(KernelThread thread, ScriptSamples samples)
    {
        if (thread.InCall is not { } call || SyscallNumbers.Name(call.Number) is not { } name)
        {
            return -1;
        }

        string file = SyscallNumbers.TakesDescriptor(name) ? SyscallFile.Fold(thread.DescriptorTarget(call.First)) : "";

        // What a call on a file asks for it gets, but for the end of the file; of pipes and sockets the size is not known beforehand.
        int size = SyscallNumbers.MovesBytes(name) && file.StartsWith('/') ? 64 - BitOperations.LeadingZeroCount(call.Third) : -1;
        return samples.Number(new Frame(name, size.ToString(CultureInfo.InvariantCulture) + ' ' + file, FrameOrigin.Syscall));
    }

    /// <summary>The call that a frame made by <see cref="Called"/> stands for.</summary>
    public static IoKey Key(Frame frame)
    {
        int space = frame.Module.IndexOf(' ', StringComparison.Ordinal);
        return new IoKey(frame.Function, frame.Module[(space + 1)..], int.Parse(frame.Module.AsSpan(0, space), CultureInfo.InvariantCulture));
    }
}
