namespace Hone.Statistics;

/// <summary>What a series of run times does before it is steady.</summary>
public enum SteadyStateKind
{
    /// <summary>Steady from the first run on.</summary>
    Flat,

    /// <summary>The first runs are slower than the rest.</summary>
    Warmup,

    /// <summary>The first runs are faster than the rest.</summary>
    Slowdown,

    /// <summary>The level still changes in the second half: no part may stand for the workload.</summary>
    NotReached,
}
