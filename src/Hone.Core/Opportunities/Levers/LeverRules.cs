using Hone.Opportunities.Levers.Reading;
using Hone.Profiling;
using Hone.Workloads;

namespace Hone.Opportunities.Levers;

/// <summary>
/// Finds the levers that the evidence shows. Every rule is code over <see cref="LeverFacts"/> and says all that it read; its limits are
/// those of <see cref="RuleThresholds"/>. What a rule needs and does not find is no finding; what only makes it surer lowers it.
/// </summary>
public static class LeverRules
{
    // Of one lever, functions beyond these say nothing new.
    private const int MostOfALever = 3;

    private static readonly Func<RuleContext, IEnumerable<LeverFinding?>>[] _rules = [IoRules.Find, MemoryRules.Find, HoldingRules.Find, LockRules.Find, WorkRules.Find, GrowthRules.Find];

    /// <summary>The findings, the one with the highest <see cref="LeverFinding.Rank"/> first; the same facts give the same list.</summary>
    public static IReadOnlyList<LeverFinding> Find(LeverFacts facts, RuleThresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(thresholds);
        RuleContext context = new(facts, thresholds);
        List<LeverFinding> all = [.. _rules.SelectMany(rule => rule(context)).OfType<LeverFinding>().Select(finding => finding with { Rank = Rank(context, finding) })];
        List<LeverFinding> kept = [];
        foreach (LeverFinding finding in all.OrderByDescending(finding => finding.Rank).ThenBy(finding => finding.Lever.Name, StringComparer.Ordinal).ThenBy(finding => finding.Frame.Function, StringComparer.Ordinal))
        {
            List<LeverFinding> same = [.. kept.Where(other => other.Lever == finding.Lever)];
            if (same.Count < MostOfALever && !same.Exists(other => IsSame(context, other.Frame, finding.Frame)))
            {
                kept.Add(finding);
            }
        }

        return kept;
    }

    /// <summary>
    /// How much the evidence says weighs more than how much time it is about: a lever that shows itself in a tenth of the time comes
    /// before a guess about all of it.
    /// </summary>
    private static double Rank(RuleContext context, LeverFinding finding)
    {
        double reliable = (finding.Reliability, finding.LoweredBecause) switch
        {
            (LeverReliability.Raises, _) => 1,
            (LeverReliability.NeedsLines, null) => 0.85,
            (LeverReliability.NeedsLines, _) => 0.65,
            (_, null) => 0.6,
            _ => 0.45,
        };
        return finding.Support * reliable * (0.25 + (0.75 * Math.Clamp(context.WallPart(finding.Kind, finding.Share, finding.Kind == ProfileKind.Allocation ? context.MemoryCostOf(finding.Frame)?.Value ?? 0 : 0), 0, 1)));
    }

    // The same function, or one that calls the other: a caller shows what its callee shows.
    private static bool IsSame(RuleContext context, Frame left, Frame right)
    {
        if (Equal(left, right))
        {
            return true;
        }

        if (context.Cpu is not StackFigures cpu)
        {
            return false;
        }

        int first = cpu.IndexOf(left);
        int second = cpu.IndexOf(right);
        return first >= 0 && second >= 0 && (cpu.Caller[first] == second || cpu.Caller[second] == first);
    }

    private static bool Equal(Frame left, Frame right) => left.Function == right.Function && left.Module == right.Module && left.Origin == right.Origin;
}
