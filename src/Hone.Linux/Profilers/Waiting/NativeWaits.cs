using Hone.Linux.Processes;
using Hone.Linux.Profilers.Dotnet;
using Hone.Linux.Profilers.Symbols;
using Hone.Profiling.Formats.NetTrace;
using Hone.Profiling.Formats.PerfFile;
using Hone.Profiling.Waiting;

namespace Hone.Linux.Profilers.Waiting;

/// <summary>The waits of a workload with the stacks they began at, and where the time of a run went.</summary>
/// <param name="Table">The waits.</param>
/// <param name="Times">From a run of its own, without stacks; null when nothing was recorded.</param>
/// <param name="Notes">What is degraded.</param>
/// <param name="Outcome">How the run with stacks ended.</param>
/// <param name="Command">What recorded it.</param>
internal sealed record WaitRecording(WaitTable Table, RunTimes? Times, IReadOnlyList<string> Notes, RunOutcome Outcome, string Command);

/// <summary>
/// Records the waits of compiled programs in two runs: one without stacks, which tells where the time goes and how often
/// threads switch, and one with stacks.
/// </summary>
internal sealed class NativeWaits(PerfAccess access, ImageStore images, CollectRequest request)
{
    private readonly WaitTable _table = new();

    /// <summary>Records.</summary>
    public WaitRecording Record(CancellationToken cancellation)
    {
        SwitchRecorder recorder = new(access, request);
        (SwitchRecording undisturbed, RunOutcome first) = recorder.Times(cancellation);
        RunTimes? times = undisturbed.Timeline.Times();
        long period = SwitchRecorder.PeriodFor(undisturbed.Timeline);
        if (first.TimedOut)
        {
            return new WaitRecording(_table, times, [.. WaitNotes.Recording(undisturbed, 1, first)], first, Command(period));
        }

        string data = Path.Combine(request.Scratch, "waits.data");
        RunOutcome outcome = recorder.Stacks(period, data, cancellation);
        SwitchRecording switches = SwitchRecorder.Read(data);
        WaitStacks stacks = new(_table, images, new ManagedFrames(static (_, _) => null));
        if (File.Exists(data) && new FileInfo(data).Length > 0)
        {
            stacks.Read(data, switches, new Dictionary<int, RuntimeTrace>());
            _table.Complete(switches.Timeline.Lives.Select(ThreadTotals.Of), sampled: period > 1);
        }

        File.Delete(data);
        List<string> notes = [.. WaitNotes.Recording(switches, period, outcome), .. WaitNotes.Stacks(stacks, images, cancellation)];
        return new WaitRecording(_table, times, notes, outcome, Command(period));
    }

    private string Command(long period) =>
        CommandText.Of(request.Run with { Argv = ["perf", .. SwitchRecorder.StackArguments(access, period, "perf.data"), .. request.Run.Argv] });
}
