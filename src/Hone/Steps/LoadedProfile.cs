using Hone.Ledger;
using Hone.Profiling;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>A recorded profile that is at hand.</summary>
/// <param name="Recorded">What the ledger says of it.</param>
/// <param name="Artifact">The stored profile.</param>
/// <param name="Profile">The profile.</param>
/// <param name="Report">Its hotspots, more than are shown.</param>
internal sealed record LoadedProfile(Recorded<ProfileFact> Recorded, Artifact Artifact, Profile Profile, HotspotReport Report)
{
    /// <summary>How many hotspots a row can be about.</summary>
    public const int Most = 60;

    /// <summary>The profiles of a workload that are at hand, by kind.</summary>
    public static IReadOnlyDictionary<ProfileKind, LoadedProfile> All(Session session, Evidence evidence, Workload workload)
    {
        Func<Frame, bool> isOwn = OwnCode.In(session.Folder);
        Dictionary<ProfileKind, LoadedProfile> loaded = [];
        foreach (ProfileKind kind in ProfileStep.AllKinds)
        {
            if (RecordedProfile.Of(session, evidence, workload, kind) is var (recorded, artifact, profile))
            {
                loaded[kind] = new(recorded, artifact, profile, Hotspots.Find(profile, new() { Top = Most, IsOwn = isOwn }));
            }
        }

        return loaded;
    }

    /// <summary>The hotspots that are shown.</summary>
    public HotspotReport Shown
    {
        get
        {
            int top = new HotspotOptions().Top;
            return Report with { Hotspots = [.. Report.Hotspots.Take(top)], Apart = [.. Report.Apart.Take(top)] };
        }
    }
}
