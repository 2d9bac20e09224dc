using Hone.Statistics;

namespace Hone.Opportunities.Growth;

/// <summary>From costs by size to a <see cref="GrowthFit"/>: how far each kind of figure is trusted, in one place.</summary>
public static class CostGrowth
{
    /// <summary>Relative error that a time has beside its noise: caches, compilation while it runs, the clock of the processor.</summary>
    public const double TimeError = 0.03;

    /// <summary>Relative error of memory in use beside its noise: pages, arenas, the growth steps of tables.</summary>
    public const double MemoryError = 0.03;

    /// <summary>Relative error of what was counted exactly: buffers that are filled to the last byte or not.</summary>
    public const double CountError = 0.01;

    /// <summary>Relative error of a function's share beside its sampling error: skid, inlining, what the profiler itself slows down.</summary>
    public const double ShareError = 0.05;

    /// <summary>Fewest events over all sizes from which an exponent is fitted.</summary>
    public const int FewestEvents = 20;

    /// <summary>What is said when there is nothing to fit: all exponents that are looked for.</summary>
    public static Interval Anything { get; } = new(0, PowerLaw.MostExponent);

    /// <summary>Growth of times, in any unit.</summary>
    /// <param name="sizes">Size and measurements, ascending by size.</param>
    public static GrowthFit OfTimes(IReadOnlyList<(double Size, IReadOnlyList<double> Costs)> sizes) => Of(sizes, TimeError).Fit;

    /// <summary>Growth of memory in use, in bytes.</summary>
    /// <param name="sizes">Size and measurements, ascending by size.</param>
    public static GrowthFit OfMemory(IReadOnlyList<(double Size, IReadOnlyList<double> Costs)> sizes) => Of(sizes, MemoryError).Fit;

    /// <summary>Growth of what was counted exactly, once a size; 0 is a count like others.</summary>
    /// <param name="sizes">Size and count, ascending by size.</param>
    public static GrowthFit OfCounts(IReadOnlyList<(double Size, double Count)> sizes)
    {
        if (sizes.Sum(size => size.Count) == 0)
        {
            return TooFew(sizes.Count, "nothing was counted");
        }

        // A count is right to a half; none at all may be a quarter of one.
        return Describe(sizes.Count, [.. sizes.Select(size => ScalePoint.OfAmount(
            size.Size, Math.Max(size.Count, 0.25), (CountError * CountError) + Math.Min(1, 1 / (3 * size.Count * size.Count))))], double.PositiveInfinity).Fit;
    }

    /// <summary>Growth of sampled costs, such as a function's part of the CPU time; with the curve to go on with, null where there is no fit.</summary>
    /// <param name="points">Counts by size, ascending, with their exposure (<see cref="ScalePoint.OfCount"/>).</param>
    public static (GrowthFit Fit, PowerLaw? Law) OfSamples(IReadOnlyList<ScalePoint> points)
    {
        double events = points.Sum(point => point.Value);
        return events < FewestEvents ? (TooFew(points.Count, $"only {events:0} samples in all"), null) : Describe(points.Count, points, double.PositiveInfinity);
    }

    /// <summary>A fit that knows nothing, and why.</summary>
    public static GrowthFit TooFew(int sizes, string why) => new(0, Anything, GrowthShape.TooFew, sizes, why);

    private static (GrowthFit Fit, PowerLaw? Law) Of(IReadOnlyList<(double Size, IReadOnlyList<double> Costs)> sizes, double modelError)
    {
        (double Size, IReadOnlyList<double> Costs)[] measured =
            [.. sizes.Select(size => (size.Size, (IReadOnlyList<double>)[.. size.Costs.Where(cost => cost > 0 && double.IsFinite(cost))])).Where(size => size.Item2.Count > 0)];
        (ScalePoint[] points, double freedom) = RepeatedCosts.Of(measured, modelError);
        return Describe(measured.Length, points, freedom);
    }

    private static (GrowthFit Fit, PowerLaw? Law) Describe(int sizes, IReadOnlyList<ScalePoint> points, double freedom)
    {
        if (sizes < 3)
        {
            return (TooFew(sizes, $"{sizes} of the 3 sizes that an exponent takes"), null);
        }

        PowerLaw law = PowerLaw.Fit(points, freedom);
        GrowthShape shape = law.LogFactor switch { LogFactor.Present => GrowthShape.WithLog, LogFactor.Absent => GrowthShape.Power, _ => GrowthShape.Unclear };
        string? note = law.IsUnbounded ? "grows faster than any power that is looked for, or too little was measured"
            : law.Misfit > 3 ? "the sizes lie off any one power: different parts of the cost grow differently"
            : null;
        return (new(law.Exponent, law.Interval, shape, sizes, note) { ConstantShare = law.Curve.ConstantShare }, law);
    }
}
