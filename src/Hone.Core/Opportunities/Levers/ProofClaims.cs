namespace Hone.Opportunities.Levers;

/// <summary>What a change may alter, in the words of the proof that it will owe.</summary>
public static class ProofClaims
{
    /// <summary>The order of what is printed, written or called.</summary>
    public const string Ordering = "ordering";

    /// <summary>Which of equal things comes first.</summary>
    public const string TieBreaking = "tie-breaking";

    /// <summary>The rounding of sums: floating point is not associative.</summary>
    public const string FloatingPoint = "floating-point order";

    /// <summary>How many random numbers are drawn, and when.</summary>
    public const string Rng = "random numbers";

    /// <summary>Which error is reported, and when.</summary>
    public const string Errors = "errors and their order";

    /// <summary>What was already written when something fails.</summary>
    public const string PartialResults = "partial results on failure";

    /// <summary>Threads that run at the same time.</summary>
    public const string ThreadSafety = "thread safety";

    /// <summary>Files, processes, network, durability.</summary>
    public const string SideEffects = "side effects and durability";

    /// <summary>Peak memory, handles, disk.</summary>
    public const string Resources = "peak memory and other resources";

    /// <summary>What is remembered from one call to the next.</summary>
    public const string State = "state kept between calls";

    /// <summary>A value shared where it was a copy.</summary>
    public const string Aliasing = "aliasing of shared data";

    /// <summary>Inputs for which a shortcut does not hold.</summary>
    public const string InputDomain = "input domain";

    /// <summary>The bytes of formats.</summary>
    public const string Encoding = "exact bytes of formats";

    /// <summary>Checks that no longer run.</summary>
    public const string Validation = "validation";

    /// <summary>All of them, in the order of the proof.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Ordering, TieBreaking, FloatingPoint, Rng, Errors, PartialResults, ThreadSafety, SideEffects, Resources, State, Aliasing, InputDomain, Encoding, Validation,
    ];
}
