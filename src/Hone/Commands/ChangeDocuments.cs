using System.Text.Json.Serialization;
using Hone.Changes;
using Hone.Changes.Runs;
using Hone.Changes.Verdicts;
using Hone.Cli.Steps.Changes;

namespace Hone.Cli.Commands;

/// <summary>A verdict: <c>verdict</c> is <c>accepted</c>, <c>rejected</c>, <c>inconclusive</c>, or <c>missing</c> where the evidence is not on this machine.</summary>
internal sealed record VerdictDocument(
    string Verdict, string? Rule, string? Measured, string? Limit, string? Next, bool Quarantined, bool Sandboxed)
{
    public static VerdictDocument From(JudgedRun run) => run.Verdict switch
    {
        Verdict.Rejected rejected => new("rejected", rejected.Rule, rejected.Measured, rejected.Limit, rejected.Next, rejected.Quarantined, run.IsSandboxed),
        Verdict.Inconclusive inconclusive => new("inconclusive", inconclusive.Rule, inconclusive.Because, null, inconclusive.Decides, false, run.IsSandboxed),
        null => new("missing", null, null, null, null, false, false),
        _ => new("accepted", null, null, null, null, false, run.IsSandboxed),
    };
}

/// <summary>A gain: parts of the metric.</summary>
internal sealed record GainDocument(string Metric, string Workload, double Before, double After, double Gain, double? Low, double? High, double Least, int Pairs, int Attempt, double Alpha)
{
    public static GainDocument? From(GainFigures? gain) => gain is null || !double.IsFinite(gain.Gain) ? null : new(
        gain.Metric.Name, gain.Workload, gain.Comparison.Reference, gain.Comparison.Value, gain.Gain, gain.Range?.Low, gain.Range?.High, gain.Least, gain.Comparison.Pairs, gain.Attempt, gain.Alpha);
}

/// <summary>A changed file and what it counts as: <c>source</c>, <c>newTest</c>, <c>test</c>, <c>sealed</c> or <c>other</c>.</summary>
internal sealed record ChangedPathDocument(string Path, string Class, string Why);

/// <summary>One verification.</summary>
internal sealed record ChangeRunDocument(
    long Entry, string Patch, string Base, string Tree, bool Quick, int Attempt, VerdictDocument Verdict, GainDocument? Gain, IReadOnlyList<ChangedPathDocument> Paths, IReadOnlyList<GateFinding> Findings,
    SandboxReport? Sandbox, int Cases, int Inputs, IReadOnlyList<string> Notes)
{
    public static ChangeRunDocument From(ChangeView view, JudgedRun run) => new(
        run.Recorded.Run.Entry.Seq,
        run.Recorded.Run.Fact.Patch,
        run.Recorded.Run.Fact.Base,
        run.Recorded.Run.Fact.Tree,
        run.Recorded.Run.Fact.Quick,
        run.Recorded.Attempt,
        VerdictDocument.From(run),
        GainDocument.From(run.Gain(view.Change)),
        [.. (run.Run?.Paths ?? []).Select(path => new ChangedPathDocument(path.Path, char.ToLowerInvariant(path.Class.ToString()[0]) + path.Class.ToString()[1..], path.Why))],
        run.Run?.Findings ?? [],
        run.Run?.Sandbox,
        run.Run?.Cases?.Count ?? 0,
        run.Run?.Seeded?.Tried ?? 0,
        run.Run?.Notes ?? []);
}

/// <summary>A change.</summary>
internal sealed record ChangeDocument(
    string Schema, string Id, string State, string Row, string Workload, string Function, string Lever, string Metric, string Base, string? Bead, string? Worktree, string? Proof, double Bound, int Attempts, int Tried,
    string? Landed, IReadOnlyList<ChangeRunDocument> Runs)
{
    public static ChangeDocument From(ChangeView view, ChangeFolder folder)
    {
        bool isThere = Directory.Exists(folder.Worktree);
        return new(
            "hone.change/1", view.Change.Id, view.Recorded.State.Name(), view.Change.Row, view.Change.Workload, view.Change.Function, view.Change.Lever, view.Change.Metric, view.Change.Base, view.Change.Bead,
            isThere ? folder.Worktree : null, isThere ? folder.Proof : null, view.Change.Bound.Gain, view.Recorded.Attempts, view.Recorded.TriedBefore, view.Recorded.Closed?.Fact.Landed,
            [.. view.Runs.Select(run => ChangeRunDocument.From(view, run))]);
    }
}

/// <summary>Every change.</summary>
internal sealed record ChangesDocument(string Schema, IReadOnlyList<ChangeDocument> Changes);

/// <summary>What landing did, or would do; <c>commit</c> is left out of a dry run. <c>left</c> are copies of new tests and documents, which are no part of the change.</summary>
internal sealed record LandingDocument(string Schema, string Change, string? Commit, string Message, IReadOnlyList<string> Retake, IReadOnlyList<string> Left);

/// <summary>What one gate found.</summary>
internal sealed record FindingsDocument(string Schema, string Change, string Patch, bool Holds, IReadOnlyList<GateFinding> Findings);

/// <summary>Source-generated JSON of what <c>hone change</c> prints.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChangeDocument))]
[JsonSerializable(typeof(ChangesDocument))]
[JsonSerializable(typeof(ChangeRunDocument))]
[JsonSerializable(typeof(FindingsDocument))]
[JsonSerializable(typeof(LandingDocument))]
internal sealed partial class ChangeJson : JsonSerializerContext;
