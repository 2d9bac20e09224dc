using System.Globalization;
using Hone.Opportunities.Growth;
using Hone.Opportunities.Levers.Reading;
using Hone.Opportunities.Levers.Source;
using Hone.Profiling;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Opportunities.Levers;

/// <summary>Rules about input and output: n-plus-one and scatter-gather.</summary>
internal static class IoRules
{
    /// <summary>What the I/O profile, and the source of functions that ask in a loop, show.</summary>
    public static IEnumerable<LeverFinding?> Find(RuleContext context)
    {
        if (context.Io is StackFigures io)
        {
            IReadOnlyList<IoUse> files = IoUses.ByFile(io);
            foreach (IoUse use in files.Where(use => use.Way is IoWay.Read or IoWay.Write && !Answers(files, use)))
            {
                yield return ScatterGather(context, io, use);
            }

            foreach (IoUse use in io.Uses.Where(use => use.Way is IoWay.Open or IoWay.Connect))
            {
                yield return NPlusOne(context, io, use, use.Calls / (double)Math.Max(1, use.Distinct), "asked for again");
            }

            foreach (IoUse use in files.Where(use => use.Way == IoWay.Write && Answers(files, use)))
            {
                yield return NPlusOne(context, io, use, double.PositiveInfinity, "questions and answers in turn");
            }
        }

        if (context.Cpu is StackFigures cpu)
        {
            foreach (int frame in cpu.OwnByWeight().Where(frame => context.Hints(frame)?.Has(SourceFeature.AsksInLoop) == true))
            {
                yield return Asking(context, cpu, frame);
            }
        }
    }

    private static LeverFinding? ScatterGather(RuleContext context, StackFigures io, IoUse use)
    {
        RuleThresholds limits = context.Limits;
        if (Site(context, io, use) is not (Frame frame, bool seen))
        {
            return null;
        }

        double size = use.Bytes / (double)Math.Max(1, use.Calls);

        // The last of many full blocks is a short one, and a call finds the end: their average is a little less than a block.
        const double full = 0.9;
        return Outside(context, new Readings()
            .Needs($"{Word(use.Way)} of {use.Template} by the function", Count(use.Calls), "at least " + limits.Text(RuleThresholds.SmallCalls), use.Calls >= limits[RuleThresholds.SmallCalls])
            .Needs("bytes that one of them moves on the average", new Bytes((long)size).ToString(), $"1 B to {new Ratio(full)} of {limits.Text(RuleThresholds.SmallBytes)}", size >= 0.5 && size < full * limits[RuleThresholds.SmallBytes]))
            .Asks("which function makes them", seen ? "seen at the calls" : "the one with most CPU time in calls of this kind", "seen at the calls", seen ? true : null)
            .Finding(IoLevers.ScatterGather, frame, ProfileKind.Io, io.Part(use.Nanoseconds), 0.9, LeverReliability.NeedsLines);
    }

    private static LeverFinding? NPlusOne(RuleContext context, StackFigures io, IoUse use, double repeats, string again)
    {
        RuleThresholds limits = context.Limits;
        if (Site(context, io, use) is not (Frame frame, bool seen))
        {
            return null;
        }

        Readings readings = Outside(context, new Readings()
            .Needs($"{Word(use.Way)} of {use.Template} by the function", Count(use.Calls), "at least " + limits.Text(RuleThresholds.ItemCalls), use.Calls >= limits[RuleThresholds.ItemCalls]))
            .Lowers(
                again,
                double.IsInfinity(repeats) ? $"{Count(use.Calls)} questions" : $"{Significant.Three(repeats)} calls for each of {Count(use.Distinct)}",
                double.IsInfinity(repeats) ? "an answer to each" : $"at least {limits.Text(RuleThresholds.Repeats)} for each",
                repeats >= limits[RuleThresholds.Repeats],
                "each thing is asked for once: whether one question could ask for all, the lines must show");
        Slope(context, use, readings);
        return readings.Asks("which function makes them", seen ? "seen at the calls" : "the one with most CPU time in calls of this kind", "seen at the calls", seen ? true : null)
            .Finding(IoLevers.NPlusOne, frame, ProfileKind.Io, TimeWith(io, use), 0.95, LeverReliability.NeedsLines);
    }

    // Databases within the process, and what the page cache answers, make few system calls: the loop that asks is all there is. What it
    // asks is a library's code, whose time counts for the function, or own code by a name that asks; the rest of its time is none of that.
    private static LeverFinding? Asking(RuleContext context, StackFigures cpu, int frame)
    {
        Ratio share = cpu.Part(cpu.Nearest[frame] + cpu.Callees(frame).Where(callee => SourceLook.IsAsking(callee.Key) && cpu.Own[callee.Value.Frame]).Sum(callee => callee.Value.Weight));
        return new Readings()
            .Needs("CPU time in the function and what it asks", share.ToString(), "at least " + context.Limits.Text(RuleThresholds.ScanShare), share.Value >= context.Limits[RuleThresholds.ScanShare])
            .Needs("samples", Count(cpu.Samples[frame]), "at least " + context.Limits.Text(RuleThresholds.Samples), cpu.Samples[frame] >= context.Limits[RuleThresholds.Samples])
            .Asks("source", "opens, queries or requests in a loop", "a call that asks, in a loop", true)
            .Lowers("system calls", "too few, or not recorded", "one kind for each item", null, "only the source shows that it asks for each item")
            .Finding(IoLevers.NPlusOne, cpu.Frames[frame], ProfileKind.Cpu, share, 0.6, LeverReliability.NeedsLines);
    }

    /// <summary>The function at the calls; where the I/O profile does not know it, the one with the most CPU time in I/O.</summary>
    private static (Frame Frame, bool Seen)? Site(RuleContext context, StackFigures io, IoUse use)
    {
        if (use.Site >= 0)
        {
            return (io.Frames[use.Site], true);
        }

        if (context.Cpu is not StackFigures cpu)
        {
            return null;
        }

        KeyValuePair<int, long> most = cpu.Below(FrameTrait.Io).Where(pair => pair.Key >= 0).OrderByDescending(pair => pair.Value).FirstOrDefault(new KeyValuePair<int, long>(-1, 0));
        return most.Value > 0 ? (cpu.Frames[most.Key], false) : null;
    }

    // A pipe or socket that is written and read in turn by one function: a question needs its answer before the next.
    private static bool Answers(IReadOnlyList<IoUse> files, IoUse use) =>
        use.Template is "socket" or "pipe" && files.Any(other => other.Site == use.Site && other.Template is "socket" or "pipe" && other.Way != use.Way && other.Way is IoWay.Read or IoWay.Write
            && other.Calls * 2 >= use.Calls && use.Calls * 2 >= other.Calls);

    /// <summary>The time of all calls of the same function on the same files: an open is followed by reads and a close.</summary>
    private static Ratio TimeWith(StackFigures io, IoUse use) =>
        io.Part(io.Uses.Where(other => other.Site == use.Site && other.Template == use.Template).Sum(other => other.Nanoseconds));

    private static Readings Outside(RuleContext context, Readings readings)
    {
        string limit = "at least " + context.Limits.Text(RuleThresholds.OutsideShare);
        return context.Outside is Ratio outside
            ? readings.Needs("wall time outside of user code", outside.ToString(), limit, outside.Value >= context.Limits[RuleThresholds.OutsideShare])
            : readings.Lowers("wall time outside of user code", "no baseline", limit, null, "without a baseline nothing says what the calls cost");
    }

    private static void Slope(RuleContext context, IoUse use, Readings readings)
    {
        string end = use.Template.Replace('*', '#');
        GrowthFit? fit = context.Facts.Growth?.SyscallsByTemplate
            .Where(pair => pair.Value.IsKnown && IoUses.Way(pair.Key.Split(' ')[0]) == use.Way && (end.Contains('#', StringComparison.Ordinal)
                ? pair.Key.EndsWith(end[(end.LastIndexOf('#') + 1)..], StringComparison.Ordinal)
                : pair.Key.EndsWith(end, StringComparison.Ordinal)))
            .Select(pair => pair.Value).MaxBy(fit => fit.Points);
        double slack = context.Limits[RuleThresholds.SlopeSlack];
        readings.Asks(
            "how their number grows with the size",
            fit is null ? "not measured at several sizes" : string.Create(CultureInfo.InvariantCulture, $"n^{fit.Exponent:0.00}"),
            string.Create(CultureInfo.InvariantCulture, $"n^1 ± {slack:0.00}"),
            fit is null ? null : Math.Abs(fit.Exponent - 1) <= slack || fit.Interval.Contains(1));
    }

    private static string Word(IoWay way) => way switch
    {
        IoWay.Read => "reads",
        IoWay.Write => "writes",
        IoWay.Connect => "connections",
        _ => "opens and look-ups",
    };

    private static string Count(long value) => Unit.Count.Format(value);
}
