namespace Hone.Profiling.Differences;

/// <summary>What of a function is held against what.</summary>
public enum DifferenceMeasure
{
    /// <summary>The weight per run: what the function costs.</summary>
    Cost,

    /// <summary>The part of the profile: where one side's cost per run is unknown. A share also grows when another shrinks.</summary>
    Share,
}

/// <summary>What <see cref="ProfileDifferences.Of"/> calls a change.</summary>
public sealed record DifferenceOptions
{
    /// <summary>The measure; null takes the cost per run where both sides have it, else the share.</summary>
    public DifferenceMeasure? Measure { get; init; }

    /// <summary>The false discovery rate: of the functions that are called changed, at most this part is expected to be wrong.</summary>
    public double Rate { get; init; } = 0.01;

    /// <summary>A change of less than this part of the whole cost is not worth a name.</summary>
    public double SmallestPart { get; init; } = 0.005;

    /// <summary>A change of less than this part of the function's own cost is not worth a name: where code and data come to lie moves a function by as much.</summary>
    public double SmallestChange { get; init; } = 0.04;

    /// <summary>
    /// By how much the cost of one function varies from run to run, relative, where there is one profile a side and nothing to
    /// estimate it from; null takes what the kind has: 2 % of CPU time, 0.3 % of allocations and counts, 8 % of waiting and I/O.
    /// </summary>
    public double? RunSpread { get; init; }

    /// <summary>
    /// By how much all functions of a run are dearer or cheaper together, relative, because the machine is faster or slower,
    /// before the profiles have said anything; null takes what the kind has: 3 %, 0.1 % and 10 %.
    /// </summary>
    public double? MachineSpread { get; init; }
}
