using Hone.Cli.Steps.Rows;
using Hone.Ledger;
using Hone.Linux.Load;
using Hone.Linux.Processes;
using Hone.Linux.Profilers;
using Hone.Linux.Storage;
using Hone.Measurement;
using Hone.Measurement.Latency;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.FlameGraphs;
using Hone.Profiling.Formats;
using Hone.Profiling.Waiting;
using Hone.Reporting;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>Step B: one profile of each kind of each workload, with flame graphs. What cannot be recorded is said, and the phase goes on.</summary>
internal static class ProfileStep
{
    /// <summary>The part of the time blocked that is waiting for locks, from which on a lock profile is taken as well.</summary>
    private const double WorthALockProfile = 0.1;

    /// <summary>The kinds that every workload gets, in the order in which they are shown.</summary>
    public static IReadOnlyList<ProfileKind> Kinds { get; } = [ProfileKind.Cpu, ProfileKind.Allocation, ProfileKind.Io];

    /// <summary>All kinds, in the order in which they are shown. The last two are taken when asked for, or by <see cref="Waits"/>.</summary>
    public static IReadOnlyList<ProfileKind> AllKinds { get; } = [.. Kinds, ProfileKind.OffCpu, ProfileKind.Lock];

    /// <summary>True when a profile of each kind that every workload gets was taken, or found impossible.</summary>
    public static bool IsComplete(IReadOnlyList<ProfileReport> profiles) => Kinds.All(kind => profiles.Any(profile => profile.Kind == kind));

    /// <summary>
    /// Profiles the workloads and records each profile as it comes. With <paramref name="waits"/>, a workload that waits by its
    /// baseline (the rule is <see cref="WaitRule"/>) gets an off-CPU profile as well, and a lock profile where at least a tenth
    /// of that is waiting for locks: where it waits matters only then.
    /// </summary>
    public static void Run(Session session, IReadOnlyList<Workload> workloads, IReadOnlyList<ProfileKind> kinds, bool waits = false)
    {
        using Scratch scratch = new();
        Evidence evidence = session.Evidence();
        session.Progress.Restart();
        int done = 0;
        foreach (Workload workload in workloads)
        {
            WorkloadRun.Prepare(session, workload);
            if (workload.Service is not null)
            {
                foreach (ProfileKind kind in kinds)
                {
                    session.Progress.At($"{workload.Name} · {kind.Name()}", done++, workloads.Count * kinds.Count);
                    UnderLoad(session, workload, kind, scratch.Sub($"{done}-{kind.Name()}"), scratch.Sub($"{done}-server"));
                }

                continue;
            }

            SpawnRequest request = session.Spawn(workload);

            // A workload that fails by itself is no subject of a profile.
            WorkloadRun.Once(session, workload, request);
            TargetRuntime runtime = TargetDetection.Detect(request);
            Duration? expected = Expected(session, evidence, workload);
            foreach (ProfileKind kind in kinds)
            {
                Take(kind, null);
            }

            if (waits && Waits(session, evidence, workload) is string reason && Take(ProfileKind.OffCpu, reason, WaitRule.Agrees) is Profile offCpu
                && LockShare(offCpu) is { Value: >= WorthALockProfile } share)
            {
                Take(ProfileKind.Lock, $"taken because {share} of the time blocked is waiting for locks (from {new Ratio(WorthALockProfile)} on)");
            }

            Profile? Take(ProfileKind kind, string? because, Func<Profile, bool>? worthKeeping = null)
            {
                session.Progress.At($"{workload.Name} · {kind.Name()}", Math.Min(done++, workloads.Count * kinds.Count), workloads.Count * kinds.Count);
                CollectRequest collect = new() { Run = request, Runtime = runtime, Expected = expected, Scratch = scratch.Sub($"{done}-{kind.Name()}") };
                return Record(session, workload, kind, collect, because is null ? [] : [because], worthKeeping);
            }

            if (workload.Outputs.Count > 0)
            {
                // A profiled run may be ended half-way; the last one leaves whole outputs behind.
                WorkloadRun.Once(session, workload, request);
            }
        }
    }

    // A server ends when it was told to, after the load that the profile is to be of.
    private static void UnderLoad(Session session, Workload workload, ProfileKind kind, string scratch, string folder)
    {
        if (kind != ProfileKind.Cpu)
        {
            session.Append(
                EntryKind.Profile,
                new ProfileFact(workload.Name, kind.Name(), "none", workload.Command.Text, [$"of a server this version records no {kind.Name()} profile, only one of CPU time under load"]),
                FactJson.Default.ProfileFact);
            return;
        }

        ServiceLoad load = ServiceLoad.Of(session, workload);
        LoadPlan plan = load.Plans[0];
        Duration length = plan.Warmup + plan.Duration;
        using LoadDriver driver = new(load.Server, LoadTarget.Resolve(load.Requests), plan, folder, session.Cancellation);
        CollectRequest collect = new()
        {
            Run = driver.Spawn with { Timeout = new((2 * length.Nanoseconds) + load.Server.ReadyTimeout.Nanoseconds + load.Server.Grace.Nanoseconds) },
            Runtime = TargetDetection.Detect(load.Server.Spawn),
            Expected = length,
            Scratch = scratch,
        };
        Record(session, workload, kind, collect, [], more: () => Notes(driver, plan));
    }

    private static IEnumerable<string> Notes(LoadDriver driver, LoadPlan plan)
    {
        if (driver.Failure is string failure)
        {
            yield return "the load did not come to its end: " + failure;
        }

        foreach (LoadResult result in driver.Results)
        {
            yield return FormattableString.Invariant($"recorded from start to end of the server, under {plan.Rate:#,0.#} requests/s for {plan.Duration}: {result.Answered:#,0} of {result.Intended:#,0} answered");
        }
    }

    private static Profile? Record(Session session, Workload workload, ProfileKind kind, CollectRequest request, List<string> notes, Func<Profile, bool>? worthKeeping = null, Func<IEnumerable<string>>? more = null)
    {
        int given = notes.Count;
        foreach (ICollector collector in Collectors.All.Where(collector => collector.Kind == kind && collector.Suits(request.Runtime)))
        {
            if (collector.Unavailable() is string why)
            {
                notes.Add(why);
                continue;
            }

            try
            {
                Duration before = OwnCost.Cpu();
                Recording recording = collector.Collect(request, session.Cancellation);
                session.CollectorCpu += OwnCost.Cpu() - before;
                if (worthKeeping?.Invoke(recording.Profile) == false)
                {
                    return null;
                }

                notes.AddRange(more?.Invoke() ?? []);
                Keep(session, workload, recording, notes);
                return recording.Profile;
            }
            catch (ProblemException error)
            {
                notes.Add($"{collector.Name} could not record: {error.Problem.What}; {error.Problem.Next}");
            }
        }

        if (notes.Count == given)
        {
            notes.Add($"no collector of this version records {kind.Name()} profiles of {request.Runtime} programs"
                + (kind == ProfileKind.Lock ? "; the off-CPU profile shows who waits in futex, for locks and for the interpreter" : ""));
        }

        session.Append(
            EntryKind.Profile,
            new ProfileFact(workload.Name, kind.Name(), "none", workload.Command.Text, notes),
            FactJson.Default.ProfileFact);
        return null;
    }

    /// <summary>Why the workload gets profiles of its waiting, by its baseline; null when it does not wait, or has no baseline of this machine.</summary>
    private static string? Waits(Session session, Evidence evidence, Workload workload) =>
        Baseline(session, evidence, workload) is BaselineSummary baseline ? WaitRule.Reason(new((long)baseline.P50.Value), baseline.Cpu) : null;

    private static Ratio LockShare(Profile offCpu)
    {
        long locks = 0;
        foreach (StackValues stack in offCpu.Stacks)
        {
            List<Frame> frames = [];
            for (int node = stack.Node; node >= 0; node = offCpu.Nodes[node].Parent)
            {
                frames.Add(offCpu.Frames[offCpu.Nodes[node].Frame]);
            }

            frames.Reverse();
            locks += WaitReasons.Of(frames) == WaitReason.Lock ? stack.Values[0] : 0;
        }

        return Ratio.Of(locks, offCpu.Total());
    }

    private static void Keep(Session session, Workload workload, Recording recording, List<string> notes)
    {
        Profile profile = OwnCode.Relocate(recording.Profile, session.Folder);
        profile = profile with { Runs = profile.Runs ?? 1 };
        notes.AddRange(profile.Notes);
        if (recording.Outcome.TimedOut)
        {
            notes.Add($"the profiled run was ended after {recording.Outcome.Wall}; the profile holds what was seen until then");
        }
        else if (workload.Service is null && recording.Outcome.ExitCode != workload.ExpectedExit)
        {
            notes.Add($"the profiled run ended with exit code {recording.Outcome.ExitCode}, expected {workload.ExpectedExit}");
        }

        List<Artifact> artifacts = [session.Artifacts.Put("profile.json", HoneProfile.Write(profile))];
        if (profile.Kind != ProfileKind.Io && profile.Total() > 0)
        {
            artifacts.Add(session.Artifacts.Put("flame.svg", FlameGraphs.Render(session, workload, profile)));
            ViewFolder.Put(session, ViewFolder.FlameGraphName(workload.Name, profile.Kind), artifacts[^1]);
        }

        session.Append(
            EntryKind.Profile,
            new ProfileFact(workload.Name, profile.Kind.Name(), profile.Collector, profile.Command, notes)
            {
                Functions = new FunctionTexts(new ProjectSource(session.Folder)).Of(profile, OwnCode.In(session.Folder)),
                Of = workload.Command.Text,
            },
            FactJson.Default.ProfileFact,
            artifacts);
    }

    private static Duration? Expected(Session session, Evidence evidence, Workload workload) =>
        Baseline(session, evidence, workload) is BaselineSummary baseline ? new((long)baseline.P50.Value) : null;

    private static BaselineSummary? Baseline(Session session, Evidence evidence, Workload workload) =>
        evidence.Baselines.TryGetValue(workload.Name, out Recorded<BaselineFact>? baseline) && baseline.Entry.Host == session.Host.Id ? RecordedBaseline.Of(session, baseline.Entry) : null;
}
