using System.Globalization;
using Hone.Measurement;
using Hone.Opportunities.Growth;
using Hone.Opportunities.Levers.Reading;
using Hone.Opportunities.Levers.Source;
using Hone.Profiling;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Opportunities.Levers;

/// <summary>Rules about memory that is held: streaming and bounded-queue.</summary>
internal static class HoldingRules
{
    /// <summary>What baseline, sizes and allocation profile show.</summary>
    public static IEnumerable<LeverFinding?> Find(RuleContext context)
    {
        if (Holder(context) is (StackFigures figures, int frame, bool reads))
        {
            yield return Streaming(context, figures, frame, reads);
        }

        foreach (LeverFinding? queue in Queues(context))
        {
            yield return queue;
        }
    }

    /// <summary>
    /// The function that holds the input: the one with the most memory among those that read a whole file, or with the most memory at
    /// all; without an allocation profile the hottest that reads a whole file.
    /// </summary>
    private static (StackFigures Figures, int Frame, bool Reads)? Holder(RuleContext context)
    {
        if (context.Allocation is StackFigures allocation)
        {
            int metric = Math.Max(0, allocation.Profile.MetricIndex("peak"));
            List<KeyValuePair<int, long>> sites = [.. allocation.BySite(metric).Where(pair => pair.Key >= 0 && pair.Value > 0).OrderByDescending(pair => pair.Value)];
            IReadOnlyDictionary<int, long> wholes = allocation.Below(FrameTrait.ReadsWhole);
            foreach (KeyValuePair<int, long> site in sites.Where(site => allocation.Part(site.Value).Value >= 0.1))
            {
                if (wholes.ContainsKey(site.Key) || context.Facts.Source(allocation.Frames[site.Key])?.Has(SourceFeature.ReadsWhole) == true)
                {
                    return (allocation, site.Key, true);
                }
            }

            if (ReaderOf(context) is (StackFigures, int, bool) reader)
            {
                return reader;
            }

            return sites.Count > 0 ? (allocation, sites[0].Key, false) : null;
        }

        return ReaderOf(context);
    }

    private static (StackFigures Figures, int Frame, bool Reads)? ReaderOf(RuleContext context)
    {
        if (context.Cpu is not StackFigures cpu)
        {
            return null;
        }

        foreach (int frame in cpu.OwnByWeight().OrderByDescending(frame => cpu.Inclusive[frame]))
        {
            if (cpu.Below(FrameTrait.ReadsWhole).ContainsKey(frame) || context.Hints(frame).Shows(SourceFeature.ReadsWhole))
            {
                return (cpu, frame, true);
            }
        }

        return null;
    }

    private static LeverFinding? Streaming(RuleContext context, StackFigures figures, int frame, bool reads)
    {
        if (context.Facts.Baseline is not BaselineSummary baseline)
        {
            return null;
        }

        RuleThresholds limits = context.Limits;
        long input = MedianRead(baseline);
        bool allocates = figures.Profile.Kind == ProfileKind.Allocation;
        int metric = Math.Max(0, figures.Profile.MetricIndex("peak"));
        long held = allocates && (metric > 0 || figures.Profile.MetricIndex("blocks") >= 0)
            ? figures.BySite(metric).GetValueOrDefault(frame)
            : baseline.PeakRss.Value;
        Readings readings = new Readings()
            .Needs("memory that is held", new Bytes(held).ToString(), "at least " + limits.Text(RuleThresholds.WholeBytes), held >= limits[RuleThresholds.WholeBytes]);
        bool? grows = Grows(context, readings);
        if (grows is null)
        {
            double ratio = input > 0 ? held / (double)input : 0;
            readings.Needs("memory held for each byte that the run reads", input > 0 ? Significant.Three(ratio) : "nothing is known to be read", "at least " + limits.Text(RuleThresholds.RssSlope),
                ratio >= limits[RuleThresholds.RssSlope] && input >= limits[RuleThresholds.WholeBytes] / 2);
        }

        readings.Lowers("reads a whole file or stream at once", reads ? "yes, by a call's name or the source" : "not seen", "a call that does", reads, "memory may grow with the input because its contents are needed together");
        bool sorts = Sorts(context);
        readings.Lowers("sorts what it holds", sorts ? "yes" : "not seen", "no", !sorts, "to sort, the whole is needed");
        return readings.Finding(MemoryLevers.Streaming, figures.Frames[frame], figures.Profile.Kind, ShareOf(context, figures, frame, baseline, held), (reads ? 0.85 : 0.45) - (sorts ? 0.3 : 0), reads && !sorts ? LeverReliability.NeedsLines : LeverReliability.Hint);
    }

    // Not measured at several sizes: null. Otherwise a need, so that memory which does not grow is no finding.
    private static bool? Grows(RuleContext context, Readings readings)
    {
        RuleThresholds limits = context.Limits;
        if (context.Facts.Growth is not GrowthFigures growth)
        {
            readings.Lowers("memory over several sizes", "not measured", "grows with the input", null, "at one size it may be something else that is held");
            return null;
        }

        if (growth.PeakRssPerInputByte is double slope)
        {
            bool whole = slope >= limits[RuleThresholds.RssSlope];
            readings.Needs("resident memory for each byte of input", Significant.Three(slope), "at least " + limits.Text(RuleThresholds.RssSlope), whole);
            return whole;
        }

        if (!growth.PeakRss.IsKnown)
        {
            readings.Lowers("memory over several sizes", growth.PeakRss.Note ?? "too few sizes", "grows with the input", null, "at one size it may be something else that is held");
            return null;
        }

        bool grows = growth.PeakRss.Exponent >= limits[RuleThresholds.RssExponent];
        readings.Needs("how the largest resident set grows with the size", string.Create(CultureInfo.InvariantCulture, $"n^{growth.PeakRss.Exponent:0.00}"), "at least n^" + limits.Text(RuleThresholds.RssExponent), grows);
        return grows;
    }

    private static bool Sorts(RuleContext context) => context.Cpu is StackFigures cpu
        && (cpu.Part(cpu.Holding(FrameTrait.Sort)).Value >= context.Limits[RuleThresholds.HotShare]
            || cpu.OwnByWeight().Any(frame => cpu.Part(cpu.Inclusive[frame]).Value >= context.Limits[RuleThresholds.HotShare] && context.Hints(frame).Shows(SourceFeature.Sorts)));

    private static Ratio ShareOf(RuleContext context, StackFigures figures, int frame, BaselineSummary baseline, long held) =>
        figures.Profile.Kind == ProfileKind.Allocation ? Ratio.Of(Math.Min(held, baseline.PeakRss.Value), baseline.PeakRss.Value) : figures.Part(figures.Inclusive[frame]);

    private static long MedianRead(BaselineSummary baseline)
    {
        long[] read = [.. baseline.Samples.Runs.Select(run => run.BytesRead ?? 0).Order()];
        return read[read.Length / 2];
    }

    private static IEnumerable<LeverFinding?> Queues(RuleContext context)
    {
        int? threads = context.OffCpu?.Profile.Times?.Threads ?? context.Lock?.Profile.Times?.Threads;
        HashSet<string> done = [];
        if (context.Allocation is StackFigures allocation)
        {
            foreach ((int site, long bytes) in allocation.Below(FrameTrait.Queue).Where(pair => pair.Key >= 0).OrderByDescending(pair => pair.Value))
            {
                done.Add(allocation.Frames[site].Function);
                yield return Queue(context, allocation, site, threads, allocation.Part(bytes), "a queue stands on the stacks that hold memory");
            }
        }

        if (context.Cpu is StackFigures cpu)
        {
            foreach (int frame in cpu.OwnByWeight().Where(frame => context.Hints(frame).Shows(SourceFeature.PutsIntoQueue) && done.Add(cpu.Frames[frame].Function)))
            {
                yield return Queue(context, cpu, frame, threads, cpu.Part(cpu.Inclusive[frame]), "the source puts into a queue");
            }
        }
    }

    private static LeverFinding? Queue(RuleContext context, StackFigures figures, int frame, int? threads, Ratio share, string where)
    {
        RuleThresholds limits = context.Limits;
        GrowthFit? memory = context.Facts.Growth?.PeakRss is { IsKnown: true } fit ? fit : null;
        long held = context.Facts.Baseline?.PeakRss.Value ?? 0;
        Readings readings = new Readings().Needs("a queue", where, "a queue at the function", true);
        if (memory is not null)
        {
            readings.Needs("how the largest resident set grows with the size", string.Create(CultureInfo.InvariantCulture, $"n^{memory.Exponent:0.00}"), "at least n^" + limits.Text(RuleThresholds.RssExponent), memory.Exponent >= limits[RuleThresholds.RssExponent]);
        }
        else
        {
            readings.Needs("largest resident set", new Bytes(held).ToString(), "at least " + limits.Text(RuleThresholds.WholeBytes), held >= limits[RuleThresholds.WholeBytes]);
        }

        return readings
            .Asks("threads", threads is int known ? Unit.Count.Format(known) : "not recorded", "more than one", threads is int count ? count > 1 : null)
            .Finding(MemoryLevers.BoundedQueue, figures.Frames[frame], figures.Profile.Kind, share, memory is null ? 0.7 : 0.9, LeverReliability.Hint);
    }
}
