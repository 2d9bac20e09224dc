using Hone.Cli.Steps.Growth;
using Hone.Ledger;
using Hone.Measurement;
using Hone.Opportunities.Growth;
using Hone.Opportunities.Levers;
using Hone.Profiling;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps.Levers;

/// <summary>What the recorded evidence says of levers: read from the record, computed afresh each time.</summary>
internal static class LeverView
{
    /// <summary>The findings of each workload, best supported first: those that the matrix is made from.</summary>
    public static IReadOnlyList<(string Workload, IReadOnlyList<LeverFinding> Findings)> Of(Session session, IReadOnlyList<Workload> workloads)
    {
        Evidence evidence = session.Evidence();
        ProjectSource source = new(session.Folder);
        return [.. workloads.Select(workload => (workload.Name, LeverRules.Find(Facts(session, evidence, workload, source), session.Project.Levers)))];
    }

    /// <summary>What rules look at.</summary>
    /// <param name="session">The project.</param>
    /// <param name="workload">The workload.</param>
    /// <param name="baseline">Its baseline, or null.</param>
    /// <param name="measured">The entry of the baseline, or null.</param>
    /// <param name="profiles">The profiles that are at hand.</param>
    /// <param name="growth">How its cost grows, or null.</param>
    /// <param name="source">The project's source.</param>
    public static LeverFacts Facts(
        Session session, Workload workload, BaselineSummary? baseline, LedgerEntry? measured, IReadOnlyDictionary<ProfileKind, LoadedProfile> profiles, GrowthFigures? growth, ProjectSource source)
    {
        // What part of the time is CPU time on one machine says nothing of another.
        string? host = profiles.Values.Select(profile => profile.Recorded.Entry.Host).FirstOrDefault();
        Profile? cpu = profiles.GetValueOrDefault(ProfileKind.Cpu)?.Profile;
        return new()
        {
            Workload = workload.Name,
            Baseline = measured is not null && (host is null || measured.Host == host) ? baseline : null,
            Profiles = profiles.ToDictionary(each => each.Key, each => each.Value.Profile),
            Reports = profiles.ToDictionary(each => each.Key, each => each.Value.Shown),
            MemoryShare = cpu is not null && cpu.Total() > 0 ? MemoryShare.Of(cpu) : (Ratio?)null,
            IsOwn = OwnCode.In(session.Folder),
            Source = SourceReading.In(source),
            Growth = growth,
        };
    }

    private static LeverFacts Facts(Session session, Evidence evidence, Workload workload, ProjectSource source)
    {
        LedgerEntry? measured = evidence.Baselines.GetValueOrDefault(workload.Name)?.Entry;
        return Facts(
            session, workload, RecordedBaseline.Of(session, measured), measured, LoadedProfile.All(session, evidence, workload), GrowthView.Of(session, evidence, workload.Name), source);
    }
}
