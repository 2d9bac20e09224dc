using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps.Handicaps;

/// <summary>What a handicap test is to do.</summary>
internal sealed record HandicapPlan
{
    /// <summary>The shares of a run's time that are put in, ascending; 5 % among them, which says whether the benchmark can see that much.</summary>
    public required IReadOnlyList<double> Levels { get; init; }

    /// <summary>Exactly so many rounds; null for as many as the slope needs and the budget allows.</summary>
    public int? Pairs { get; init; }

    /// <summary>The machine time of the rounds.</summary>
    public required Duration Budget { get; init; }

    /// <summary><c>source</c> or <c>breakpoint</c>; null for the first that works.</summary>
    public string? Way { get; init; }

    /// <summary>The seed of the orders.</summary>
    public required ulong Seed { get; init; }

    /// <summary>A program that does not work in an enclosure is run without.</summary>
    public bool Unprotected { get; init; }

    /// <summary>The runs go before all ordinary programs (SCHED_RR), for a busy machine.</summary>
    public bool RealTime { get; init; }

    /// <summary>The workloads that may be meant; the manifest's order.</summary>
    public required IReadOnlyList<Workload> Workloads { get; init; }
}
