using Hone.Guardrails;

namespace Hone.Ledger;

/// <summary>What the record holds of guardrails.</summary>
public sealed record GuardRecord
{
    /// <summary>The pinned reference; null before the first.</summary>
    public Recorded<GuardSetFact>? Set { get; init; }

    /// <summary>The limits that stand, by workload and metric.</summary>
    public IReadOnlyDictionary<(string Workload, string Metric), GuardLimit> Limits { get; init; } = new Dictionary<(string, string), GuardLimit>();

    /// <summary>Every accepted loss, the oldest first.</summary>
    public IReadOnlyList<Recorded<GuardAcceptFact>> Accepted { get; init; } = [];

    /// <summary>Every check, the oldest first.</summary>
    public IReadOnlyList<Recorded<GuardCheckFact>> Checks { get; init; } = [];

    /// <summary>The losses that were accepted since the reference was pinned: by these it has moved.</summary>
    public IEnumerable<Recorded<GuardAcceptFact>> AcceptedSinceSet => Accepted.Where(accepted => accepted.Entry.Seq > (Set?.Entry.Seq ?? 0));

    /// <summary>The limit of a metric of a workload: the one that was set, else the standard one.</summary>
    public GuardLimit LimitOf(string workload, string metric) => Limits.GetValueOrDefault((workload, metric)) ?? GuardLimits.Standard(workload, metric);
}

/// <summary>Reads guardrails entry by entry.</summary>
internal sealed class GuardRecordReading
{
    private readonly Dictionary<(string, string), GuardLimit> _limits = [];
    private readonly List<Recorded<GuardAcceptFact>> _accepted = [];
    private readonly List<Recorded<GuardCheckFact>> _checks = [];
    private Recorded<GuardSetFact>? _set;

    public GuardRecord Record => new() { Set = _set, Limits = _limits, Accepted = _accepted, Checks = _checks };

    public void Add(Recorded<GuardSetFact> set)
    {
        if (set.Fact is not { Commit: not null, Limits: not null, Drift: > 0 })
        {
            return;
        }

        _set = set;
        foreach (GuardLimit limit in set.Fact.Limits.Where(limit => limit is { IsWellFormed: true }))
        {
            _limits[(limit.Workload, limit.Metric)] = limit;
        }
    }

    public void Add(Recorded<GuardAcceptFact> accepted)
    {
        if (accepted.Fact is { Workload: not null, Metric: not null, Loss: > 0 and <= 10 })
        {
            _accepted.Add(accepted);
        }
    }

    public void Add(Recorded<GuardCheckFact> check) => _checks.Add(check);
}
