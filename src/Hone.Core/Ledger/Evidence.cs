using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hone.Changes;
using Hone.Opportunities;

namespace Hone.Ledger;

/// <summary>A fact with the entry that it was read from.</summary>
public sealed record Recorded<T>(LedgerEntry Entry, T Fact);

/// <summary>What the record holds today: of every kind of fact the latest, judgements merged.</summary>
public sealed record Evidence
{
    /// <summary>Builds and tests, by purpose.</summary>
    public required IReadOnlyDictionary<string, Recorded<CheckFact>> Checks { get; init; }

    /// <summary>Baselines, by workload.</summary>
    public required IReadOnlyDictionary<string, Recorded<BaselineFact>> Baselines { get; init; }

    /// <summary>Profiles, by workload and kind (<c>cpu</c>, <c>alloc</c>, <c>io</c>).</summary>
    public required IReadOnlyDictionary<(string Workload, string Kind), Recorded<ProfileFact>> Profiles { get; init; }

    /// <summary>Goldens, by workload; in a sealed project those that were recorded before the seal.</summary>
    public required IReadOnlyDictionary<string, Recorded<GoldenFact>> Goldens { get; init; }

    /// <summary>The latest comparison with the goldens, by workload.</summary>
    public required IReadOnlyDictionary<string, Recorded<OracleCheckFact>> OracleChecks { get; init; }

    /// <summary>The last measurement of the oracle's strength, or null.</summary>
    public Recorded<StrengthFact>? Strength { get; init; }

    /// <summary>Judgements, by row.</summary>
    public required IReadOnlyDictionary<string, Judgement> Judgements { get; init; }

    /// <summary>What the matrix keeps: claims, outcomes, rounds, and the row that is being worked on.</summary>
    public MatrixRecord Matrix { get; init; } = new();

    /// <summary>Host fingerprints, by id.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Hosts { get; init; }

    /// <summary>Goldens recorded since the project was sealed, by workload: proposals until the owner renews the seal.</summary>
    public IReadOnlyDictionary<string, Recorded<GoldenFact>> ProposedGoldens { get; init; } = new Dictionary<string, Recorded<GoldenFact>>();

    /// <summary>The latest seal, or null.</summary>
    public Recorded<SealFact>? Seal { get; init; }

    /// <summary>The number of the entry that last renewed a seal: what was measured or checked before it stands on other ground; 0 for none.</summary>
    public long VoidBefore { get; init; }

    /// <summary>The last whole round, or null.</summary>
    public Recorded<RunFact>? LastRun { get; init; }

    /// <summary>The last baseline that somebody recorded by itself, outside of a whole round; null for none.</summary>
    public LedgerEntry? LastBaseline { get; init; }

    /// <summary>The last baseline of a round that has not come to its end: it is at work, failed, or was killed; null when the last round ended.</summary>
    public LedgerEntry? Unended { get; init; }

    /// <summary>The profiles without those of a round that did not come to its end: it is none, so what it saw is not what the last one saw.</summary>
    public IReadOnlyDictionary<(string Workload, string Kind), Recorded<ProfileFact>> RoundProfiles { get; init; } = new Dictionary<(string, string), Recorded<ProfileFact>>();

    /// <summary>The number of the entry that last closed a bead, by its key.</summary>
    public IReadOnlyDictionary<string, long> ClosedBeads { get; init; } = new Dictionary<string, long>();

    /// <summary>The latest handicap test of each function, by workload, function and file.</summary>
    public IReadOnlyDictionary<(string Workload, string Function, string File), Recorded<HandicapFact>> Handicaps { get; init; } =
        new Dictionary<(string, string, string), Recorded<HandicapFact>>();

    /// <summary>Ladders of sizes, by workload.</summary>
    public IReadOnlyDictionary<string, Recorded<GrowthFact>> Growth { get; init; } = new Dictionary<string, Recorded<GrowthFact>>();

    /// <summary>Changes, in the order in which they were begun.</summary>
    public IReadOnlyList<RecordedChange> Changes { get; init; } = [];

    /// <summary>Guardrails.</summary>
    public GuardRecord Guard { get; init; } = new();

    /// <summary>Reads the record. Entries of unknown kinds, and data that a later version wrote, are passed over.</summary>
    public static Evidence From(IReadOnlyList<LedgerEntry> entries)
    {
        Dictionary<string, Recorded<CheckFact>> checks = [];
        Dictionary<string, Recorded<BaselineFact>> baselines = [];
        Dictionary<(string, string), Recorded<ProfileFact>> profiles = [];
        Dictionary<string, Recorded<GoldenFact>> goldens = [];
        Dictionary<string, Recorded<GoldenFact>> proposed = [];
        Dictionary<string, Recorded<OracleCheckFact>> oracleChecks = [];
        Dictionary<string, Judgement> judgements = [];
        MatrixRecordReading matrix = new();
        ChangeRecordReading changes = new();
        GuardRecordReading guard = new();
        Dictionary<string, JsonElement> hosts = [];
        Dictionary<string, Recorded<GrowthFact>> growth = [];
        Recorded<RunFact>? lastRun = null;
        LedgerEntry? lastBaseline = null, unended = null;
        Dictionary<string, long> closedBeads = [];
        Dictionary<(string Workload, string Kind), Recorded<ProfileFact>> roundProfiles = [], unendedProfiles = [];
        Recorded<StrengthFact>? strength = null;
        Recorded<SealFact>? seal = null;
        long voidBefore = 0;
        Dictionary<(string, string, string), Recorded<HandicapFact>> handicaps = [];
        foreach (LedgerEntry entry in entries)
        {
            switch (entry.Kind)
            {
                case EntryKind.Check when Read(entry, FactJson.Default.CheckFact) is { } fact:
                    checks[fact.Fact.Purpose] = fact;
                    break;
                case EntryKind.Baseline when Read(entry, FactJson.Default.BaselineFact) is { } fact:
                    baselines[fact.Fact.Workload] = fact;
                    (lastBaseline, unended) = fact.Fact.InRound == true ? (lastBaseline, entry) : (entry, unended);
                    break;
                case EntryKind.Profile when Read(entry, FactJson.Default.ProfileFact) is { } fact:
                    profiles[(fact.Fact.Workload, fact.Fact.Kind)] = fact;
                    (unended is null ? roundProfiles : unendedProfiles)[(fact.Fact.Workload, fact.Fact.Kind)] = fact;
                    break;
                case EntryKind.Golden when Read(entry, FactJson.Default.GoldenFact) is { } fact:
                    (seal is null ? goldens : proposed)[fact.Fact.Workload] = fact;
                    break;
                case EntryKind.OracleCheck when Read(entry, FactJson.Default.OracleCheckFact) is { } fact:
                    oracleChecks[fact.Fact.Workload] = fact;
                    break;
                case EntryKind.Strength when Read(entry, FactJson.Default.StrengthFact) is { } fact:
                    strength = fact;
                    break;
                case EntryKind.Judgement when Read(entry, FactJson.Default.JudgementFact) is { } fact:
                    judgements[fact.Fact.Row] = Merge(judgements.GetValueOrDefault(fact.Fact.Row) ?? new(), fact.Fact);
                    break;
                case EntryKind.Host:
                    hosts[entry.Host] = entry.Data;
                    break;
                case EntryKind.Seal when Read(entry, FactJson.Default.SealFact) is { } fact:
                    foreach ((string workload, Recorded<GoldenFact> golden) in proposed)
                    {
                        goldens[workload] = golden;
                    }

                    proposed.Clear();
                    seal = fact;
                    voidBefore = fact.Fact.Previous is null ? voidBefore : entry.Seq;
                    break;
                case EntryKind.Run when Read(entry, FactJson.Default.RunFact) is { } fact:
                    lastRun = fact;
                    unended = null;
                    foreach (((string Workload, string Kind) of, Recorded<ProfileFact> profile) in unendedProfiles)
                    {
                        roundProfiles[of] = profile;
                    }

                    unendedProfiles.Clear();
                    matrix.Add(fact, baselines);
                    break;
                case EntryKind.Beads when Read(entry, FactJson.Default.BeadsFact) is { Fact.Closed: not null } fact:
                    foreach (string key in fact.Fact.Closed.Keys)
                    {
                        closedBeads[key] = entry.Seq;
                    }

                    break;
                case EntryKind.Claim when Read(entry, FactJson.Default.ClaimFact) is { } fact:
                    matrix.Add(fact);
                    break;
                case EntryKind.Take when Read(entry, FactJson.Default.TakeFact) is { } fact:
                    matrix.Add(fact);
                    break;
                case EntryKind.Outcome when Read(entry, FactJson.Default.OutcomeFact) is { } fact:
                    matrix.Add(fact);
                    break;
                case EntryKind.Change when Read(entry, FactJson.Default.Change) is { } fact:
                    changes.Add(fact);
                    break;
                case EntryKind.ChangeAttempt when Read(entry, FactJson.Default.ChangeAttemptFact) is { } fact:
                    changes.Add(fact);
                    break;
                case EntryKind.ChangeRun when Read(entry, FactJson.Default.ChangeRunFact) is { } fact:
                    changes.Add(fact);
                    break;
                case EntryKind.ChangeClosed when Read(entry, FactJson.Default.ChangeClosedFact) is { } fact:
                    changes.Add(fact);
                    break;
                case EntryKind.GuardSet when Read(entry, FactJson.Default.GuardSetFact) is { } fact:
                    guard.Add(fact);
                    break;
                case EntryKind.GuardCheck when Read(entry, FactJson.Default.GuardCheckFact) is { } fact:
                    guard.Add(fact);
                    break;
                case EntryKind.GuardAccept when Read(entry, FactJson.Default.GuardAcceptFact) is { } fact:
                    guard.Add(fact);
                    break;
                case EntryKind.Handicap when Read(entry, FactJson.Default.HandicapFact) is { } fact:
                    handicaps[(fact.Fact.Workload, fact.Fact.Function, fact.Fact.File)] = fact;
                    break;
                case EntryKind.Growth when Read(entry, FactJson.Default.GrowthFact) is { } fact:
                    growth[fact.Fact.Workload] = fact;
                    break;
                default:
                    break;
            }
        }

        return new()
        {
            Checks = checks,
            Baselines = baselines,
            Profiles = profiles,
            Goldens = goldens,
            ProposedGoldens = proposed,
            Seal = seal,
            VoidBefore = voidBefore,
            OracleChecks = oracleChecks,
            Judgements = judgements,
            Matrix = matrix.Record,
            Hosts = hosts,
            LastRun = lastRun,
            LastBaseline = lastBaseline,
            Unended = unended,
            RoundProfiles = roundProfiles,
            ClosedBeads = closedBeads,
            Strength = strength,
            Handicaps = handicaps,
            Growth = growth,
            Changes = changes.Changes,
            Guard = guard.Record,
        };
    }

    private static Judgement Merge(Judgement earlier, JudgementFact later) => earlier with
    {
        Effort = later.Effort is >= 1 and <= 5 ? later.Effort : earlier.Effort,
        EffortBecause = later.Effort is null ? earlier.EffortBecause : later.Because,
        Rejected = later.Rejected ?? earlier.Rejected,
        RejectedBecause = later.Rejected is null ? earlier.RejectedBecause : later.Because,
        Lever = later.Lever ?? earlier.Lever,
        Lines = later.Lines ?? earlier.Lines,
        Belief = later.Belief ?? earlier.Belief,
    };

    /// <summary>The data of one entry; null when a later version wrote it in another form.</summary>
    public static Recorded<T>? Read<T>(LedgerEntry entry, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return entry.Data.Deserialize(type) is T fact ? new(entry, fact) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
