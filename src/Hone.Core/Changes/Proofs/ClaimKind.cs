namespace Hone.Changes.Proofs;

/// <summary>One way in which an optimised program may differ from what it was: what a proof has to say something about.</summary>
public enum ClaimKind
{
    /// <summary>The same results for the same inputs.</summary>
    Values,

    /// <summary>The order of what is printed, written or called.</summary>
    Ordering,

    /// <summary>Which of equal things comes first.</summary>
    TieBreaking,

    /// <summary>The rounding of numbers.</summary>
    FloatingPoint,

    /// <summary>How many random numbers are drawn, and when.</summary>
    Rng,

    /// <summary>Which error is reported, when, and what was already written then.</summary>
    Errors,

    /// <summary>Threads and processes that run at the same time.</summary>
    Concurrency,

    /// <summary>Files, processes and the network.</summary>
    SideEffects,

    /// <summary>What users and other programs call: the command line.</summary>
    Api,

    /// <summary>Memory, CPU time, allocations, descriptors.</summary>
    Resources,

    /// <summary>Inputs for which a shortcut does not hold.</summary>
    InputDomain,

    /// <summary>What is remembered from one call, or one run, to the next.</summary>
    State,

    /// <summary>What survives a crash: the order of fsync and rename.</summary>
    Durability,

    /// <summary>Checks of what comes in.</summary>
    Validation,
}

/// <summary>The kinds of claims by name.</summary>
public static class ClaimKinds
{
    /// <summary>All, in the order of a proof.</summary>
    public static IReadOnlyList<ClaimKind> All { get; } = Enum.GetValues<ClaimKind>();

    /// <summary>Those that every change owes, whatever its diff looks like.</summary>
    public static IReadOnlyList<ClaimKind> Always { get; } = [ClaimKind.Values, ClaimKind.Errors, ClaimKind.SideEffects, ClaimKind.Api, ClaimKind.Resources];

    /// <summary>The name in JSON and on the command line, such as <c>tie-breaking</c>.</summary>
    public static string Name(this ClaimKind kind) => kind switch
    {
        ClaimKind.Values => "values",
        ClaimKind.Ordering => "ordering",
        ClaimKind.TieBreaking => "tie-breaking",
        ClaimKind.FloatingPoint => "floating-point",
        ClaimKind.Rng => "rng",
        ClaimKind.Errors => "errors",
        ClaimKind.Concurrency => "concurrency",
        ClaimKind.SideEffects => "side-effects",
        ClaimKind.Api => "api",
        ClaimKind.Resources => "resources",
        ClaimKind.InputDomain => "input-domain",
        ClaimKind.State => "state",
        ClaimKind.Durability => "durability",
        _ => "validation",
    };

    /// <summary>The kind of that name; null for none.</summary>
    public static ClaimKind? Find(string name) => All.Where(kind => kind.Name() == name).Select(kind => (ClaimKind?)kind).FirstOrDefault();

    /// <summary>What is claimed, as one sentence without its full stop.</summary>
    public static string Sentence(this ClaimKind kind) => kind switch
    {
        ClaimKind.Values => "the same inputs give the same results",
        ClaimKind.Ordering => "what is printed and written comes in the same order",
        ClaimKind.TieBreaking => "of equal things the same one comes first",
        ClaimKind.FloatingPoint => "numbers are rounded to the same bits",
        ClaimKind.Rng => "the same random numbers are drawn",
        ClaimKind.Errors => "the same errors are reported, after the same partial output",
        ClaimKind.Concurrency => "the result does not depend on how threads are scheduled",
        ClaimKind.SideEffects => "files, processes and the network are touched as before",
        ClaimKind.Api => "the command line answers as before",
        ClaimKind.Resources => "no resource is paid with: memory, CPU time, allocations, descriptors",
        ClaimKind.InputDomain => "no input is left to a shortcut that does not hold for it",
        ClaimKind.State => "nothing is remembered that changes a later result",
        ClaimKind.Durability => "what is on disk survives a crash as before",
        _ => "what was refused is refused still",
    };
}
