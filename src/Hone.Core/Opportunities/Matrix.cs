using System.Security.Cryptography;
using System.Text;
using Hone.Opportunities.Calibration;
using Hone.Opportunities.Growth;
using Hone.Opportunities.Handicaps;
using Hone.Opportunities.Levers;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Opportunities;

/// <summary>
/// The opportunity matrix: Score = Impact × Confidence / Effort, best first. A row is a workload, a kind of profile, a function and a
/// lever: one for each lever that the evidence shows or somebody named, and one without for each other hotspot.
/// </summary>
public sealed class Matrix
{
    /// <summary>A function that is to take this part of the cost at ten times the size gets a row, hotspot or not.</summary>
    public const double DominatesAtTen = 0.25;

    private readonly MatrixFacts _facts;
    private readonly SuccessHistory _successes;
    private readonly GainHistory _gains;
    private readonly Dictionary<string, Opportunity> _rows = new(StringComparer.Ordinal);

    private Matrix(MatrixFacts facts)
    {
        _facts = facts;
        _successes = SuccessHistory.Of(facts.Outcomes);
        _gains = GainHistory.Of(facts.Outcomes);
    }

    /// <summary>The rows, sorted by score, then by how well the evidence shows the lever, then bound, then id.</summary>
    public static IReadOnlyList<Opportunity> Build(MatrixFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        Matrix matrix = new(facts);
        foreach (WorkloadEvidence workload in facts.Workloads)
        {
            foreach ((ProfileKind kind, ProfileEvidence profile) in workload.Profiles.OrderBy(each => each.Key))
            {
                matrix.Add(workload, kind, profile);
            }
        }

        return
        [
            .. matrix._rows.Values.OrderByDescending(row => row.Score).ThenByDescending(row => row.Finding?.Rank ?? 0)
                .ThenByDescending(row => row.Bound.Weighted.Value).ThenBy(row => row.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>The id of a row: the kind and the start of a SHA-256 over workload, kind, function, module and, where there is one, lever.</summary>
    public static string RowId(string workload, ProfileKind kind, Frame frame, string? lever = null)
    {
        ArgumentNullException.ThrowIfNull(frame);
        string[] parts = [workload, kind.Name(), frame.Function, frame.Module, .. lever is null ? (string[])[] : [lever]];
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts)));
        return kind.Name() + "-" + Convert.ToHexStringLower(hash.AsSpan(0, 3));
    }

    private void Add(WorkloadEvidence workload, ProfileKind kind, ProfileEvidence profile)
    {
        HashSet<(string, string)> named = [];
        foreach (LeverFinding finding in workload.Findings.Where(finding => finding.Kind == kind))
        {
            if (profile.Find(finding.Frame) is Hotspot hotspot)
            {
                named.Add((finding.Frame.Function, finding.Frame.Module));
                Add(workload, kind, profile, hotspot, finding.Lever, finding);
            }
        }

        foreach (Hotspot hotspot in profile.All)
        {
            foreach (Lever lever in Named(workload.Workload, kind, hotspot.Frame))
            {
                named.Add((hotspot.Frame.Function, hotspot.Frame.Module));
                Add(workload, kind, profile, hotspot, lever, null);
            }
        }

        IEnumerable<Hotspot> shown = profile.Report.Hotspots.Take(profile.Shown).Where(hotspot => hotspot.Share >= _facts.Thresholds.HotspotShare);
        IEnumerable<Hotspot> growing = (workload.Growth?.Functions ?? [])
            .Where(function => function.Kind == kind && function.Own && function.ShareAt10 is Ratio share && share.Value >= DominatesAtTen)
            .Select(function => profile.Find(function.Frame)).OfType<Hotspot>();
        foreach (Hotspot hotspot in shown.Concat(growing).Where(hotspot => !named.Contains((hotspot.Frame.Function, hotspot.Frame.Module))))
        {
            Add(workload, kind, profile, hotspot, null, null);
        }
    }

    // Levers that somebody named for the function: their rows stand in the record under the id that the lever gives them.
    private IEnumerable<Lever> Named(string workload, ProfileKind kind, Frame frame) => _facts.Judgements.Values
        .Select(judgement => judgement.Lever).OfType<string>().Distinct(StringComparer.Ordinal)
        .Where(lever => _facts.Judgements.GetValueOrDefault(RowId(workload, kind, frame, lever))?.Lever == lever)
        .Select(LeverCatalogue.Find).OfType<Lever>();

    private void Add(WorkloadEvidence workload, ProfileKind kind, ProfileEvidence profile, Hotspot hotspot, Lever? lever, LeverFinding? finding)
    {
        string id = RowId(workload.Workload, kind, hotspot.Frame, lever?.Name);
        if (_rows.ContainsKey(id))
        {
            return;
        }

        Judgement judgement = _facts.Judgements.GetValueOrDefault(id) ?? new();
        SourceLines[] lines = [.. judgement.Lines.Where(_facts.LinesHold)];
        HandicapFigures? handicap = workload.Handicap(hotspot.Frame);
        Bound own = Bounds.Of(workload, kind, hotspot, handicap);
        double part = finding is null || hotspot.Share.Value <= 0 ? 1 : Math.Clamp(finding.Share.Value / hotspot.Share.Value, 0, 1);
        Bound bound = own with { LeverPart = new(part), Weighted = new(part * Weighted(workload, kind, hotspot.Frame, own).Value) };
        bool isOffPath = handicap?.Verdict == HandicapVerdict.OffPath;
        EvidenceGrade grade = Grade(hotspot, lever, finding, lines.Length > 0);
        string language = _facts.Language(hotspot.Frame);
        SuccessPosterior success = _successes.Of(lever?.Name, grade, language);
        Claim? claim = _facts.Claims.GetValueOrDefault(id);
        string? offPath = isOffPath ? FormattableString.Invariant($"β {handicap!.Beta:0.00}: the run does not wait for this function, so a change here cannot pay") : null;
        _rows[id] = new()
        {
            Id = id,
            Workload = workload.Workload,
            Kind = kind,
            Hotspot = hotspot,
            Lever = lever,
            Finding = finding,
            Lines = lines,
            Bound = bound,
            Impact = offPath is null ? Grading.Impact(bound, id) : new(1, offPath),
            Confidence = Grading.Confidence(success, grade, hotspot),
            Effort = judgement.Effort is int effort ? new(effort, judgement.EffortBecause) : Efforts.Of(id, lever?.Name, _facts.Outcomes),
            Success = success,
            Grade = grade,
            Language = language,
            Evidence = profile.Digest,
            Commit = profile.Commit,
            Host = profile.Host,
            Growth = workload.Growth?.Functions.FirstOrDefault(function => function.Kind == kind && Same(function.Frame, hotspot.Frame)),
            Handicap = handicap,
            Claim = claim,
            Forecast = _gains.Of(claim?.Gain.Value ?? bound.Gain.Value, lever?.Name, bound.Gain.Value),
            Rejected = judgement.Rejected ? judgement.RejectedBecause : null,
            OffPath = offPath,
            Stale = profile.StaleFor(hotspot.Frame),
            Notes = [.. Notes(profile, hotspot, judgement, lines, handicap)],
            TakenBy = _facts.Taken is { } taken && taken.Row == id ? taken.Actor : null,
            IsJudged = judgement.Effort is not null,
        };
    }

    // The evidence of a lever is no better than its rule: a hint, or no lever at all, is weak whatever the profile.
    private static EvidenceGrade Grade(Hotspot hotspot, Lever? lever, LeverFinding? finding, bool hasLines)
    {
        LeverReliability reliability = hasLines ? LeverReliability.Raises : finding?.Reliability ?? lever?.Reliability ?? LeverReliability.Hint;
        EvidenceGrade most = reliability switch { LeverReliability.Raises => EvidenceGrade.Strong, LeverReliability.NeedsLines => EvidenceGrade.Fair, _ => EvidenceGrade.Weak };
        EvidenceGrade measured = EvidenceGrades.Of(hotspot);
        return measured < most ? measured : most;
    }

    // A function that is hot in several workloads saves in each of them.
    private Ratio Weighted(WorkloadEvidence here, ProfileKind kind, Frame frame, Bound own)
    {
        double all = _facts.Workloads.Sum(workload => workload.Weight);
        if (all <= 0)
        {
            return own.Gain;
        }

        double saved = 0;
        foreach (WorkloadEvidence workload in _facts.Workloads.Where(workload => workload.Weight > 0))
        {
            saved += workload.Weight * (workload == here ? own.Gain.Value
                : workload.Profiles.GetValueOrDefault(kind)?.Find(frame) is Hotspot there ? Bounds.Of(workload, kind, there, workload.Handicap(there.Frame)).Gain.Value
                : 0);
        }

        return new(saved / all);
    }

    private static IEnumerable<string> Notes(ProfileEvidence profile, Hotspot hotspot, Judgement judgement, SourceLines[] lines, HandicapFigures? handicap)
    {
        if (profile.Text(hotspot.Frame) == FunctionText.SameOnMovedBase)
        {
            yield return $"profiled at {Short(profile.Commit)}: the base has moved, and the function's text is the same";
        }

        foreach (SourceLines gone in judgement.Lines.Except(lines))
        {
            yield return $"the lines {gone} that were attached are not as they were: attach them again";
        }

        if (handicap?.Verdict == HandicapVerdict.Convoy)
        {
            yield return FormattableString.Invariant($"β {handicap.Beta:0.00}: others queue behind this function, so that a change here saves more than its own time");
        }

        if (handicap?.Verdict == HandicapVerdict.Inconclusive)
        {
            yield return FormattableString.Invariant($"the handicap test does not decide (β {handicap.Interval.Low:0.00}–{handicap.Interval.High:0.00})");
        }
    }

    private static bool Same(Frame left, Frame right) => left.Function == right.Function && left.Module == right.Module;

    internal static string Short(string commit) => commit.Length > 12 ? commit[..12] + (commit.EndsWith("+dirty", StringComparison.Ordinal) ? "+dirty" : "") : commit;
}
