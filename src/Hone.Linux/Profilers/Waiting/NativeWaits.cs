using Hone.Linux.Processes;
using Hone.Linux.Profilers.Symbols;
using Hone.Profiling;
using Hone.Profiling.Formats;
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
/// threads switch, and one with stacks unwound by DWARF tables.
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
        long period = SwitchRecorder.PeriodFor(times);
        if (first.TimedOut)
        {
            return new WaitRecording(_table, times, [.. WaitNotes.Recording(undisturbed, 1, first)], first, Command(period));
        }

        string data = Path.Combine(request.Scratch, "waits.data");
        RunOutcome outcome = recorder.Stacks(period, data, cancellation);
        SwitchRecording switches = SwitchRecorder.Read(data);
        PerfStacks stacks = new(new ProfileBuilder(ProfileKind.OffCpu, WaitTable.OffCpuMetrics(sampled: false)), images);
        List<string> notes = [];
        if (!outcome.TimedOut)
        {
            Fill(switches, stacks, data, cancellation);
            _table.Complete(Totals(switches), sampled: period > 1);
        }

        File.Delete(data);
        notes.AddRange(WaitNotes.Recording(switches, period, outcome));
        notes.AddRange(WaitNotes.Stacks(stacks, images, cancellation));
        return new WaitRecording(_table, times, notes, outcome, Command(period));
    }

    private void Fill(SwitchRecording switches, PerfStacks stacks, string data, CancellationToken cancellation)
    {
        PerfScriptParser parser = null!;
        parser = new PerfScriptParser(
            sample =>
            {
                ulong time = (ulong)sample.Time;
                if (switches.Timeline.Find(sample.Tid, time) is ThreadLife life && life.At(time) is Wait wait && stacks.Name(parser, sample) is IReadOnlyList<Frame> frames)
                {
                    _table.Add(life.Number, new WaitingThread(life.IsMain, life.Wall), frames, wait.Kind, wait.Nanoseconds, 1);
                }
            },
            stacks.Add);
        stacks.StartRun();
        PerfRecorder.Script(access.Perf!, data, parser, cancellation);
    }

    /// <summary>What is known of each thread in all, for <see cref="WaitTable.Complete"/>.</summary>
    public static IEnumerable<(int Thread, WaitingThread Life, long Blocked, long Preempted, long Waits)> Totals(SwitchRecording switches)
    {
        foreach (ThreadLife life in switches.Timeline.Lives)
        {
            long preempted = life.Waits.Where(static wait => wait.Kind == WaitKind.Preempted).Sum(static wait => wait.Nanoseconds);
            long blocked = life.Waits.Where(static wait => wait.Kind != WaitKind.Preempted).Sum(static wait => wait.Nanoseconds);
            yield return (life.Number, new WaitingThread(life.IsMain, life.Wall), blocked, preempted, life.Waits.Count(static wait => wait.Kind != WaitKind.Preempted));
        }
    }

    private string Command(long period) =>
        CommandText.Of(request.Run with { Argv = ["perf", .. SwitchRecorder.StackArguments(access, period, SwitchRecorder.Dwarf, "perf.data"), .. request.Run.Argv] });
}
