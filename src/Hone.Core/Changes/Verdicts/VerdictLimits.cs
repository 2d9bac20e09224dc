using Hone.Measurement.Comparing;

namespace Hone.Changes.Verdicts;

/// <summary>The limits of <see cref="VerdictRule"/>.</summary>
public static class VerdictLimits
{
    /// <summary>The least gain worth a change: a part of the metric.</summary>
    public const double LeastGain = 0.02;

    /// <summary>Another workload may be so much slower before it counts; less is what the place of code in memory does.</summary>
    public const double WorkloadWorse = 0.01;

    /// <summary>CPU time and memory may grow by so much.</summary>
    public const double ResourceWorse = 0.10;

    /// <summary>Memory may grow by so many bytes in any case: of a program of 2 MB a read buffer would be a tenth.</summary>
    public const double MemoryFloor = 1 << 20;

    /// <summary>How far a gain may exceed the bound before it is too good, beside both intervals.</summary>
    public const double BoundSlack = 0.02;

    /// <summary>A program that reads and writes less than this part of what it did has left something out, where its gain is above what its function costs.</summary>
    public const double AsMuch = 0.9;

    /// <summary>
    /// How attempt <paramref name="attempt"/> at one opportunity is decided: with the errors of <c>hone compare</c> over 2^k, so that
    /// however often somebody tries, the chance of a false gain stays below that of one comparison (Σ 2⁻ᵏ ≤ 1, Bonferroni).
    /// </summary>
    public static ComparisonDesign Design(int attempt)
    {
        double part = Math.Pow(2, -Math.Clamp(attempt, 1, 30));
        ComparisonDesign plain = new();
        return plain with { SequentialAlpha = plain.SequentialAlpha * part, FinalAlpha = plain.FinalAlpha * part, UntilSame = true };
    }

    /// <summary>The chance of a false difference that an attempt may take.</summary>
    public static double Alpha(int attempt) => Design(attempt).SequentialAlpha + Design(attempt).FinalAlpha;

    /// <summary>How workloads that must not lose are decided: they end as soon as they are shown to be the same.</summary>
    public static ComparisonDesign Guard { get; } = new() { UntilSame = true };
}
