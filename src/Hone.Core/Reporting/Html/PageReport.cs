using Hone.Changes.Verdicts;
using Hone.Equivalence.Strength;
using Hone.Guardrails;
using Hone.Guardrails.History;
using Hone.Ledger;
using Hone.Opportunities.Growth;
using Hone.Profiling;

namespace Hone.Reporting.Html;

/// <summary>A recorded profile that the page draws.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Profile">The profile; it says its kind.</param>
public sealed record PageProfile(string Workload, Profile Profile);

/// <summary>The profiles before and after a landed change.</summary>
/// <param name="Before">The one that the change was made for.</param>
/// <param name="After">The first one after it landed.</param>
/// <param name="Notes">What else lies between them, each as one sentence.</param>
public sealed record ProfilePair(Profile Before, Profile After, IReadOnlyList<string> Notes);

/// <summary>A verification of a change with what its runs say.</summary>
/// <param name="Recorded">The record.</param>
/// <param name="Verdict">The verdict; null when its evidence is not on this machine.</param>
/// <param name="Gain">The gain; null where nothing was timed.</param>
public sealed record StoryRun(RecordedRun Recorded, Verdict? Verdict, GainFigures? Gain);

/// <summary>A change from its prediction to its outcome.</summary>
/// <param name="Recorded">The record.</param>
/// <param name="Runs">Its verifications, the oldest first.</param>
/// <param name="Profiles">Before and after; null unless it landed and both are at hand.</param>
public sealed record ChangeStory(RecordedChange Recorded, IReadOnlyList<StoryRun> Runs, ProfilePair? Profiles);

/// <summary>A limit with the median at the pinned commit, in the metric's unit; null where no run has it.</summary>
public sealed record PageLimit(GuardLimit Limit, double? Reference);

/// <summary>A check of the guard with its figures; null when its runs are not on this machine.</summary>
public sealed record PageCheck(Recorded<GuardCheckFact> Recorded, IReadOnlyList<GuardFigure>? Figures);

/// <summary>The guardrails.</summary>
/// <param name="Record">What the record holds.</param>
/// <param name="Limits">The limits.</param>
/// <param name="Checks">The last checks, the latest first.</param>
public sealed record PageGuard(GuardRecord Record, IReadOnlyList<PageLimit> Limits, IReadOnlyList<PageCheck> Checks);

/// <summary>A bead, as the tracker has it.</summary>
/// <param name="Name">Its id for people.</param>
/// <param name="Title">Its title.</param>
/// <param name="IsOpen">Whether it is open.</param>
public sealed record PageBead(string Name, string Title, bool IsOpen);

/// <summary>An entry of the ledger in a few words.</summary>
public sealed record PageEntry(LedgerEntry Entry, string Summary);

/// <summary>The ledger and whether it holds.</summary>
/// <param name="Entries">Its entries, oldest first.</param>
/// <param name="Findings">Where it was altered; empty when it holds.</param>
/// <param name="Present">Artifacts that were held against their hashes.</param>
/// <param name="Missing">Artifacts that are not on this machine.</param>
/// <param name="Seal">What the seal says; null without one.</param>
public sealed record PageLedger(IReadOnlyList<PageEntry> Entries, IReadOnlyList<LedgerFinding> Findings, int Present, IReadOnlyList<string> Missing, string? Seal);

/// <summary>Some lines of a source file as they were at the recorded commit.</summary>
/// <param name="First">The number of the first line.</param>
/// <param name="Lines">The lines.</param>
/// <param name="Note">What a reader must know of them; null when nothing.</param>
public sealed record SourceSnippet(int First, IReadOnlyList<string> Lines, string? Note);

/// <summary>Everything that the report page is rendered from.</summary>
public sealed record PageReport
{
    /// <summary>The project's name.</summary>
    public required string Project { get; init; }

    /// <summary>The ledger.</summary>
    public required PageLedger Ledger { get; init; }

    /// <summary>The phase; null when the record was altered: then nothing but that is told.</summary>
    public PhaseReport? Phase { get; init; }

    /// <summary>The latest profiles, in the order of the workloads.</summary>
    public IReadOnlyList<PageProfile> Profiles { get; init; } = [];

    /// <summary>Source lines by place.</summary>
    public IReadOnlyDictionary<SourceLocation, SourceSnippet> Sources { get; init; } = new Dictionary<SourceLocation, SourceSnippet>();

    /// <summary>The raw ladders of sizes, by workload.</summary>
    public IReadOnlyDictionary<string, GrowthRun> Ladders { get; init; } = new Dictionary<string, GrowthRun>();

    /// <summary>The last measurement of the oracle's strength, where it holds.</summary>
    public StrengthRun? Strength { get; init; }

    /// <summary>The changes in their order.</summary>
    public IReadOnlyList<ChangeStory> Changes { get; init; } = [];

    /// <summary>The beads of the phase.</summary>
    public IReadOnlyList<PageBead> Beads { get; init; } = [];

    /// <summary>The history; null when there is none.</summary>
    public HistoryReport? History { get; init; }

    /// <summary>The guardrails.</summary>
    public PageGuard Guard { get; init; } = new(new(), [], []);
}
