using Hone.Opportunities.Levers.Reading;
using Hone.Opportunities.Levers.Source;
using Hone.Profiling;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Opportunities.Levers;

/// <summary>Rules about the power of n: index-lookup, binary-search, two-pointer, prefix-sums, dynamic-programming.</summary>
internal static class GrowthRules
{
    private const FrameTrait NoScanOfItsOwn = FrameTrait.Sort | FrameTrait.Codec | FrameTrait.Format | FrameTrait.Buffering | FrameTrait.PatternBuild;

    /// <summary>What CPU profile and sizes show, told apart by the source.</summary>
    public static IEnumerable<LeverFinding?> Find(RuleContext context)
    {
        if (context.Cpu is not StackFigures cpu)
        {
            yield break;
        }

        IReadOnlyDictionary<int, long> scans = cpu.Sum(FrameTrait.Compare | FrameTrait.Scan, NoScanOfItsOwn, 0);
        foreach (int frame in cpu.OwnByWeight())
        {
            SourceHints? hints = context.Hints(frame);
            yield return Recursion(context, cpu, frame, hints);
            yield return Lookup(context, cpu, frame, hints, scans.GetValueOrDefault(frame));
            yield return Loop(context, cpu, frame, hints, SourceFeature.OrderScan, GrowthLevers.BinarySearch, "a loop that compares for order and ends early", 0.85);
            yield return Loop(context, cpu, frame, hints, SourceFeature.PairLoop, GrowthLevers.TwoPointer, "two loops that put an item of the one together with one of the other", 0.9);
            yield return Loop(context, cpu, frame, hints, SourceFeature.RangeSum, GrowthLevers.PrefixSums, "a loop that only adds up a range that others choose", 0.9);
        }
    }

    private static LeverFinding? Lookup(RuleContext context, StackFigures cpu, int frame, SourceHints? hints, long library)
    {
        bool shown = hints.Shows(SourceFeature.EqualityScan | SourceFeature.SearchInLoop);
        long weight = shown ? Math.Max(library, cpu.Nearest[frame]) : library;
        if (weight == 0)
        {
            return null;
        }

        Readings readings = Hot.Share(context, cpu, frame, weight, RuleThresholds.ScanShare, shown ? "CPU time of the scanning function itself" : "CPU time in comparing and scanning that the function asks for");
        bool? grows = Hot.Grows(context, cpu.Frames[frame], readings, shown);
        bool other = hints.Shows(SourceFeature.PairLoop | SourceFeature.RangeSum);
        return readings
            .Asks("source", shown ? "a loop that compares for equality, or a search in a loop" : hints is null ? "not at hand" : "no such loop seen", "a search from the front", shown ? true : null)
            .Finding(GrowthLevers.IndexLookup, cpu.Frames[frame], ProfileKind.Cpu, cpu.Part(weight), (shown ? 0.8 : 0.55) + (grows == true ? 0.1 : 0) - (grows == false ? 0.3 : 0) - (other ? 0.25 : 0), LeverReliability.Hint);
    }

    // Levers that no frame can tell: the function is hot, and its source has the shape.
    private static LeverFinding? Loop(RuleContext context, StackFigures cpu, int frame, SourceHints? hints, SourceFeature shape, Lever lever, string seen, double support)
    {
        if (!hints.Shows(shape))
        {
            return null;
        }

        // A small function is compiled into the loop that calls it, and part of its time counts for the caller.
        bool inlined = Hot.IsCalledInLoop(context, cpu, frame);
        long weight = cpu.Nearest[frame] + (inlined ? cpu.Nearest[cpu.Caller[frame]] : 0);
        Readings readings = Hot.Share(context, cpu, frame, weight, RuleThresholds.ScanShare, inlined ? "CPU time of the function itself and of the loop that calls it" : "CPU time of the function itself");
        bool? grows = Hot.Grows(context, cpu.Frames[frame], readings, sourceShows: true);
        return readings.Asks("source", seen, "a loop of this shape", true)
            .Finding(lever, cpu.Frames[frame], ProfileKind.Cpu, cpu.Part(weight), support + (grows == true ? 0.05 : 0) - (grows == false ? 0.3 : 0), LeverReliability.Hint);
    }

    private static LeverFinding? Recursion(RuleContext context, StackFigures cpu, int frame, SourceHints? hints)
    {
        if (cpu.Recursive[frame] == 0 || hints.Shows(SourceFeature.KeepsResults))
        {
            return null;
        }

        bool branches = hints.Shows(SourceFeature.BranchingRecursion);
        Readings readings = Hot.Share(context, cpu, frame, cpu.Recursive[frame], RuleThresholds.RecursionShare, "CPU time in stacks that hold the function at least twice")
            .Lowers("source", branches ? "calls itself more than once" : hints is null ? "not at hand" : "does not call itself more than once", "calls itself more than once", branches, "a recursion with one branch repeats nothing");
        bool? grows = Hot.Grows(context, cpu.Frames[frame], readings, sourceShows: true);
        return readings.Finding(GrowthLevers.DynamicProgramming, cpu.Frames[frame], ProfileKind.Cpu, cpu.Part(cpu.Inclusive[frame]), (branches ? 0.85 : 0.4) + (grows == true ? 0.1 : 0), LeverReliability.Hint);
    }
}
