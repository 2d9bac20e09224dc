using System.Security.Cryptography;
using System.Text;
using Hone.Measurement;
using Hone.Profiling;
using Hone.Profiling.Waiting;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Opportunities;

/// <summary>What the matrix is made from: one profile's hotspots with what is known of the workload.</summary>
/// <param name="Workload">The workload's name.</param>
/// <param name="Report">The hotspots of one profile.</param>
/// <param name="Baseline">The workload's baseline, or null when there is none yet.</param>
/// <param name="MemoryShare">The share of CPU time in allocators and garbage collection, or null when no CPU profile says.</param>
/// <param name="Evidence">SHA-256 of the profile.</param>
public sealed record ProfiledWorkload(string Workload, HotspotReport Report, BaselineSummary? Baseline, Ratio? MemoryShare, string Evidence);

/// <summary>A person's or agent's say on a row.</summary>
public sealed record Judgement(int? Confidence, int? Effort, bool Rejected, string Because);

/// <summary>The opportunity matrix: Score = Impact × Confidence / Effort, best first.</summary>
public static class Matrix
{
    /// <summary>One row for each hotspot in code at or above the threshold share, sorted by score, then bound, then id.</summary>
    public static IReadOnlyList<Opportunity> Build(
        IReadOnlyList<ProfiledWorkload> profiles, Thresholds thresholds, IReadOnlyDictionary<string, Judgement> judgements)
    {
        List<Opportunity> rows = [];
        foreach (ProfiledWorkload profile in profiles)
        {
            foreach (Hotspot hotspot in profile.Report.Hotspots.Where(hotspot => hotspot.Share >= thresholds.HotspotShare))
            {
                string id = RowId(profile.Workload, profile.Report.Kind, hotspot.Frame);
                rows.Add(Judge(Row(profile, hotspot, id), judgements.GetValueOrDefault(id)));
            }
        }

        return [.. rows.OrderByDescending(row => row.Score).ThenByDescending(row => row.Bound.Value).ThenBy(row => row.Id, StringComparer.Ordinal)];
    }

    /// <summary>The id of a row: the kind and the start of a SHA-256 over workload, kind, function and module.</summary>
    public static string RowId(string workload, ProfileKind kind, Frame frame)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', workload, kind.Name(), frame.Function, frame.Module)));
        return kind.Name() + "-" + Convert.ToHexStringLower(hash.AsSpan(0, 3));
    }

    private static Opportunity Row(ProfiledWorkload profile, Hotspot hotspot, string id)
    {
        (Ratio bound, string basis) = Bound(profile, hotspot);
        return new()
        {
            Id = id,
            Workload = profile.Workload,
            Kind = profile.Report.Kind,
            Hotspot = hotspot,
            Bound = bound,
            Impact = Grading.Impact(bound, basis),
            Confidence = Grading.Confidence(hotspot),
            Effort = Grading.AssumedEffort(id),
            Evidence = profile.Evidence,
        };
    }

    // A share of CPU time, of bytes or of time in system calls is a share of wall time only as far as the workload's wall time
    // consists of those.
    private static (Ratio Bound, string Basis) Bound(ProfiledWorkload profile, Hotspot hotspot)
    {
        BaselineSummary? baseline = profile.Baseline;
        double wall = baseline?.P50.Value ?? 0;
        switch (profile.Report.Kind)
        {
            case ProfileKind.Cpu:
                double cpu = wall > 0 ? Math.Min(1, baseline!.Cpu.Nanoseconds / wall) : 1;
                return (new(hotspot.Share.Value * cpu), wall > 0 ? $"{hotspot.Share} of CPU time, which is {new Ratio(cpu)} of wall" : $"{hotspot.Share} of CPU time");
            case ProfileKind.Allocation when profile.MemoryShare is Ratio memory:
                return (new(hotspot.Share.Value * memory.Value), $"{hotspot.Share} of allocated bytes; allocator and collector take {memory} of CPU time");
            case ProfileKind.Allocation:
                return (hotspot.Share, $"{hotspot.Share} of allocated bytes; what allocating costs is unknown without a CPU profile");
            case ProfileKind.OffCpu or ProfileKind.Lock:
                // What a wait holds up is not known: the time of several threads adds up, and may pass while another works.
                double waiting = wall > 0 ? WaitRule.Waiting(new((long)wall), baseline!.Cpu).Value : 1;
                string what = profile.Report.Kind == ProfileKind.Lock ? "waiting for locks" : "blocked time";
                return (new(hotspot.Share.Value * waiting), $"{hotspot.Share} of {what}; {new Ratio(waiting)} of wall is no CPU time");
            default:
                double outside = wall > 0 ? Math.Clamp(1 - (baseline!.User.Nanoseconds / wall), 0, 1) : 1;
                return (new(hotspot.Share.Value * outside), $"{hotspot.Share} of time in I/O calls; {new Ratio(outside)} of wall is outside user code");
        }
    }

    private static Opportunity Judge(Opportunity row, Judgement? judgement) => judgement is null
        ? row
        : row with
        {
            Confidence = judgement.Confidence is int confidence ? new(confidence, judgement.Because) : row.Confidence,
            Effort = judgement.Effort is int effort ? new(effort, judgement.Because) : row.Effort,
            Rejected = judgement.Rejected ? judgement.Because : null,
            IsJudged = judgement.Confidence is not null || judgement.Effort is not null,
        };
}
