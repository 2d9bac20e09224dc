using Hone.Cli.Steps.Handicaps;
using Hone.Cli.Steps.Levers;
using Hone.Ledger;
using Hone.Measurement;
using Hone.Opportunities;
using Hone.Opportunities.Growth;
using Hone.Opportunities.Levers;
using Hone.Opportunities.Levers.Source;
using Hone.Profiling;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps.Rows;

/// <summary>Gathers what the matrix is made from: profiles, baselines, growth, handicap tests, levers, and what is on record of rows.</summary>
internal sealed class RowFacts(Session session, Evidence evidence)
{
    private readonly Freshness _freshness = new(session, evidence.VoidBefore);
    private readonly ProjectSource _source = new(session.Folder);
    private readonly List<WorkloadEvidence> _workloads = [];

    /// <summary>All of it.</summary>
    public MatrixFacts Facts => new()
    {
        Workloads = _workloads,
        Thresholds = session.Project.Thresholds,
        Judgements = evidence.Judgements,
        Claims = evidence.Matrix.Claims,
        Outcomes = evidence.Matrix.Outcomes,
        Taken = evidence.Matrix.Taken is { } taken ? (taken.Fact.Row, taken.Entry.Actor) : null,
        Language = FrameLanguage.Of,
        LinesHold = lines => _source.Read(lines.File) is { } text && lines.Last <= text.Lines.Count && text.Hash(lines.First, lines.Last) == lines.Sha256,
    };

    /// <summary>Takes a workload in.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="baseline">Its baseline, or null.</param>
    /// <param name="measured">The entry of the baseline, or null.</param>
    /// <param name="profiles">The profiles that are at hand.</param>
    /// <param name="growth">How its cost grows, or null.</param>
    public void Add(Workload workload, BaselineSummary? baseline, LedgerEntry? measured, IReadOnlyDictionary<ProfileKind, LoadedProfile> profiles, GrowthFigures? growth)
    {
        LeverFacts facts = LeverView.Facts(session, workload, baseline, measured, profiles, growth, _source);
        BaselineSummary? here = facts.Baseline;
        IReadOnlyList<LeverFinding> findings = LeverRules.Find(facts, session.Project.Levers);
        _workloads.Add(new()
        {
            Workload = workload.Name,
            Weight = !session.Project.Workloads.Any(each => each.Primary) || workload.Primary ? workload.Weight : 0,
            Baseline = here,
            MemoryShare = facts.MemoryShare,
            LockWait = LockWaits.Of(profiles.GetValueOrDefault(ProfileKind.Lock)?.Profile, profiles.GetValueOrDefault(ProfileKind.OffCpu)?.Profile, here is null ? null : new Duration((long)here.P50.Value)),
            Findings = findings,
            Growth = growth,
            Profiles = profiles.ToDictionary(each => each.Key, each => Profile(workload, each.Value, findings)),
            Handicap = frame => HandicapView.Of(session, evidence, workload.Name, frame),
        });
    }

    private ProfileEvidence Profile(Workload workload, LoadedProfile loaded, IReadOnlyList<LeverFinding> findings)
    {
        LedgerEntry entry = loaded.Recorded.Entry;
        bool isFresh = _freshness.Of(entry) is null;
        bool moved = entry.Commit != session.Commit || entry.Commit.EndsWith("+dirty", StringComparison.Ordinal) || entry.Commit == "none";
        FunctionTexts texts = new(_source);
        ProfileEvidence found = new(loaded.Report, loaded.Artifact.Sha256, entry.Commit, entry.Host)
        {
            Stale = Stale(workload, loaded.Recorded),
            Text = frame => texts.Since(loaded.Recorded.Fact.Functions, frame, moved, isFresh),
        };
        Frame[] missing = [.. findings.Where(finding => finding.Kind == loaded.Profile.Kind && found.Find(finding.Frame) is null).Select(finding => finding.Frame)];
        if (missing.Length == 0)
        {
            return found;
        }

        HotspotReport others = Hotspots.Find(loaded.Profile, new() { IsOwn = OwnCode.In(session.Folder), Top = 0, Also = frame => missing.Any(each => each.Function == frame.Function && each.Module == frame.Module) });
        return found with { Others = [.. others.Hotspots, .. others.Apart] };
    }

    private Staleness? Stale(Workload workload, Recorded<ProfileFact> recorded)
    {
        if (recorded.Fact.Of is string command && command != workload.Command.Text)
        {
            return new("other-workload", $"the profile is of `{command}`, and the workload runs `{workload.Command.Text}` now", "hone profile");
        }

        if (recorded.Entry.Seq < evidence.VoidBefore)
        {
            return new("stale", "the profile was recorded before the seal was renewed", "hone profile");
        }

        return recorded.Entry.Seq < evidence.Matrix.LastLanding
            ? new("stale", FormattableString.Invariant($"a change landed since (ledger entry {evidence.Matrix.LastLanding}), and shares move with it"), "hone run")
            : null;
    }
}
