using Hone.Profiling;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Opportunities.Growth;

/// <summary>
/// How the cost of one function grows: what it spends itself and in foreign code that it called. Where that does not rise, but the cost
/// with the project's own functions below it does, the figures are those of the latter (<see cref="WithCallees"/>).
/// </summary>
/// <param name="Frame">The function.</param>
/// <param name="Kind">What was measured: CPU time or allocated bytes.</param>
/// <param name="Fit">Growth of the cost.</param>
/// <param name="ShareNow">The cost as a part of the whole at the largest size.</param>
/// <param name="ShareAt10">The same at ten times the largest size, every function growing as fitted; null when the fit knows nothing.</param>
/// <param name="ShareAt100">The same at a hundred times.</param>
public sealed record FunctionGrowth(Frame Frame, ProfileKind Kind, GrowthFit Fit, Ratio ShareNow, Ratio? ShareAt10, Ratio? ShareAt100)
{
    private const double Much = 0.1;

    /// <summary>The figures include the project's own functions that it calls.</summary>
    public bool WithCallees { get; init; }

    /// <summary>95 % interval of <see cref="ShareAt10"/> as far as it comes from this function's own exponent.</summary>
    public Interval? ShareAt10Interval { get; init; }

    /// <summary>95 % interval of <see cref="ShareAt100"/>.</summary>
    public Interval? ShareAt100Interval { get; init; }

    /// <summary>
    /// The share at ten times the largest size is above today's by <see cref="FunctionGrowths.LeastShare"/>, whichever exponent of the interval
    /// holds: what is 99 % of the cost already does not rise because the start of the program is soon nothing.
    /// </summary>
    public bool Rises => ShareAt10Interval is Interval at10 && at10.Low > ShareNow.Value + FunctionGrowths.LeastShare;

    /// <summary>It may rise by a tenth of the whole, and more samples would tell.</summary>
    public bool IsUndecided => !Rises && ShareAt10Interval is Interval at10 && at10.High > ShareNow.Value + Much;

    /// <summary>Growth of the self cost, foreign code included: these add up to the whole, so no cost is counted twice.</summary>
    public GrowthFit? Self { get; init; }

    /// <summary>The self cost as a part of the whole at the largest size.</summary>
    public Ratio SelfNow { get; init; }

    /// <summary>Growth of the cost of the function with everything that it calls, recursion counted once a stack.</summary>
    public GrowthFit? Cumulative { get; init; }

    /// <summary>That cost as a part of the whole at the largest size.</summary>
    public Ratio CumulativeNow { get; init; }

    /// <summary>The foreign function that most of the self cost is spent in, when that is more than half; else null.</summary>
    public Frame? SpentIn { get; init; }

    /// <summary>Code of the project.</summary>
    public bool Own { get; init; }

    /// <summary>Observations behind the cost, over all sizes.</summary>
    public long Samples { get; init; }
}

/// <summary>What one workload's ladder of sizes says; computed from the raw run each time, never stored.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Sizes">The sizes that were measured, ascending.</param>
/// <param name="Wall">Wall time of a run.</param>
/// <param name="Cpu">CPU time of a run.</param>
/// <param name="PeakRss">Largest resident set.</param>
/// <param name="AllocatedBytes">Bytes allocated in a run; null without allocation profiles of three sizes.</param>
/// <param name="Syscalls">System calls of a run; null without I/O profiles of three sizes.</param>
/// <param name="PeakRssPerInputByte">Slope of the largest resident set over the bytes of the inputs; null when the size of the inputs is not known.</param>
/// <param name="Functions">Functions by what becomes of them: the one whose share of the cost rises most up to ten times the largest size comes first.</param>
/// <param name="SyscallsByTemplate">System calls of a run by what is called on what, such as <c>read data/#.json</c>.</param>
public sealed record GrowthFigures(
    string Workload, IReadOnlyList<long> Sizes, GrowthFit Wall, GrowthFit Cpu, GrowthFit PeakRss, GrowthFit? AllocatedBytes, GrowthFit? Syscalls, double? PeakRssPerInputByte,
    IReadOnlyList<FunctionGrowth> Functions, IReadOnlyDictionary<string, GrowthFit> SyscallsByTemplate)
{
    /// <summary>Functions by the bytes that they allocate, in the same order; empty without allocation profiles of three sizes.</summary>
    public IReadOnlyList<FunctionGrowth> Allocating { get; init; } = [];

    /// <summary>What is missing or was left out, each as one sentence.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
