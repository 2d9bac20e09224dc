using Hone.Ledger;
using Hone.Opportunities.Growth;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Workloads;

namespace Hone.Cli.Steps.Growth;

/// <summary>What the record says of how a workload's cost grows with its size.</summary>
internal static class GrowthView
{
    /// <summary>The figures, computed from the raw runs and profiles; null when there are none, or they are about another program or another command.</summary>
    public static GrowthFigures? Of(Session session, Evidence evidence, string workload) =>
        evidence.Growth.TryGetValue(workload, out Recorded<GrowthFact>? recorded) && Stale(session, evidence, recorded) is null && Raw(session, recorded) is GrowthRun run
            ? GrowthReading.Of(run, OwnCode.In(session.Folder))
            : null;

    /// <summary>Why a ladder is about something else than the program as it is now; null when it is not.</summary>
    public static string? Stale(Session session, Evidence evidence, Recorded<GrowthFact> recorded)
    {
        Workload? now = session.Project.Workloads.FirstOrDefault(workload => workload.Name == recorded.Fact.Workload);
        return now?.Template?.Command.Text != recorded.Fact.Command ? "(recorded of another command)" : new Freshness(session, evidence.VoidBefore).Of(recorded.Entry);
    }

    /// <summary>The raw ladder; null when its runs are not to be had. A profile that is missing is left out.</summary>
    public static GrowthRun? Raw(Session session, Recorded<GrowthFact> recorded)
    {
        if (Bytes(GrowthFact.Artifact) is not byte[] json || GrowthSamples.Read(json) is not GrowthSamples samples)
        {
            return null;
        }

        List<GrowthRung> rungs = [];
        foreach (SizeSamples size in samples.Sizes)
        {
            Dictionary<ProfileKind, Profile> profiles = [];
            foreach (ProfileKind kind in ProfileStep.Kinds)
            {
                if (Bytes(GrowthFact.ProfileName(kind, size.Size)) is byte[] bytes && HoneProfile.Read(bytes) is Profile profile)
                {
                    profiles[kind] = profile;
                }
            }

            rungs.Add(new(size.Size, size.Runs, profiles, size.InputBytes));
        }

        return new(samples.Workload, rungs, recorded.Fact.Notes);

        byte[]? Bytes(string name) => recorded.Entry.Artifacts.FirstOrDefault(artifact => artifact.Name == name) is Artifact artifact ? session.Artifacts.Read(artifact) : null;
    }
}
