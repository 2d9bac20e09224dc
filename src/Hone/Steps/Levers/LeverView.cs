using Hone.Cli.Steps.Growth;
using Hone.Ledger;
using Hone.Measurement;
using Hone.Opportunities.Levers;
using Hone.Opportunities.Levers.Source;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Workloads;

namespace Hone.Cli.Steps.Levers;

/// <summary>What the recorded evidence says of levers: read from the record, computed afresh each time.</summary>
internal static class LeverView
{
    /// <summary>The findings of each workload, best supported first.</summary>
    public static IReadOnlyList<(string Workload, IReadOnlyList<LeverFinding> Findings)> Of(Session session, IReadOnlyList<Workload> workloads)
    {
        Evidence evidence = session.Evidence();
        Func<Frame, SourceHints?> source = SourceReading.In(session.Folder);
        return [.. workloads.Select(workload => (workload.Name, LeverRules.Find(Facts(session, evidence, workload, source), session.Project.Levers)))];
    }

    /// <summary>All that the record knows of a workload that rules look at.</summary>
    public static LeverFacts Facts(Session session, Evidence evidence, Workload workload, Func<Frame, SourceHints?> source)
    {
        Func<Frame, bool> isOwn = OwnCode.In(session.Folder);
        Dictionary<ProfileKind, Profile> profiles = [];
        Dictionary<ProfileKind, HotspotReport> reports = [];
        foreach (ProfileKind kind in ProfileStep.AllKinds)
        {
            if (evidence.Profiles.TryGetValue((workload.Name, kind.Name()), out Recorded<ProfileFact>? recorded)
                && recorded.Entry.Artifacts.FirstOrDefault(artifact => artifact.Name == "profile.json") is Artifact artifact
                && session.Artifacts.Read(artifact) is byte[] json && HoneProfile.Read(json) is Profile profile)
            {
                profiles[kind] = profile;
                reports[kind] = Hotspots.Find(profile, new() { IsOwn = isOwn });
            }
        }

        return new()
        {
            Workload = workload.Name,
            Baseline = Baseline(session, evidence, workload),
            Growth = GrowthView.Of(session, evidence, workload.Name),
            Profiles = profiles,
            Reports = reports,
            MemoryShare = profiles.TryGetValue(ProfileKind.Cpu, out Profile? cpu) && cpu.Total() > 0 ? MemoryShare.Of(cpu) : null,
            IsOwn = isOwn,
            Source = source,
        };
    }

    private static BaselineSummary? Baseline(Session session, Evidence evidence, Workload workload) =>
        evidence.Baselines.GetValueOrDefault(workload.Name)?.Entry.Artifacts is [Artifact samples]
            && session.Artifacts.Read(samples) is byte[] bytes && Samples.Read(bytes) is Samples { Runs.Count: > 0 } read
            ? BaselineSummary.Of(read)
            : null;
}
