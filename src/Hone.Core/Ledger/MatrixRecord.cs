using Hone.Opportunities;
using Hone.Opportunities.Calibration;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Ledger;

/// <summary>The end of a whole run, with the baselines as they then were.</summary>
/// <param name="Run">The run.</param>
/// <param name="Baselines">The latest baseline of each workload.</param>
public sealed record RunMark(Recorded<RunFact> Run, IReadOnlyDictionary<string, Recorded<BaselineFact>> Baselines);

/// <summary>What the record holds of the matrix beside judgements.</summary>
public sealed record MatrixRecord
{
    /// <summary>The last claim on each row.</summary>
    public IReadOnlyDictionary<string, Claim> Claims { get; init; } = new Dictionary<string, Claim>();

    /// <summary>The row that is being worked on; null when none is.</summary>
    public Recorded<TakeFact>? Taken { get; init; }

    /// <summary>The rows that were ever taken.</summary>
    public IReadOnlySet<string> EverTaken { get; init; } = new HashSet<string>();

    /// <summary>What came of rows, in the order of the record.</summary>
    public IReadOnlyList<Outcome> Outcomes { get; init; } = [];

    /// <summary>The entry of the last landing: what was profiled before it shows shares that have moved; 0 for none.</summary>
    public long LastLanding { get; init; }

    /// <summary>The last two whole runs, the earlier first; fewer when there were fewer.</summary>
    public IReadOnlyList<RunMark> Runs { get; init; } = [];

    /// <summary>How many whole runs there were.</summary>
    public int RunCount { get; init; }
}

/// <summary>Reads <see cref="MatrixRecord"/> entry by entry. Figures that cannot be are passed over: the record may be of another version.</summary>
internal sealed class MatrixRecordReading
{
    private readonly Dictionary<string, Claim> _claims = [];
    private readonly Dictionary<long, int> _knownAtClaim = [];
    private readonly HashSet<string> _taken = [];
    private readonly List<Outcome> _outcomes = [];
    private long _landed;
    private readonly List<RunMark> _runs = [];
    private Recorded<TakeFact>? _now;
    private int _runCount;

    public MatrixRecord Record => new()
    {
        Claims = _claims,
        Taken = _now,
        EverTaken = _taken,
        Outcomes = _outcomes,
        LastLanding = _landed,
        Runs = _runs,
        RunCount = _runCount,
    };

    public void Add(Recorded<RunFact> run, IReadOnlyDictionary<string, Recorded<BaselineFact>> baselines)
    {
        _runs.Add(new(run, new Dictionary<string, Recorded<BaselineFact>>(baselines)));
        _runCount++;
        if (_runs.Count > 2)
        {
            _runs.RemoveAt(0);
        }
    }

    public void Add(Recorded<ClaimFact> claim)
    {
        ClaimFact fact = claim.Fact;
        _knownAtClaim[claim.Entry.Seq] = _outcomes.Count;
        _claims[fact.Row] = new(new Ratio(fact.Gain), fact.Because)
        {
            Interval = Range(fact.Low, fact.High),
            Belief = fact.Belief,
            Actor = claim.Entry.Actor,
            Entry = claim.Entry.Seq,
            Profile = fact.Profile,
        };
    }

    public void Add(Recorded<TakeFact> take)
    {
        _taken.Add(take.Fact.Row);
        _now = take.Fact.Released ? null : take;
    }

    public void Add(Recorded<OutcomeFact> outcome)
    {
        OutcomeFact fact = outcome.Fact;
        if (OutcomeVerdictText.Read(fact.Verdict) is not OutcomeVerdict verdict || !double.IsFinite(fact.Predicted))
        {
            return;
        }

        _outcomes.Add(new()
        {
            Row = fact.Row,
            Workload = fact.Workload,
            Lever = fact.Lever,
            Evidence = EvidenceGrades.Read(fact.Evidence),
            Language = fact.Language,
            Predicted = fact.Predicted,
            PredictedInterval = Range(fact.PredictedLow, fact.PredictedHigh),
            Bound = fact.Bound,
            Realised = fact.Realised,
            Verdict = verdict,
            Minutes = fact.Minutes,
            KnownBefore = fact.Claim is long claim && _knownAtClaim.TryGetValue(claim, out int known) ? known : _outcomes.Count,
        });
        _now = _now?.Fact.Row == fact.Row ? null : _now;
        _landed = verdict == OutcomeVerdict.Landed ? outcome.Entry.Seq : _landed;
    }

    private static Interval? Range(double? low, double? high) => low is double from && high is double to && from <= to ? new(from, to) : null;
}
