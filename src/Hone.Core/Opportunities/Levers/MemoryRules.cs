using Hone.Opportunities.Levers.Reading;
using Hone.Opportunities.Levers.Source;
using Hone.Profiling;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Opportunities.Levers;

/// <summary>Rules about how memory is got and copied: buffer-reuse and zero-copy.</summary>
internal static class MemoryRules
{
    private const long PageBytes = 4096;
    private const FrameTrait NoCopyOfItsOwn = FrameTrait.Sort | FrameTrait.Memory | FrameTrait.Buffering | FrameTrait.Growing | FrameTrait.Codec | FrameTrait.Format | FrameTrait.Io;

    /// <summary>What the allocation and CPU profiles show.</summary>
    public static IEnumerable<LeverFinding?> Find(RuleContext context)
    {
        if (context.Allocation is StackFigures allocation)
        {
            foreach ((int site, long bytes) in allocation.BySite(0).Where(pair => pair.Key >= 0).OrderByDescending(pair => pair.Value))
            {
                yield return Churn(context, allocation, site, bytes);
            }

            foreach ((int site, long bytes) in allocation.Sum(FrameTrait.Copy, NoCopyOfItsOwn, 0).Where(pair => pair.Key >= 0).OrderByDescending(pair => pair.Value))
            {
                yield return AllocatedCopies(context, allocation, site, bytes);
            }
        }

        if (context.Cpu is StackFigures cpu)
        {
            foreach ((int site, long time) in cpu.Sum(FrameTrait.Copy, NoCopyOfItsOwn, 0).Where(pair => pair.Key >= 0).OrderByDescending(pair => pair.Value))
            {
                yield return Copies(context, cpu, site, time);
            }

            foreach (int frame in cpu.OwnByWeight())
            {
                yield return ScriptCopies(context, cpu, frame);
                yield return Faults(context, cpu, frame);
            }
        }
    }

    private static LeverFinding? Churn(RuleContext context, StackFigures allocation, int site, long bytes)
    {
        RuleThresholds limits = context.Limits;
        int counted = allocation.Profile.MetricIndex("allocations");

        // Of Python programs only what is in use is recorded, which says nothing of churn.
        if (allocation.Profile.MetricIndex("blocks") >= 0)
        {
            return null;
        }

        Ratio share = allocation.Part(bytes);
        Readings readings = new Readings().Needs("allocated bytes of the function", share.ToString(), "at least " + limits.Text(RuleThresholds.ChurnShare), share.Value >= limits[RuleThresholds.ChurnShare]);
        if (counted >= 0)
        {
            long blocks = allocation.BySite(counted).GetValueOrDefault(site);
            readings.Needs("allocations of the function", Unit.Count.Format(blocks), "at least " + limits.Text(RuleThresholds.ChurnCalls), blocks >= limits[RuleThresholds.ChurnCalls]);
        }

        Alive(context, allocation, site, bytes, readings);
        Cost(context, allocation.Frames[site], readings);
        double coded = allocation.Below(FrameTrait.Codec).GetValueOrDefault(site) / (double)Math.Max(1, bytes);
        double copied = allocation.Sum(FrameTrait.Copy, NoCopyOfItsOwn, 0).GetValueOrDefault(site) / (double)Math.Max(1, bytes);
        readings.Asks("of its bytes in codecs", new Ratio(coded).ToString(), "less than half: else the codec is the lever", coded < 0.5);
        readings.Asks("of its bytes in copies", new Ratio(copied).ToString(), "less than half: else the copy is the lever", copied < 0.5);
        return readings.Finding(MemoryLevers.BufferReuse, allocation.Frames[site], ProfileKind.Allocation, share, 0.9 - (coded >= 0.5 ? 0.3 : 0) - (copied >= 0.5 ? 0.15 : 0), LeverReliability.NeedsLines);
    }

    private static void Alive(RuleContext context, StackFigures allocation, int site, long bytes, Readings readings)
    {
        const string what = "of it in use at once";
        RuleThresholds limits = context.Limits;
        int peak = allocation.Profile.MetricIndex("peak");
        if (peak >= 0)
        {
            Ratio alive = Ratio.Of(allocation.BySite(peak).GetValueOrDefault(site), bytes);
            readings.Needs(what, $"{alive} at the peak of the heap", "at most " + limits.Text(RuleThresholds.Alive), alive.Value <= limits[RuleThresholds.Alive]);
        }
        else if (context.Facts.Baseline is { PeakRss.Value: > 0 } baseline)
        {
            // What is in use is part of what is resident.
            Ratio bound = Ratio.Of(baseline.PeakRss.Value * (allocation.Profile.Runs ?? 1), bytes);
            readings.Needs(what, bound.Value >= 1 ? $"unknown: {baseline.PeakRss} are resident, {new Bytes(bytes)} allocated" : $"at most {bound}: {baseline.PeakRss} are resident, {new Bytes(bytes)} allocated",
                "at most " + limits.Text(RuleThresholds.AliveBound), bound.Value <= limits[RuleThresholds.AliveBound]);
        }
        else
        {
            readings.Lowers(what, "neither recorded nor bounded by a baseline", "at most " + limits.Text(RuleThresholds.Alive), null, "what survives is not known");
        }
    }

    private static void Cost(RuleContext context, Frame site, Readings readings)
    {
        string limit = "at least " + context.Limits.Text(RuleThresholds.MemoryCost);
        Ratio? cost = context.MemoryCostOf(site) ?? context.Facts.MemoryShare;
        if (cost is Ratio known)
        {
            readings.Needs("CPU time in allocators, collection, page faults and clearing", known.ToString(), limit, known.Value >= context.Limits[RuleThresholds.MemoryCost]);
        }
        else
        {
            readings.Lowers("CPU time in allocators, collection, page faults and clearing", "no CPU profile", limit, null, "what memory costs is not known");
        }
    }

    // Compiled code: who calls memcpy is who copies, unless it is the library's own business (sorting, growing, buffering).
    private static LeverFinding? Copies(RuleContext context, StackFigures cpu, int site, long time)
    {
        Ratio share = cpu.Part(time);
        bool native = cpu.Frames[site].Origin == FrameOrigin.Native;
        return Hot.Samples(context, cpu, site, new Readings()
            .Needs("CPU time in copies that the function asks for", share.ToString(), "at least " + context.Limits.Text(RuleThresholds.CopyShare), share.Value >= context.Limits[RuleThresholds.CopyShare]))
            .Lowers("the copy is made by name", native ? "memcpy and the like, in compiled code" : "inside a runtime's library", "compiled code", native, "a runtime's library copies for many reasons")
            .Finding(MemoryLevers.ZeroCopy, cpu.Frames[site], ProfileKind.Cpu, share, 0.85, LeverReliability.NeedsLines);
    }

    private static LeverFinding? AllocatedCopies(RuleContext context, StackFigures allocation, int site, long bytes)
    {
        Ratio share = allocation.Part(bytes);
        Readings readings = new Readings()
            .Needs("allocated bytes in copies that the function asks for", share.ToString(), "at least " + context.Limits.Text(RuleThresholds.ChurnShare), share.Value >= context.Limits[RuleThresholds.ChurnShare])
            .Lowers("the copy is made by name", "a method that copies allocates", "memcpy in compiled code", false, "whether the copy is only read, the lines must show");
        Cost(context, allocation.Frames[site], readings);
        return allocation.Profile.MetricIndex("blocks") >= 0 ? null
            : readings.Finding(MemoryLevers.ZeroCopy, allocation.Frames[site], ProfileKind.Allocation, share, 0.85, LeverReliability.NeedsLines);
    }

    private static LeverFinding? ScriptCopies(RuleContext context, StackFigures cpu, int frame)
    {
        if (cpu.Frames[frame].Origin == FrameOrigin.Native || context.Hints(frame) is not SourceHints hints || !hints.Shows(SourceFeature.SliceInLoop | SourceFeature.ConcatInLoop))
        {
            return null;
        }

        Ratio share = cpu.Part(cpu.Nearest[frame]);
        bool concat = hints.Shows(SourceFeature.ConcatInLoop);
        return Hot.Samples(context, cpu, frame, new Readings()
            .Needs("CPU time of the function itself", share.ToString(), "at least " + context.Limits.Text(RuleThresholds.ScanShare), share.Value >= context.Limits[RuleThresholds.ScanShare]))
            .Asks("source", concat ? "puts a text or list together in a loop" : "takes parts as copies in a loop", "a copy in a loop", true)
            .Lowers("time in the copies", "inside the runtime, where no profile looks", "measured", null, "only the source shows the copies")
            .Finding(MemoryLevers.ZeroCopy, cpu.Frames[frame], ProfileKind.Cpu, share, 0.6, LeverReliability.NeedsLines);
    }

    // Large blocks come from the kernel and go back to it: each is paid for in page faults, which every baseline counts.
    private static LeverFinding? Faults(RuleContext context, StackFigures cpu, int frame)
    {
        if (context.Facts.Baseline is not { } baseline || context.Hints(frame)?.Has(SourceFeature.AllocatesInLoop) != true)
        {
            return null;
        }

        long[] faults = [.. baseline.Samples.Runs.Select(run => run.MinorFaults).Order()];
        long bytes = faults[faults.Length / 2] * PageBytes;
        Ratio bound = Ratio.Of(baseline.PeakRss.Value, bytes);
        Ratio share = cpu.Part(cpu.Nearest[frame]);
        return Hot.Samples(context, cpu, frame, new Readings()
            .Needs("CPU time of the function itself", share.ToString(), "at least " + context.Limits.Text(RuleThresholds.HotShare), share.Value >= context.Limits[RuleThresholds.HotShare])
            .Needs("pages that the kernel gave the run, in use at once", $"at most {bound}: {baseline.PeakRss} are resident, {new Bytes(bytes)} were given", "at most " + context.Limits.Text(RuleThresholds.AliveBound),
                bytes > 0 && bound.Value <= context.Limits[RuleThresholds.AliveBound]))
            .Asks("source", "gets memory in a loop", "memory got in a loop", true)
            .Lowers("which function got them", "not recorded", "recorded", null, "page faults are counted for the run, not for the function")
            .Finding(MemoryLevers.BufferReuse, cpu.Frames[frame], ProfileKind.Cpu, share, 0.75, LeverReliability.NeedsLines);
    }
}
