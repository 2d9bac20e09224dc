namespace Hone.Equivalence.Invariants.Mining;

/// <summary>A statement that was seen to hold, before it is weighed.</summary>
/// <param name="Name">A name for the manifest.</param>
/// <param name="Holds">The invariant.</param>
/// <param name="Tier">What it says.</param>
/// <param name="Kind">The kind of which several were tried.</param>
/// <param name="Log">ln of its null probability.</param>
/// <param name="Because">On what it stands.</param>
internal sealed record Candidate(string Name, string Holds, SuggestionTier Tier, string Kind, double Log, string Because);

/// <summary>Collects candidates, and counts how many were tried of each kind: the more are tried, the more hold by chance.</summary>
internal sealed class Candidates
{
    private readonly List<Candidate> _found = [];
    private readonly Dictionary<string, long> _tried = new(StringComparer.Ordinal);
    private readonly HashSet<string> _implied = new(StringComparer.Ordinal);

    /// <summary>Those that are not implied by another one, with their corrected probabilities.</summary>
    public IEnumerable<(Candidate Candidate, double Chance)> Found =>
        _found.Where(each => !_implied.Contains(each.Holds)).Select(each => (each, Chance.Corrected(each.Log, _tried.GetValueOrDefault(each.Kind))));

    /// <summary>Counts one that is tried; gives its condition back.</summary>
    public bool Try(string kind, bool holds)
    {
        _tried[kind] = _tried.GetValueOrDefault(kind) + 1;
        return holds;
    }

    /// <summary>Adds one that holds.</summary>
    public void Add(Candidate candidate) => _found.Add(candidate);

    /// <summary>Notes that a stronger one was found which says this as well.</summary>
    public void Imply(string holds) => _implied.Add(holds);

    /// <summary>True when a candidate alone, corrected by so many tries of its kind, would be proposed.</summary>
    public bool IsTelling(string kind, double log) => Chance.Corrected(log, _tried.GetValueOrDefault(kind)) <= Chance.Limit;
}
