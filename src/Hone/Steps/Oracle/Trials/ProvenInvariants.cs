namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>Which invariants were evaluated on mutants, and which of them noticed one. Safe to use from several threads.</summary>
internal sealed class ProvenInvariants
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _evaluated = [];
    private readonly HashSet<string> _proven = [];

    /// <summary>The invariants that were evaluated at least once, in ordinal order.</summary>
    public IReadOnlyList<string> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _evaluated.Order(StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>True when one of these has noticed nothing yet.</summary>
    public bool Any(IReadOnlyList<string> names)
    {
        lock (_gate)
        {
            return names.Any(name => !_proven.Contains(name));
        }
    }

    /// <summary>Notes that these were evaluated, and which of them did not hold.</summary>
    public void Evaluated(IReadOnlyList<string> names, IEnumerable<string> broken)
    {
        lock (_gate)
        {
            _evaluated.UnionWith(names);
            _proven.UnionWith(broken);
        }
    }
}
