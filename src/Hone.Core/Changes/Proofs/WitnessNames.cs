namespace Hone.Changes.Proofs;

/// <summary>The witnesses that stand for each claim.</summary>
public static class WitnessNames
{
    /// <summary>Goldens of the workload and its cases.</summary>
    public const string Goldens = "goldens";

    /// <summary>Generated inputs.</summary>
    public const string SeededInputs = "seeded-inputs";

    /// <summary>Lines in another order.</summary>
    public const string PermutedInputs = "permuted-inputs";

    /// <summary>Lines and keys of which at least 30 % are equal.</summary>
    public const string EqualKeys = "equal-keys";

    /// <summary>Numbers of extreme magnitudes.</summary>
    public const string Ulps = "ulps";

    /// <summary>The same run twice.</summary>
    public const string TwoRuns = "two-runs";

    /// <summary>Inputs that are cut, missing or unreadable, and outputs that take nothing.</summary>
    public const string Failures = "failures";

    /// <summary>Repeated runs on one, two and all processors.</summary>
    public const string Pinned = "pinned-runs";

    /// <summary>System calls with effects.</summary>
    public const string Effects = "effects";

    /// <summary>Help, no argument, an unknown option.</summary>
    public const string CommandLine = "command-line";

    /// <summary>Memory, CPU time, descriptors and allocations.</summary>
    public const string Resources = "resources";

    /// <summary>Empty, one line, four times as much, and sizes next to constants of the diff.</summary>
    public const string Sizes = "sizes";

    /// <summary>Inputs A, B, A in one folder.</summary>
    public const string AgainInPlace = "a-b-a";

    /// <summary>The order of fsync and rename.</summary>
    public const string SyncOrder = "sync-order";

    /// <summary>Damaged inputs that are refused.</summary>
    public const string Refusals = "refusals";

    /// <summary>The witnesses of a claim; every claim has at least one.</summary>
    public static IReadOnlyList<string> Of(ClaimKind kind) => kind switch
    {
        ClaimKind.Values => [Goldens, SeededInputs],
        ClaimKind.Ordering => [PermutedInputs],
        ClaimKind.TieBreaking => [EqualKeys],
        ClaimKind.FloatingPoint => [Ulps],
        ClaimKind.Rng => [TwoRuns],
        ClaimKind.Errors => [Failures],
        ClaimKind.Concurrency => [Pinned],
        ClaimKind.SideEffects => [Effects],
        ClaimKind.Api => [CommandLine],
        ClaimKind.Resources => [Resources],
        ClaimKind.InputDomain => [Sizes],
        ClaimKind.State => [AgainInPlace],
        ClaimKind.Durability => [SyncOrder],
        _ => [Refusals],
    };
}
