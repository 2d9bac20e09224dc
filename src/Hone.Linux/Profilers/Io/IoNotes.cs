using System.Globalization;
using Hone.Linux.Processes;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Linux.Profilers.Io;

/// <summary>What has to be said about an I/O profile.</summary>
internal static class IoNotes
{
    /// <summary>What follows from the exact sums.</summary>
    public static IEnumerable<string> OfSums(IoSummary summary, RunOutcome outcome, Duration? limit)
    {
        if (outcome.TimedOut)
        {
            yield return $"The run under strace was ended after {limit}; the profile covers what came before.";
        }

        double added = Ratio.Of((double)summary.ShortestCall.Nanoseconds * summary.Calls, summary.Time.Nanoseconds).Value;
        if (added >= 0.05)
        {
            yield return $"The times include what strace adds to every call, here about {summary.ShortestCall} each: up to {new Ratio(Math.Min(added, 1))} of all the time shown. Rank small calls by their number.";
        }

        if (summary.Rows.Any(row => row.Syscall is "io_uring_enter" or "io_submit"))
        {
            yield return "The program also works through io_uring or asynchronous I/O, whose single operations are no system calls and are missing here.";
        }
    }

    /// <summary>How much of the profile is known to come from where.</summary>
    public static string OfSites(Profile profile, long calls, bool endedEarly)
    {
        long placed = 0;
        foreach (StackValues stack in profile.Stacks)
        {
            int root = stack.Node;
            while (profile.Nodes[root].Parent >= 0)
            {
                root = profile.Nodes[root].Parent;
            }

            placed += profile.Frames[profile.Nodes[root].Frame].Origin == FrameOrigin.Syscall ? 0 : stack.Values[0];
        }

        string early = endedEarly ? ", ended early, so that what the program does late was not seen" : "";
        return $"Calls, bytes and times are exact; who called is sampled over {calls.ToString("#,0", CultureInfo.InvariantCulture)} calls in a second run{early}: it places {Ratio.Of(placed, profile.Total())} of the time.";
    }

    /// <summary>Why no callers are known.</summary>
    public static string NoSites(TargetRuntime runtime) => runtime switch
    {
        TargetRuntime.DotNet => "Which .NET code made the calls is not known: strace sees no managed frames, and perf's trace points need root; stacks begin with the system call.",
        TargetRuntime.Node => "Which JavaScript made the calls is not known: strace sees no script frames, and perf's trace points need root; stacks begin with the system call.",
        TargetRuntime.Java => "Which Java code made the calls is not known: strace sees the JVM's frames only; stacks begin with the system call.",
        TargetRuntime.Python => "Which Python code made the calls is not known: strace sees the interpreter's frames only; stacks begin with the system call.",
        _ => "Who made the calls is not known: the second run under strace -k gave no stacks (its strace may be built without unwinding); stacks begin with the system call.",
    };
}
