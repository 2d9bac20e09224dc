using Hone.Changes;

namespace Hone.Ledger;

/// <summary>A verification in the record.</summary>
/// <param name="Run">Its entry.</param>
/// <param name="Attempt">Which attempt at the opportunity it was, from 1; 0 when it did not come to timed runs.</param>
public sealed record RecordedRun(Recorded<ChangeRunFact> Run, int Attempt);

/// <summary>A change with what the record says of it.</summary>
/// <param name="Start">Its beginning.</param>
public sealed record RecordedChange(Recorded<Change> Start)
{
    /// <summary>The change.</summary>
    public Change Change => Start.Fact;

    /// <summary>Its verifications, the oldest first.</summary>
    public IReadOnlyList<RecordedRun> Runs { get; init; } = [];

    /// <summary>How often it came to timed runs, those included that were killed.</summary>
    public int Attempts { get; init; }

    /// <summary>How often anybody tried at its opportunity since something landed there.</summary>
    public int TriedBefore { get; init; }

    /// <summary>Its end; null while it is open.</summary>
    public Recorded<ChangeClosedFact>? Closed { get; init; }

    /// <summary>Where it stands.</summary>
    public ChangeState State => Closed is null ? ChangeState.Open : ChangeStates.Read(Closed.Fact.How) ?? ChangeState.Abandoned;
}

/// <summary>Reads changes entry by entry. What speaks of a change that was never begun, or is closed, is passed over.</summary>
internal sealed class ChangeRecordReading
{
    private readonly List<string> _order = [];
    private readonly Dictionary<string, RecordedChange> _changes = [];
    private readonly Dictionary<string, int> _tries = [];
    private readonly Dictionary<string, int> _ofPatch = [];
    private readonly Dictionary<long, int> _attempts = [];

    public IReadOnlyList<RecordedChange> Changes => [.. _order.Select(id => _changes[id]).Select(change => change with { TriedBefore = _tries.GetValueOrDefault(change.Change.Opportunity) })];

    public void Add(Recorded<Change> start)
    {
        if (_changes.TryAdd(start.Fact.Id, new(start)))
        {
            _order.Add(start.Fact.Id);
        }
    }

    public void Add(Recorded<ChangeAttemptFact> attempt)
    {
        if (Open(attempt.Fact.Change) is RecordedChange change)
        {
            int tries = Math.Max(_tries.GetValueOrDefault(change.Change.Opportunity), _ofPatch.GetValueOrDefault(attempt.Fact.Patch)) + 1;
            _tries[change.Change.Opportunity] = _ofPatch[attempt.Fact.Patch] = tries;
            _attempts[attempt.Entry.Seq] = tries;
            _changes[change.Change.Id] = change with { Attempts = change.Attempts + 1 };
        }
    }

    public void Add(Recorded<ChangeRunFact> run)
    {
        if (Open(run.Fact.Change) is RecordedChange change)
        {
            int attempt = run.Fact.Attempt is long entry ? _attempts.GetValueOrDefault(entry) : 0;
            _changes[change.Change.Id] = change with { Runs = [.. change.Runs, new(run, attempt)] };
        }
    }

    public void Add(Recorded<ChangeClosedFact> closed)
    {
        if (Open(closed.Fact.Change) is RecordedChange change && ChangeStates.Read(closed.Fact.How) is ChangeState state)
        {
            _changes[change.Change.Id] = change with { Closed = closed };

            // What landed has moved the base: what is left there is another opportunity.
            if (state == ChangeState.Landed)
            {
                _tries.Remove(change.Change.Opportunity);
            }
        }
    }

    private RecordedChange? Open(string id) => _changes.TryGetValue(id, out RecordedChange? change) && change.Closed is null ? change : null;
}
