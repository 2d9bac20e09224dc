using Hone.Equivalence.Mutants;

namespace Hone.Equivalence.Strength;

/// <summary>One mutant with everything that was seen of it; raw, so that figures can be computed again.</summary>
public sealed record TestedMutant
{
    /// <summary>The file, relative to the project folder.</summary>
    public required string File { get; init; }

    /// <summary>The line, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The function that it is in.</summary>
    public required string Function { get; init; }

    /// <summary>What kind of fault it is: the name of a <see cref="MutantFamily"/>.</summary>
    public required string Family { get; init; }

    /// <summary>The fault as a unified diff.</summary>
    public required string Diff { get; init; }

    /// <summary>What became of it under the oracle.</summary>
    public required MutantEnd End { get; init; }

    /// <summary>The case that noticed it or that timed out; null for others.</summary>
    public string? Case { get; init; }

    /// <summary>What was noticed, in a few words: <c>stdout differs</c>, <c>signal SIGSEGV</c>, <c>invariant sorted</c>.</summary>
    public string? How { get; init; }

    /// <summary>The invariants that it broke.</summary>
    public IReadOnlyList<string> Broken { get; init; } = [];

    /// <summary>For a survivor, how many generated inputs it was run on.</summary>
    public int Inputs { get; init; }

    /// <summary>The number of the generated input on which it behaved differently from the unchanged program; null when on none.</summary>
    public int? NoticedBy { get; init; }

    /// <summary>For a deletion that survived: CPU time of the unchanged program and of the mutant, run in turns, in nanoseconds.</summary>
    public IReadOnlyList<PairedCpu> Pairs { get; init; } = [];
}

/// <summary>CPU times of one pair of runs, in nanoseconds.</summary>
public sealed record PairedCpu(long Unchanged, long Mutant);
