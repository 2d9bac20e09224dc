using Hone.Opportunities.Growth;
using Hone.Opportunities.Levers.Reading;
using Hone.Opportunities.Levers.Source;
using Hone.Profiling;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Opportunities.Levers;

/// <summary>Rules about work that could be done less often: serialization, precomputation, memoization, lazy-evaluation, work-elimination.</summary>
internal static class WorkRules
{
    private const int Unspecific = 2;

    /// <summary>What the CPU profile shows, told apart by the source.</summary>
    public static IEnumerable<LeverFinding?> Find(RuleContext context)
    {
        if (context.Cpu is not StackFigures cpu)
        {
            yield break;
        }

        foreach ((int site, long time) in cpu.Below(FrameTrait.Codec | FrameTrait.Format).Where(pair => pair.Key >= 0).OrderByDescending(pair => pair.Value))
        {
            yield return Codec(context, cpu, site, time);
        }

        foreach ((int site, long time) in cpu.Below(FrameTrait.PatternBuild).Where(pair => pair.Key >= 0).OrderByDescending(pair => pair.Value))
        {
            yield return Hot.Share(context, cpu, site, time, RuleThresholds.PrecomputeShare, "CPU time in compiling patterns that the function asks for")
                .Asks("source", context.Hints(site).Shows(SourceFeature.CompilesInLoop) ? "compiles in a loop" : "not seen in a loop of the function", "in a loop, or called in one", context.Hints(site).Shows(SourceFeature.CompilesInLoop) ? true : null)
                .Finding(WorkLevers.Precomputation, cpu.Frames[site], ProfileKind.Cpu, cpu.Part(time), 0.95, LeverReliability.NeedsLines);
        }

        int unspecific = 0;
        foreach (int frame in cpu.OwnByWeight())
        {
            yield return ScriptCodec(context, cpu, frame);
            yield return Table(context, cpu, frame);
            yield return Memo(context, cpu, frame);
            yield return Lazy(context, cpu, frame);
            yield return Startup(context, cpu, frame);
            yield return Unneeded(context, cpu, frame) ?? (unspecific++ < Unspecific ? Unspecified(context, cpu, frame) : null);
        }
    }

    private static LeverFinding? Codec(RuleContext context, StackFigures cpu, int site, long time)
    {
        Ratio named = cpu.Part(cpu.Below(FrameTrait.Codec).GetValueOrDefault(site));
        bool numbers = named.Value < context.Limits[RuleThresholds.CodecShare];
        bool again = context.Hints(site).Shows(SourceFeature.CodecInLoop);
        return Hot.Share(context, cpu, site, time, RuleThresholds.CodecShare, "CPU time in codecs that the function calls")
            .Asks("of the CPU time in codecs of formats", named.ToString(), "at least " + context.Limits.Text(RuleThresholds.CodecShare) + "; the rest turns numbers into text and back", !numbers)
            .Asks("source", again ? "calls a codec in a loop" : "no codec seen in a loop of the function", "a codec in a loop", again ? true : null)
            .Finding(WorkLevers.Serialization, cpu.Frames[site], ProfileKind.Cpu, cpu.Part(time), numbers ? 0.5 : 0.85, LeverReliability.NeedsLines);
    }

    // Codecs in C below a script are no frames of its profile.
    private static LeverFinding? ScriptCodec(RuleContext context, StackFigures cpu, int frame)
    {
        bool script = cpu.Frames[frame].Origin == FrameOrigin.Script;
        return !script || !context.Hints(frame).Shows(SourceFeature.CodecInLoop) ? null
            : Hot.Share(context, cpu, frame, cpu.Nearest[frame], RuleThresholds.ScanShare, "CPU time of the function itself")
                .Asks("source", "calls a codec in a loop", "a codec in a loop", true)
                .Finding(WorkLevers.Serialization, cpu.Frames[frame], ProfileKind.Cpu, cpu.Part(cpu.Nearest[frame]), 0.7, LeverReliability.NeedsLines);
    }

    private static LeverFinding? Table(RuleContext context, StackFigures cpu, int frame)
    {
        SourceHints? hints = context.Hints(frame);
        bool patterns = hints.Shows(SourceFeature.CompilesInLoop) || (hints.Shows(SourceFeature.CompilesPattern) && Hot.IsCalledInLoop(context, cpu, frame));
        bool table = hints.Shows(SourceFeature.ConstantTable);
        bool same = hints.Shows(SourceFeature.LooksPure) && context.Hints(cpu.Caller[frame])?.Unchanging.Contains(Names.Simple(cpu.Frames[frame].Function)) == true;
        if (hints is null || !(patterns || table || same))
        {
            return null;
        }

        bool again = patterns || Hot.IsCalledInLoop(context, cpu, frame);
        return Hot.Share(context, cpu, frame, cpu.Inclusive[frame], RuleThresholds.PrecomputeShare, "CPU time in the function")
            .Needs("made again and again", again ? "in a loop, or called in a loop" : "not seen", "in a loop, or called in one", again)
            .Asks("source", patterns ? "compiles a pattern or a format" : table ? "fills a table by a loop with constant bounds" : "called with arguments that do not change", "what does not depend on the item", true)
            .Finding(WorkLevers.Precomputation, cpu.Frames[frame], ProfileKind.Cpu, cpu.Part(cpu.Inclusive[frame]), patterns ? 0.9 : table ? 0.85 : 0.7, LeverReliability.NeedsLines);
    }

    private static LeverFinding? Memo(RuleContext context, StackFigures cpu, int frame)
    {
        SourceHints? hints = context.Hints(frame);
        if (!hints.Shows(SourceFeature.LooksPure) || hints.Shows(SourceFeature.KeepsResults))
        {
            return null;
        }

        bool branches = hints.Shows(SourceFeature.BranchingRecursion) && cpu.Recursive[frame] > 0;
        bool looped = Hot.IsCalledInLoop(context, cpu, frame);
        long io = cpu.Below(FrameTrait.Io).GetValueOrDefault(frame);
        int asks = context.Io?.IndexOf(cpu.Frames[frame]) ?? -1;
        Ratio asked = asks < 0 ? new(0) : context.Io!.Part(context.Io.Inclusive[asks]);
        return Hot.Share(context, cpu, frame, cpu.Inclusive[frame], RuleThresholds.HotShare, "CPU time in the function")
            .Needs("called again and again", branches ? "by itself, more than once" : looped ? "in a loop of its caller" : "not seen", "in a loop, or by itself", branches || looped)
            .Needs("I/O of its own", cpu.Part(io).ToString(), "next to none", io * 100 <= cpu.Inclusive[frame])
            .Needs("I/O of the run that it asks for", asked.ToString(), "next to none", asked.Value <= 0.01)
            .Asks("source", "takes arguments, returns a value, sets nothing else", "looks pure", true)
            .Asks("same arguments again", "no profile tells", "often", null)
            .Finding(WorkLevers.Memoization, cpu.Frames[frame], ProfileKind.Cpu, cpu.Part(cpu.Inclusive[frame]), branches ? 0.75 : 0.6, LeverReliability.NeedsLines);
    }

    private static LeverFinding? Lazy(RuleContext context, StackFigures cpu, int frame)
    {
        if (context.Hints(frame) is not SourceHints hints)
        {
            return null;
        }

        IReadOnlyDictionary<string, (int Frame, long Weight)> callees = cpu.Callees(frame);
        long unread = hints.Conditional.Sum(name => callees.GetValueOrDefault(name).Weight);
        bool few = hints.Shows(SourceFeature.TakesFew);
        bool first = !few && hints.Shows(SourceFeature.TakesFirst);

        // What one call of a library makes is the function's own time; what a loop makes may be made by others.
        long weight = Math.Max(unread, few ? cpu.Inclusive[frame] : first ? cpu.Nearest[frame] : 0);
        return weight == 0 ? null
            : Hot.Share(context, cpu, frame, weight, RuleThresholds.StartupShare, "CPU time in what is made")
                .Asks("source", few ? "makes a whole of which it reads single items" : weight > unread ? "sorts or copies a whole of which it takes the first" : "reads the result under a condition only", "more is made than is read", true)
                .Finding(WorkLevers.LazyEvaluation, cpu.Frames[frame], ProfileKind.Cpu, cpu.Part(weight), weight > unread || few ? 0.8 : 0.85, LeverReliability.NeedsLines);
    }

    private static LeverFinding? Startup(RuleContext context, StackFigures cpu, int frame)
    {
        string name = Names.Simple(cpu.Frames[frame].Function);
        bool named = StartupNames.Is(name, cpu.Frames[frame].Function);
        GrowthFit? fit = context.Facts.Growth?.Functions.FirstOrDefault(each => each.Kind == ProfileKind.Cpu && each.Frame.Function == cpu.Frames[frame].Function && each.Frame.Module == cpu.Frames[frame].Module)?.Cumulative;
        bool? still = fit is { IsKnown: true } ? fit.Exponent <= 0.25 : null;
        if ((!named && still != true) || Hot.IsCalledInLoop(context, cpu, frame))
        {
            return null;
        }

        return Hot.Share(context, cpu, frame, cpu.Inclusive[frame], RuleThresholds.StartupShare, "CPU time in the function")
            .Asks("its name speaks of a start", named ? name : "no", "load, init, setup, build and the like", named)
            .Lowers("how its cost grows with the size", still is null ? "not measured at several sizes" : FormattableString.Invariant($"n^{fit!.Exponent:0.00}"), "not at all", still, "work at the start is only known by its name")
            .Finding(WorkLevers.LazyEvaluation, cpu.Frames[frame], ProfileKind.Cpu, cpu.Part(cpu.Inclusive[frame]), named && still == true ? 0.7 : 0.5, LeverReliability.Hint);
    }

    private static LeverFinding? Unneeded(RuleContext context, StackFigures cpu, int frame)
    {
        if (context.Hints(frame) is not SourceHints hints)
        {
            return null;
        }

        IReadOnlyDictionary<string, (int Frame, long Weight)> callees = cpu.Callees(frame);
        (string Name, long Weight) unread = Heaviest(hints.Unread, callees, _ => true);
        (string Name, long Weight) same = Heaviest(hints.Unchanging, callees, callee => GivesTheSame(context, cpu, callee));
        long sorting = hints.Shows(SourceFeature.SortsInLoop) ? cpu.Below(FrameTrait.Sort).GetValueOrDefault(frame, cpu.Frames[frame].Origin == FrameOrigin.Script ? cpu.Nearest[frame] : 0) : 0;
        (long weight, string why, double support) = unread.Weight > 0 ? (unread.Weight, $"nothing reads what {unread.Name} gives", 0.9)
            : same.Weight > 0 && same.Weight >= sorting ? (same.Weight, $"{same.Name} is called in a loop with arguments that the loop does not change", 0.85)
            : (sorting, "sorts in a loop", 0.8);
        return weight == 0 ? null
            : Hot.Share(context, cpu, frame, weight, RuleThresholds.HotShare, "CPU time in the work")
                .Asks("source", why, "a result that nobody reads, arguments that do not change, or a sort in a loop", true)
                .Finding(WorkLevers.WorkElimination, cpu.Frames[frame], ProfileKind.Cpu, cpu.Part(weight), support, LeverReliability.NeedsLines);
    }

    // A hot function of which nothing more is known: the commonest of all levers is worth a look.
    private static LeverFinding? Unspecified(RuleContext context, StackFigures cpu, int frame) =>
        Hot.Share(context, cpu, frame, cpu.Nearest[frame], RuleThresholds.HotShare, "CPU time of the function itself")
            .Lowers("source", context.Hints(frame) is null ? "not at hand" : "shows no work that is not needed", "a result that nobody reads, arguments that do not change, or a sort in a loop", null, "nothing but its share speaks for it")
            .Finding(WorkLevers.WorkElimination, cpu.Frames[frame], ProfileKind.Cpu, cpu.Part(cpu.Nearest[frame]), 0.3, LeverReliability.Hint);

    // Of the same arguments: own code that looks pure, and libraries' searches, comparisons, codecs and patterns.
    private static bool GivesTheSame(RuleContext context, StackFigures cpu, int callee) => cpu.Own[callee]
        ? context.Hints(callee).Shows(SourceFeature.LooksPure)
        : (cpu.Traits(callee) & (FrameTrait.Scan | FrameTrait.Compare | FrameTrait.Codec | FrameTrait.Format | FrameTrait.PatternBuild | FrameTrait.Sort)) != 0 && (cpu.Traits(callee) & FrameTrait.Io) == 0;

    private static (string Name, long Weight) Heaviest(IReadOnlySet<string> names, IReadOnlyDictionary<string, (int Frame, long Weight)> callees, Func<int, bool> counts) =>
        names.Where(name => callees.TryGetValue(name, out (int Frame, long Weight) callee) && counts(callee.Frame)).Select(name => (name, callees[name].Weight))
            .OrderByDescending(pair => pair.Weight).ThenBy(pair => pair.name, StringComparer.Ordinal).FirstOrDefault(("", 0));
}
