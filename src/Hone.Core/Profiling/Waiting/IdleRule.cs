using Hone.Units;

namespace Hone.Profiling.Waiting;

/// <summary>What is known of a thread when its waits are judged.</summary>
/// <param name="IsMain">It is the thread that its process began with.</param>
/// <param name="Wall">How long it lived.</param>
public sealed record WaitingThread(bool IsMain, Duration Wall);

/// <summary>Why a wait is not counted among the time that a program loses by waiting.</summary>
public enum ApartBecause
{
    /// <summary>It is counted.</summary>
    Not,

    /// <summary>The thread had nothing to do.</summary>
    Idle,

    /// <summary>It waited for a thread or a child process to end, whose own time is in the profile.</summary>
    ForOthersToEnd,
}

/// <summary>
/// The rule that keeps idle threads apart. A thread other than its process's main one waits idly at a stack when
/// <list type="bullet">
/// <item>it was waiting there when its process ended: nobody needed what it waited for, and so it is with every other wait at that place;</item>
/// <item>or it spent at least 90 % of its life at that one stack, waiting for something that others announce (condition
/// variable, semaphore, event, poll, accept, signal) and not for a lock, a file or time to pass: it was there to be given
/// work, and was given little;</item>
/// <item>or no function of the program stands on the stack, only those of a language runtime, its threading library and the C
/// library: a thread of the runtime's own, or a worker of its pool between two pieces of work.</item>
/// </list>
/// Also apart is the wait, of any thread, for a child process or a thread to end: that one's time is in the profile already.
/// </summary>
public static class IdleRule
{
    /// <summary>The part of its life from which on a thread that waits to be given work is idle.</summary>
    public const double IdleShare = 0.9;

    /// <summary>The rule as one sentence.</summary>
    public const string Sentence =
        "apart, by rule: waits for a thread or a child process to end, whose own time is in the profile, and those of idle threads "
        + "(never the main one): at the place where the end of the process met them, where they spent 90 % of their life waiting to be given work, or where no function of the program is on the stack";

    /// <summary>How the waits of a thread at one stack are counted.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="reason">What it waited for there.</param>
    /// <param name="blocked">For how long in all, in nanoseconds.</param>
    /// <param name="untilTheEnd">One of the waits was ended by the end of the process.</param>
    /// <param name="ofTheRuntime">The stack is one of <see cref="IsOfTheRuntime"/>.</param>
    public static ApartBecause Judge(WaitingThread thread, WaitReason reason, long blocked, bool untilTheEnd, bool ofTheRuntime)
    {
        ArgumentNullException.ThrowIfNull(thread);
        if (reason is WaitReason.Join or WaitReason.Child)
        {
            return ApartBecause.ForOthersToEnd;
        }

        bool toBeGivenWork = reason is WaitReason.Event or WaitReason.Poll or WaitReason.Futex or WaitReason.Other;
        bool idle = !thread.IsMain
            && (untilTheEnd || ofTheRuntime || (toBeGivenWork && blocked >= IdleShare * thread.Wall.Nanoseconds));
        return idle ? ApartBecause.Idle : ApartBecause.Not;
    }

    /// <summary>A language runtime is on the stack, and nothing but it, its threading library, the C library and the kernel.</summary>
    public static bool IsOfTheRuntime(IReadOnlyList<Frame> stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        bool runtime = false;
        foreach (Frame frame in stack)
        {
            runtime |= frame.Origin == FrameOrigin.Runtime;
            if (!WaitReasons.IsMachinery(frame))
            {
                return false;
            }
        }

        return runtime;
    }
}
