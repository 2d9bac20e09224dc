using Hone.Workloads;

namespace Hone.Opportunities.Levers;

/// <summary>Finds the levers that the evidence shows.</summary>
public static class LeverRules
{
    /// <summary>The findings, best supported first.</summary>
    public static IReadOnlyList<LeverFinding> Find(LeverFacts facts, RuleThresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(thresholds);
        return [];
    }
}
