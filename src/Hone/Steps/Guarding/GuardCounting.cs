using Hone.Guardrails;
using Hone.Linux.Measuring;
using Hone.Linux.Processes;
using Hone.Linux.Profilers;
using Hone.Measurement.Instructions;
using Hone.Problems;
using Hone.Profiling;
using Hone.Workloads;

namespace Hone.Cli.Steps.Guarding;

/// <summary>
/// The second opinion that knows hardly any noise: instructions, system calls and allocated bytes of both programs, counted twice each, and
/// once more where they vary. Each is counted in runs of its own.
/// </summary>
/// <param name="session">The project.</param>
/// <param name="arms">Both programs.</param>
/// <param name="notes">Takes what could not be counted, one sentence each.</param>
internal sealed class GuardCounting(Session session, GuardArms arms, List<string> notes)
{
    private const int Fewest = 2;
    private const int Most = 3;

    /// <summary>The workloads with their counts of those metrics that are counted.</summary>
    public IReadOnlyList<GuardedWorkload> Run(IReadOnlyList<Workload> workloads, IReadOnlyList<GuardedWorkload> seen, IReadOnlyList<string> metrics)
    {
        (string Metric, Counter Count)[] counters = [.. metrics.Where(GuardLimits.IsCounted).Select(metric => (metric, Of(metric))).Where(each => each.Item2 is not null).Select(each => (each.metric, each.Item2!))];
        return counters.Length == 0 ? seen : [.. workloads.Zip(seen, (workload, guarded) =>
            guarded with { Counts = [.. counters.Select(counter => Counted(workload, counter.Metric, counter.Count)).OfType<CountedMetric>()] })];
    }

    private delegate (long Total, string Source) Counter(Workload workload, SpawnRequest run, out RunOutcome outcome);

    private Counter? Of(string metric)
    {
        switch (metric)
        {
            case GuardLimits.Syscalls:
                return (workload, run, out outcome) =>
                {
                    using Scratch scratch = new();
                    return (SyscallCounter.Count(run, scratch.Folder, out outcome, session.Cancellation), SyscallCounter.Source);
                };
            case GuardLimits.Allocated:
                return Allocated;
            default:
                InstructionSource source = InstructionSource.Find(session.Cancellation);
                if (source.Valgrind is null && source.Perf is null)
                {
                    notes.Add($"instructions were not counted: {source.Nothing.What}; {source.Nothing.Next}");
                    return null;
                }

                InstructionCounter counter = new(source);
                return (workload, run, out outcome) =>
                {
                    InstructionCount count = counter.Count(run, out outcome, session.Cancellation);
                    return (count.Total, count.Source);
                };
        }
    }

    private CountedMetric? Counted(Workload workload, string metric, Counter counter)
    {
        session.Progress.At($"{workload.Name} · {metric}");
        int? failed = null;
        try
        {
            Subject[] subjects = arms.Subjects(workload);
            List<(long Total, string Source)>[] counts = [[], []];
            while (counts[0].Count < Fewest || (counts[0].Count < Most && Array.Exists(counts, each => each.Exists(count => count.Total != each[0].Total))))
            {
                foreach (int arm in new[] { GuardArms.Base, GuardArms.Head })
                {
                    arms.Clean(arm, workload);
                    counts[arm].Add(counter(workload, subjects[arm].Request, out RunOutcome outcome));
                    if (!subjects[arm].Accepts(outcome))
                    {
                        failed = arm;
                        throw GuardFailure.Of(subjects[arm], outcome, $"while its {metric} were counted");
                    }
                }
            }

            return Held(workload.Name, metric, counts[0], counts[1], notes);
        }

        // The base, which ran first, ended well in the same way: that the head does not is no fault of the counting, and must not get lost in a note.
        catch (ProblemException error) when (error.Problem.Rule != GuardFailure.Rule || failed != GuardArms.Head)
        {
            notes.Add($"the {metric} of {workload.Name} were not counted: {error.Problem.What}");
            return null;
        }
    }

    /// <summary>
    /// Counts of both programs by one source; null, with a note, when there are none. A program that turned out to fork has counts of another
    /// source from then on, and what valgrind counts is not what perf does.
    /// </summary>
    /// <param name="workload">The workload's name.</param>
    /// <param name="metric">What was counted.</param>
    /// <param name="before">Counts of the base.</param>
    /// <param name="after">Counts of the head.</param>
    /// <param name="notes">Takes the note.</param>
    internal static CountedMetric? Held(string workload, string metric, IReadOnlyList<(long Total, string Source)> before, IReadOnlyList<(long Total, string Source)> after, List<string> notes)
    {
        string source = after[^1].Source;
        long[] totals = [.. before.Where(count => count.Source == source).Select(count => count.Total)];
        if (totals.Length == 0)
        {
            notes.Add($"the {metric} of {workload} were counted by {before[^1].Source} in the base and by {source} in the head, which cannot be held against each other");
            return null;
        }

        return new(metric, source, totals, [.. after.Where(count => count.Source == source).Select(count => count.Total)]);
    }

    private (long Total, string Source) Allocated(Workload workload, SpawnRequest run, out RunOutcome outcome)
    {
        TargetRuntime runtime = TargetDetection.Detect(run);
        ICollector collector = Collectors.All.FirstOrDefault(each => each.Kind == ProfileKind.Allocation && each.Suits(runtime) && each.Unavailable() is null)
            ?? throw new ProblemException(new(ExitCode.ToolMissing, "no-allocation-collector", $"nothing here records allocations of {runtime} programs", "see hone doctor"));
        using Scratch scratch = new();
        Recording recording = collector.Collect(new() { Run = run, Runtime = runtime, Scratch = scratch.Folder }, session.Cancellation);
        outcome = recording.Outcome;
        return (recording.Profile.Total(), collector.Name);
    }
}
