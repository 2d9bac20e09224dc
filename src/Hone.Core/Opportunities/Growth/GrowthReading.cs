using Hone.Measurement;
using Hone.Profiling;
using Hone.Statistics;

namespace Hone.Opportunities.Growth;

/// <summary>Computes the figures of a ladder from its raw runs and profiles.</summary>
public static class GrowthReading
{
    /// <summary>Templates of system calls with fewer calls than this at every size are not fitted.</summary>
    public const double FewestCalls = 8;

    /// <summary>The most templates that are fitted, those with the most calls.</summary>
    public const int MostTemplates = 30;

    /// <summary>The figures.</summary>
    /// <param name="run">The raw ladder.</param>
    /// <param name="isOwn">Code of the project.</param>
    public static GrowthFigures Of(GrowthRun run, Func<Frame, bool> isOwn)
    {
        GrowthRung[] rungs = [.. run.Rungs.Where(rung => rung.Runs.Count > 0)];
        GrowthRung[] io = [.. With(rungs, ProfileKind.Io)];
        IReadOnlyList<IReadOnlyDictionary<string, double>> templates = SyscallTemplates.Of([.. io.Select(rung => rung.Profiles[ProfileKind.Io])]);
        SizedProfile[] cpu = [.. With(rungs, ProfileKind.Cpu).Select(Cpu)];
        SizedProfile[] allocated = [.. With(rungs, ProfileKind.Allocation).Select(Allocated).OfType<SizedProfile>()];
        return new(
            run.Workload,
            [.. rungs.Select(rung => rung.Size)],
            CostGrowth.OfTimes(Measured(rungs, sample => sample.WallNanoseconds)),
            CostGrowth.OfTimes(Measured(rungs, sample => sample.Cpu.Nanoseconds)),
            CostGrowth.OfMemory(Measured(rungs, sample => sample.PeakRssBytes)),
            allocated.Length >= 3 ? CostGrowth.OfCounts([.. allocated.Select(size => ((double)size.Size, size.Total))]) : null,
            io.Length >= 3 ? CostGrowth.OfCounts([.. io.Select((rung, i) => ((double)rung.Size, templates[i].Values.Sum()))]) : null,
            Slope(rungs),
            FunctionGrowths.Of(ProfileKind.Cpu, cpu, isOwn),
            io.Length >= 3 ? Fits(io, templates) : new Dictionary<string, GrowthFit>())
        {
            Allocating = allocated.Length >= 3 ? FunctionGrowths.Of(ProfileKind.Allocation, allocated, isOwn) : [],
            Notes = run.Notes,
        };
    }

    private static IEnumerable<GrowthRung> With(GrowthRung[] rungs, ProfileKind kind) => rungs.Where(rung => rung.Profiles.ContainsKey(kind));

    private static IReadOnlyList<(double, IReadOnlyList<double>)> Measured(GrowthRung[] rungs, Func<RunSample, long> value) =>
        [.. rungs.Select(rung => ((double)rung.Size, (IReadOnlyList<double>)[.. rung.Runs.Select(sample => (double)value(sample))]))];

    private static SizedProfile Cpu(GrowthRung rung)
    {
        double[] times = [.. rung.Runs.Select(sample => (double)sample.Cpu.Nanoseconds).Where(time => time > 0)];
        (ScalePoint[] points, _) = RepeatedCosts.Of(times.Length == 0 ? [] : [(rung.Size, times)], 0);
        return points.Length == 0 ? new(rung.Size, rung.Profiles[ProfileKind.Cpu], 0, 0) : new(rung.Size, rung.Profiles[ProfileKind.Cpu], points[0].Value, points[0].Variance);
    }

    private static SizedProfile? Allocated(GrowthRung rung)
    {
        Profile profile = rung.Profiles[ProfileKind.Allocation];
        int metric = profile.MetricIndex("bytes");
        return metric < 0 ? null : new(rung.Size, profile.WithWeight(metric), (double)profile.Total(metric) / Math.Max(1, profile.Runs ?? 1), 0);
    }

    private static Dictionary<string, GrowthFit> Fits(GrowthRung[] io, IReadOnlyList<IReadOnlyDictionary<string, double>> templates) =>
        templates[0].Keys.Select(name => (Name: name, Most: templates.Max(each => each[name]))).Where(template => template.Most >= FewestCalls)
            .OrderByDescending(template => template.Most).ThenBy(template => template.Name, StringComparer.Ordinal).Take(MostTemplates)
            .ToDictionary(
                template => template.Name,
                template => CostGrowth.OfCounts([.. io.Select((rung, i) => ((double)rung.Size, templates[i][template.Name]))]),
                StringComparer.Ordinal);

    // The median of the slopes between all pairs of sizes (H. Theil 1950; P. K. Sen, JASA 63 (1968)): one odd size does not turn it.
    private static double? Slope(GrowthRung[] rungs)
    {
        (double X, double Y)[] points =
        [
            .. rungs.Where(rung => rung.InputBytes is not null).Select(rung => ((double)rung.InputBytes!.Value, Median.Of([.. rung.Runs.Select(sample => (double)sample.PeakRssBytes)]))),
        ];
        double[] slopes = [.. points.SelectMany((from, i) => points.Skip(i + 1).Where(to => to.X > from.X).Select(to => (to.Y - from.Y) / (to.X - from.X)))];
        return points.Length < 3 || slopes.Length < 3 ? null : Median.Of(slopes);
    }
}
