using Hone.Ledger;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>The profiles of the record.</summary>
internal static class RecordedProfile
{
    /// <summary>The latest of a workload and kind, with its artifact; null when there is none, or it is not to be had.</summary>
    public static (Recorded<ProfileFact> Recorded, Artifact Artifact, Profile Profile)? Of(Session session, Evidence evidence, Workload workload, ProfileKind kind) =>
        evidence.Profiles.TryGetValue((workload.Name, kind.Name()), out Recorded<ProfileFact>? recorded)
        && recorded.Entry.Artifacts.FirstOrDefault(artifact => artifact.Name == "profile.json") is Artifact artifact
        && session.Artifacts.Read(artifact) is byte[] json
        && HoneProfile.Read(json) is Profile profile
            ? (recorded, artifact, profile)
            : null;
}
