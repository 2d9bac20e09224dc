namespace Hone.Equivalence.Invariants;

/// <summary>What became of checking an invariant.</summary>
public enum InvariantVerdict
{
    /// <summary>It holds.</summary>
    Holds,

    /// <summary>It says nothing about this run: the condition before <c>implies</c> is not met.</summary>
    NotApplicable,

    /// <summary>It does not hold, or what it speaks of is not there.</summary>
    Broken,

    /// <summary>It could not be decided: too large, a match took too long, or a figure was not measured.</summary>
    Undecided,
}

/// <summary>The outcome of checking one invariant on one run.</summary>
/// <param name="Verdict">Whether it holds.</param>
/// <param name="Evidence">
/// For a broken one the smallest counter-evidence found, for an undecided one the reason: a few printable lines; empty otherwise.
/// </param>
/// <param name="Steps">What the evaluation cost, in the steps of <see cref="InvariantLimits"/>.</param>
public sealed record InvariantOutcome(InvariantVerdict Verdict, string Evidence, long Steps)
{
    /// <summary>True when nothing speaks against the run.</summary>
    public bool Holds => Verdict is InvariantVerdict.Holds or InvariantVerdict.NotApplicable;
}
