using System.Globalization;
using System.Runtime.InteropServices;
using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Profiling.Formats.PerfFile;
using Hone.Profiling.Waiting;
using Hone.Units;

namespace Hone.Linux.Profilers.Waiting;

/// <summary>
/// Records with perf when threads leave and come onto CPUs: a sample of the software event context-switches is taken with the
/// stack of the thread that leaves, and PERF_RECORD_SWITCH says when, whether it could have run on, and when it is back
/// (perf_event_open(2)). No trace points and no root are needed; stacks want permission to see the kernel.
/// </summary>
internal sealed class SwitchRecorder(PerfAccess access, CollectRequest request)
{
    /// <summary>So many stacks of 16 KiB are 320 MiB; with more switches, every n-th is taken.</summary>
    private const long MostStacks = 20_000;

    /// <summary>In a tenth of a second so many fit perf's buffer, and are written on a busy machine.</summary>
    private const long MostStacksInWindow = 500;

    private const ulong Window = 100_000_000;

    /// <summary>
    /// The C library waits without keeping the frame pointer, and code made by a JIT compiler has no unwind tables: on x86-64 a copy
    /// of the stack is walked by both (<see cref="WaitStacks"/>). Elsewhere frame pointers have to do.
    /// </summary>
    private static readonly string CallGraph = RuntimeInformation.OSArchitecture == Architecture.X64 ? "dwarf,16384" : "fp";

    /// <summary>The arguments of perf that record only when threads switch; any user may.</summary>
    public static IReadOnlyList<string> TimeArguments(string output) =>
        ["record", "-q", "-N", "-e", "dummy:u", "--switch-events", "-k", "mono", "-o", output, "--"];

    /// <summary>The arguments of perf that record the stack of every <paramref name="period"/>-th switch as well.</summary>
    /// <param name="access">What this user may.</param>
    /// <param name="period">1 for every switch.</param>
    /// <param name="output">The file.</param>
    public static IReadOnlyList<string> StackArguments(PerfAccess access, long period, string output) =>
    [
        "record", "-q", "-N", "-e", string.Create(CultureInfo.InvariantCulture, $"context-switches/period={period}/"), "--switch-events", "-k", "mono",
        "--call-graph", CallGraph, .. access.Privileged ? ["-m", "16M"] : Array.Empty<string>(), "-o", output, "--",
    ];

    /// <summary>
    /// Of how many switches the stack of one is to be taken, by the switches of a run without stacks; 1 when they are few. What
    /// perf does not write out in time is lost, and a switch that is lost makes two waits one: bursts count as well.
    /// </summary>
    public static long PeriodFor(SwitchTimeline timeline)
    {
        List<ulong> switches = [.. timeline.Lives.SelectMany(static life => life.Waits).Select(static wait => wait.From)];
        switches.Sort();
        long burst = 0;
        for (int first = 0, last = 0; last < switches.Count; last++)
        {
            while (switches[last] - switches[first] > Window)
            {
                first++;
            }

            burst = Math.Max(burst, last - first + 1);
        }

        long period = Math.Max(DivideUp(switches.Count, MostStacks), DivideUp(burst, MostStacksInWindow));

        // A thread that goes to and fro between two places is met at both only if the period is odd.
        return period % 2 == 0 ? period + 1 : period;
    }

    /// <summary>Throws the <see cref="ProblemException"/> of a machine on which no stacks of waits can be taken.</summary>
    public static PerfAccess Require()
    {
        PerfAccess access = PerfAccess.Read();
        return Unavailable(access) is string why ? throw new ProblemException(new Problem(ExitCode.ToolMissing, "perf-unavailable", why, PerfAccess.Remedy)) : access;
    }

    /// <summary>Why no stacks of waits can be taken on this machine, with the remedy; null when they can. A switch happens in the kernel, so who may not look there sees none.</summary>
    public static string? Unavailable(PerfAccess access) =>
        access.Unavailable ?? (access.Kernel ? null : $"where threads wait is seen in the kernel only, and kernel.perf_event_paranoid is {access.Paranoia}: {PerfAccess.Remedy}");

    /// <summary>Runs the workload once without stacks, which costs it next to nothing: where its time goes.</summary>
    public (SwitchRecording Switches, RunOutcome Outcome) Times(CancellationToken cancellation)
    {
        string data = Path.Combine(request.Scratch, "times.data");
        RunOutcome outcome = Run(TimeArguments(data), data, cancellation);
        SwitchRecording switches = Read(data);
        File.Delete(data);
        return (switches, outcome);
    }

    /// <summary>Runs the workload once with stacks; the caller reads and deletes <paramref name="data"/>.</summary>
    public RunOutcome Stacks(long period, string data, CancellationToken cancellation) =>
        Run(StackArguments(access, period, data), data, cancellation);

    /// <summary>The switches in the recording at <paramref name="data"/>; an empty one when perf was killed before it wrote any.</summary>
    public static SwitchRecording Read(string data)
    {
        if (!File.Exists(data) || new FileInfo(data).Length == 0)
        {
            return new SwitchRecording { Timeline = new SwitchTimeline(), ThreadNames = new Dictionary<int, string>() };
        }

        using FileStream stream = new(data, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        return SwitchReader.Read(stream);
    }

    /// <summary>Runs the workload below perf, which records to <paramref name="data"/>.</summary>
    public RunOutcome Run(IReadOnlyList<string> arguments, string data, CancellationToken cancellation)
    {
        SpawnRequest run = request.Run;
        RunOutcome outcome = ProcessRunner.Run(
            run with
            {
                Argv = [access.Perf!, .. arguments, .. run.Argv],

                // As for CPU profiles: the time-out guards against programs that hang.
                Timeout = run.Timeout is Duration limit ? new Duration(limit.Nanoseconds * 2) : null,
            },
            cancellation);
        return PerfRecorder.Failure(outcome, data) is Problem problem ? throw new ProblemException(problem) : outcome;
    }

    private static long DivideUp(long number, long by) => Math.Max(1, (number + by - 1) / by);
}
