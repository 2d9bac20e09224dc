using Hone.Guardrails;
using Hone.Profiling.Differences;

namespace Hone.Reporting.Guarding;

/// <summary>Which functions of a regressed workload cost more.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Difference">Its CPU profiles of base and head.</param>
public sealed record WorkloadCosts(string Workload, ProfileDifference Difference)
{
    private const int Most = 5;

    /// <summary>The functions whose own code costs more, the largest growth first, five at most.</summary>
    public IReadOnlyList<FunctionDifference> More { get; } =
        [.. Difference.Changed.Where(function => function.Verdict is FunctionVerdict.Grown or FunctionVerdict.Appeared && function.Self.Change > 0).OrderByDescending(function => function.Self.Change).Take(Most)];
}

/// <summary>What a check found, for everybody who shows it.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="Run">The raw runs.</param>
/// <param name="Figures">What they say.</param>
/// <param name="Costs">Of regressed workloads, where the cost is.</param>
public sealed record GuardReport(string Project, GuardRun Run, IReadOnlyList<GuardFigure> Figures, IReadOnlyList<WorkloadCosts> Costs)
{
    /// <summary>The verdict.</summary>
    public GuardFinding Finding { get; } = GuardRule.Verdict(Figures);

    /// <summary>Differential flame graphs as SVG, by workload.</summary>
    public IReadOnlyDictionary<string, byte[]> Graphs { get; init; } = new Dictionary<string, byte[]>();
}
