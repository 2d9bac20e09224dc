using Hone.Ledger;
using Hone.Linux.Processes;
using Hone.Linux.Profilers;
using Hone.Linux.Storage;
using Hone.Measurement;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.FlameGraphs;
using Hone.Profiling.Formats;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>Step B: one profile of each kind of each workload, with flame graphs. What cannot be recorded is said, and the phase goes on.</summary>
internal static class ProfileStep
{
    /// <summary>The kinds that every workload gets, in the order in which they are shown.</summary>
    public static IReadOnlyList<ProfileKind> Kinds { get; } = [ProfileKind.Cpu, ProfileKind.Allocation, ProfileKind.Io];

    /// <summary>Profiles the workloads and records each profile as it comes.</summary>
    public static void Run(Session session, IReadOnlyList<Workload> workloads, IReadOnlyList<ProfileKind> kinds)
    {
        using Scratch scratch = new();
        Evidence evidence = session.Evidence();
        session.Progress.Restart();
        int done = 0;
        foreach (Workload workload in workloads)
        {
            WorkloadRun.Prepare(session, workload);
            SpawnRequest request = session.Spawn(workload);

            // A workload that fails by itself is no subject of a profile.
            WorkloadRun.Once(session, workload, request);
            TargetRuntime runtime = TargetDetection.Detect(request);
            Duration? expected = Expected(session, evidence, workload);
            foreach (ProfileKind kind in kinds)
            {
                session.Progress.At($"{workload.Name} · {kind.Name()}", done++, workloads.Count * kinds.Count);
                CollectRequest collect = new() { Run = request, Runtime = runtime, Expected = expected, Scratch = scratch.Sub($"{done}-{kind.Name()}") };
                Record(session, workload, kind, collect);
            }

            if (workload.Outputs.Count > 0)
            {
                // A profiled run may be ended half-way; the last one leaves whole outputs behind.
                WorkloadRun.Once(session, workload, request);
            }
        }
    }

    private static void Record(Session session, Workload workload, ProfileKind kind, CollectRequest request)
    {
        List<string> notes = [];
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
                Keep(session, workload, recording, notes);
                return;
            }
            catch (ProblemException error)
            {
                notes.Add($"{collector.Name} could not record: {error.Problem.What}; {error.Problem.Next}");
            }
        }

        if (notes.Count == 0)
        {
            notes.Add($"no collector of this version records {kind.Name()} profiles of {request.Runtime} programs");
        }

        session.Append(
            EntryKind.Profile,
            new ProfileFact(workload.Name, kind.Name(), "none", workload.Command.Text, notes),
            FactJson.Default.ProfileFact);
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
        else if (recording.Outcome.ExitCode != workload.ExpectedExit)
        {
            notes.Add($"the profiled run ended with exit code {recording.Outcome.ExitCode}, expected {workload.ExpectedExit}");
        }

        List<Artifact> artifacts = [session.Artifacts.Put("profile.json", HoneProfile.Write(profile))];
        if (profile.Kind is ProfileKind.Cpu or ProfileKind.Allocation && profile.Total() > 0)
        {
            artifacts.Add(session.Artifacts.Put("flame.svg", FlameGraphs.Render(session, workload, profile)));
            ViewFolder.Put(session, ViewFolder.FlameGraphName(workload.Name, profile.Kind), artifacts[^1]);
        }

        session.Append(
            EntryKind.Profile,
            new ProfileFact(workload.Name, profile.Kind.Name(), profile.Collector, profile.Command, notes),
            FactJson.Default.ProfileFact,
            artifacts);
    }

    private static Duration? Expected(Session session, Evidence evidence, Workload workload)
    {
        if (evidence.Baselines.TryGetValue(workload.Name, out Recorded<BaselineFact>? baseline)
            && baseline.Entry.Host == session.Host.Id
            && baseline.Entry.Artifacts is [Artifact samples]
            && session.Artifacts.Read(samples) is byte[] bytes
            && Samples.Read(bytes) is Samples { Runs.Count: > 0 } read)
        {
            return new((long)BaselineSummary.Of(read).P50.Value);
        }

        return null;
    }
}
