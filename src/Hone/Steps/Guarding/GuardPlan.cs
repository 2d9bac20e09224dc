using Hone.Guardrails;
using Hone.Units;

namespace Hone.Cli.Steps.Guarding;

/// <summary>How a commit is checked this time.</summary>
internal sealed record GuardPlan
{
    /// <summary>The revision to hold it against; null for where it went apart from the main branch.</summary>
    public string? Base { get; init; }

    /// <summary>The revision to check; null for the project as it lies there.</summary>
    public string? Head { get; init; }

    /// <summary>Holds it against the pinned reference, with the drift budget as the limit.</summary>
    public bool Drift { get; init; }

    /// <summary>The workloads by name; empty for all.</summary>
    public IReadOnlyList<string> Workloads { get; init; } = [];

    /// <summary>The metrics by name.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = GuardLimits.Metrics;

    /// <summary>The time for timed runs, all workloads together.</summary>
    public Duration Budget { get; init; } = Duration.FromSeconds(180);

    /// <summary>Looks for the functions that cost more when something regressed.</summary>
    public bool Explain { get; init; } = true;

    /// <summary>Writes the check into the record.</summary>
    public bool Record { get; init; } = true;

    /// <summary>How long to wait for another measurement on this machine.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromHours(2);
}
