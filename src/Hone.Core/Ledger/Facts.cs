using System.Text.Json;
using System.Text.Json.Serialization;
using Hone.Changes;
using Hone.Equivalence;
using Hone.Opportunities;

namespace Hone.Ledger;

/// <summary>The data of a <see cref="EntryKind.Check"/> entry: the build or the tests ran.</summary>
/// <param name="Purpose"><c>build</c> or <c>test</c>.</param>
/// <param name="Command">The exact command.</param>
/// <param name="ExitCode">How it ended.</param>
/// <param name="WallNs">How long it took, in nanoseconds.</param>
public sealed record CheckFact(string Purpose, string Command, int ExitCode, long WallNs);

/// <summary>The data of a <see cref="EntryKind.Baseline"/> entry; the samples are its artifact <c>samples.json</c>.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Command">The exact command.</param>
/// <param name="Warmups">Uncounted runs.</param>
/// <param name="Runs">Counted runs.</param>
/// <param name="Inputs">SHA-256 of every declared input file, by path.</param>
/// <param name="Rates">Of a server, the rates of requests that were offered, and its artifact is <c>latencies.json</c>; null for a program that ends.</param>
public sealed record BaselineFact(string Workload, string Command, int Warmups, int Runs, IReadOnlyDictionary<string, string> Inputs, IReadOnlyList<double>? Rates = null)
{
    /// <summary>True when a whole round measured it: without the round's own entry behind it, that round did not come to its end. Null elsewhere.</summary>
    public bool? InRound { get; init; }
}

/// <summary>
/// The data of a <see cref="EntryKind.Profile"/> entry; artifacts: <c>profile.json</c>, and <c>flame.svg</c> for cpu and alloc.
/// Without artifacts nothing could be recorded, and the notes say why.
/// </summary>
/// <param name="Workload">The workload.</param>
/// <param name="Kind"><c>cpu</c>, <c>alloc</c> or <c>io</c>.</param>
/// <param name="Collector">Tool and version.</param>
/// <param name="Command">The exact command.</param>
/// <param name="Notes">What is degraded.</param>
public sealed record ProfileFact(string Workload, string Kind, string Collector, string Command, IReadOnlyList<string> Notes)
{
    /// <summary>The text of the hot functions of the project; null in older records.</summary>
    public IReadOnlyList<FunctionHash>? Functions { get; init; }

    /// <summary>The workload's command as the manifest stated it; null in older records.</summary>
    public string? Of { get; init; }
}

/// <summary>
/// The data of a <see cref="EntryKind.Golden"/> entry; kept channels are artifacts under the channel's name, and what normalisers take
/// out of a channel under <c>mask:CHANNEL</c>.
/// </summary>
/// <param name="Workload">The workload, or the case.</param>
/// <param name="Command">The exact command.</param>
/// <param name="Recordings">How many runs were compared with each other.</param>
/// <param name="Channels">What was observed.</param>
/// <param name="Notes">What differed between recordings, and what is not kept.</param>
public sealed record GoldenFact(string Workload, string Command, int Recordings, IReadOnlyList<GoldenChannel> Channels, IReadOnlyList<string> Notes)
{
    /// <summary>The workload that a case belongs to; null for a workload itself.</summary>
    public string? CaseOf { get; init; }
}

/// <summary>The data of a <see cref="EntryKind.OracleCheck"/> entry.</summary>
/// <param name="Workload">The workload, or the case.</param>
/// <param name="Channels">What was observed this time.</param>
public sealed record OracleCheckFact(string Workload, IReadOnlyList<GoldenChannel> Channels)
{
    /// <summary>What the baseline did when it was run again beside a run that differed; null when it was not.</summary>
    public IReadOnlyList<GoldenChannel>? Baseline { get; init; }
}

/// <summary>The data of a <see cref="EntryKind.Judgement"/> entry; later judgements of a row replace earlier ones, part by part.</summary>
/// <param name="Row">The row's id.</param>
/// <param name="Confidence">Of older records; nothing is computed from it.</param>
/// <param name="Effort">1–5, or null to leave it.</param>
/// <param name="Rejected">True when the row is not worth pursuing, false when it is taken up again, null to leave it.</param>
/// <param name="Because">The reason, never empty.</param>
public sealed record JudgementFact(string Row, int? Confidence, int? Effort, bool? Rejected, string Because)
{
    /// <summary>The lever that was named, whose name the row's id holds; null to leave it.</summary>
    public string? Lever { get; init; }

    /// <summary>The source lines that show it; null to leave them.</summary>
    public IReadOnlyList<SourceLines>? Lines { get; init; }

    /// <summary>How sure the author is, 0 to 1; nothing is computed from it.</summary>
    public double? Belief { get; init; }
}

/// <summary>The data of a <see cref="EntryKind.Beads"/> entry.</summary>
/// <param name="Seeded">Keys of beads that were new.</param>
/// <param name="Closed">Keys of beads that Hone closed, with the reason given.</param>
public sealed record BeadsFact(IReadOnlyList<string> Seeded, IReadOnlyDictionary<string, string> Closed);

/// <summary>The data of a <see cref="EntryKind.Run"/> entry: one round, and what Hone itself cost in it.</summary>
/// <param name="WallNs">The whole round, in nanoseconds.</param>
/// <param name="HoneCpuNs">CPU time of Hone's own process beyond its collectors, children excluded, in nanoseconds.</param>
/// <param name="CollectorCpuNs">CPU time of Hone's own process inside its collectors (sampling, reading recordings, naming addresses), in nanoseconds.</param>
/// <param name="Steps">Wall time of each step, in nanoseconds, in order.</param>
/// <param name="Degraded">What this round could not do.</param>
public sealed record RunFact(long WallNs, long HoneCpuNs, long CollectorCpuNs, IReadOnlyDictionary<string, long> Steps, IReadOnlyList<string> Degraded);

/// <summary>Source-generated reading and writing of the facts.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CheckFact))]
[JsonSerializable(typeof(BaselineFact))]
[JsonSerializable(typeof(ProfileFact))]
[JsonSerializable(typeof(GoldenFact))]
[JsonSerializable(typeof(OracleCheckFact))]
[JsonSerializable(typeof(StrengthFact))]
[JsonSerializable(typeof(FuzzFact))]
[JsonSerializable(typeof(JudgementFact))]
[JsonSerializable(typeof(BeadsFact))]
[JsonSerializable(typeof(RunFact))]
[JsonSerializable(typeof(SealFact))]
[JsonSerializable(typeof(ClaimFact))]
[JsonSerializable(typeof(TakeFact))]
[JsonSerializable(typeof(OutcomeFact))]
[JsonSerializable(typeof(HandicapFact))]
[JsonSerializable(typeof(GrowthFact))]
[JsonSerializable(typeof(Change))]
[JsonSerializable(typeof(ChangeAttemptFact))]
[JsonSerializable(typeof(ChangeRunFact))]
[JsonSerializable(typeof(ChangeClosedFact))]
[JsonSerializable(typeof(GuardSetFact))]
[JsonSerializable(typeof(GuardCheckFact))]
[JsonSerializable(typeof(GuardAcceptFact))]
[JsonSerializable(typeof(WorkFact))]
public sealed partial class FactJson : JsonSerializerContext;
