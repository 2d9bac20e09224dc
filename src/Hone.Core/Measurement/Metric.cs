using Hone.Units;

namespace Hone.Measurement;

/// <summary>A quantity that is measured of each run, and which way is better.</summary>
/// <param name="Name">What people call it and type: <c>wall</c>, <c>cpu</c>, <c>peak-rss</c>.</param>
/// <param name="Unit">The unit of the values.</param>
/// <param name="LowerIsBetter">True for costs, false for throughput.</param>
/// <param name="Read">The value of one run, or null when it was not measured.</param>
public sealed record Metric(string Name, Unit Unit, bool LowerIsBetter, Func<RunSample, double?> Read)
{
    /// <summary>From exec to the end of the last process of the tree.</summary>
    public static Metric Wall { get; } = new("wall", Unit.Nanoseconds, true, run => run.WallNanoseconds);

    /// <summary>User and kernel CPU time of the tree.</summary>
    public static Metric Cpu { get; } = new("cpu", Unit.Nanoseconds, true, run => run.Cpu.Nanoseconds);

    /// <summary>CPU time in user mode.</summary>
    public static Metric User { get; } = new("user", Unit.Nanoseconds, true, run => run.UserNanoseconds);

    /// <summary>CPU time in the kernel.</summary>
    public static Metric Kernel { get; } = new("system", Unit.Nanoseconds, true, run => run.SystemNanoseconds);

    /// <summary>Largest resident set of any one process of the tree.</summary>
    public static Metric PeakRss { get; } = new("peak-rss", Unit.Bytes, true, run => run.PeakRssBytes);

    /// <summary>Page faults served without I/O.</summary>
    public static Metric MinorFaults { get; } = new("minor-faults", Unit.Count, true, run => run.MinorFaults);

    /// <summary>A number that each run prints (<see cref="RunSample.Values"/>).</summary>
    public static Metric Printed(string name, bool lowerIsBetter) =>
        new(name, Unit.Count, lowerIsBetter, run => run.Values is { } values && values.TryGetValue(name, out double value) ? value : null);

    /// <summary>What every run has.</summary>
    public static IReadOnlyList<Metric> Standard { get; } = [Wall, Cpu, User, Kernel, PeakRss, MinorFaults];
}
