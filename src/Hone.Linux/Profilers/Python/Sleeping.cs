using System.Diagnostics;
using System.Globalization;
using Hone.Linux.Profilers.Io;
using Hone.Profiling;
using Hone.Profiling.Waiting;
using Hone.Units;

namespace Hone.Linux.Profilers.Python;

/// <summary>
/// Threads that sleep: what an off-CPU profile is made of. The frame below the Python leaf is the system call that waits; it
/// carries the thread until <see cref="Split"/> reads it back.
/// </summary>
internal sealed class Sleeping : IThreadChoice
{
    private const string Module = "[kernel]";

    private readonly Dictionary<int, (bool IsMain, long First, long Last)> _seen = [];

    /// <inheritdoc/>
    public bool CountsCpuTime => false;

    /// <inheritdoc/>
    public bool Counts(KernelThread thread)
    {
        long now = Stopwatch.GetTimestamp();
        _seen[thread.Tid] = _seen.TryGetValue(thread.Tid, out (bool IsMain, long First, long Last) seen) ? seen with { Last = now } : (thread.IsMain, now, now);
        thread.SeenSlices = thread.Slices();
        return thread.State() is 'S' or 'D';
    }

    /// <inheritdoc/>
    public bool StillCounts(KernelThread thread) => thread.SeenSlices >= 0 ? thread.Slices() == thread.SeenSlices : thread.State() is 'S' or 'D';

    /// <inheritdoc/>
    public int Called(KernelThread thread, ScriptSamples samples)
    {
        string name = thread.Syscall() is not { } call ? "" : WaitSyscalls.Name(call.Number) ?? SyscallNumbers.Name(call.Number) ?? string.Create(CultureInfo.InvariantCulture, $"system call {call.Number}");
        return samples.Number(new Frame(name.Length > 0 ? name : Module, thread.Tid.ToString(CultureInfo.InvariantCulture), FrameOrigin.Kernel));
    }

    /// <summary>Puts the waits of a profile that was sampled with this choice into a table, by thread.</summary>
    public WaitTable Split(Profile sampled)
    {
        WaitTable table = new();
        foreach (StackValues stack in sampled.Stacks)
        {
            List<Frame> frames = [];
            for (int node = stack.Node; node >= 0; node = sampled.Nodes[node].Parent)
            {
                frames.Add(sampled.Frames[sampled.Nodes[node].Frame]);
            }

            frames.Reverse();
            if (frames[^1].Origin == FrameOrigin.Kernel && int.TryParse(frames[^1].Module, NumberStyles.None, CultureInfo.InvariantCulture, out int thread))
            {
                frames[^1] = frames[^1] with { Module = Module };
                (bool isMain, long first, long last) = _seen.GetValueOrDefault(thread);
                Duration wall = new((long)Stopwatch.GetElapsedTime(first, last).TotalNanoseconds);
                table.Add(thread, new WaitingThread(isMain, wall), frames, WaitKind.Blocked, stack.Values[0], stack.Values[1]);
            }
        }

        table.Complete([], sampled: true);
        return table;
    }
}
