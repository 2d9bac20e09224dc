using Hone.Units;

namespace Hone.Measurement.Latency;

/// <summary>How requests are spaced.</summary>
public enum Arrivals
{
    /// <summary>All intervals alike.</summary>
    Constant,

    /// <summary>As independent users come: exponentially distributed intervals, seeded.</summary>
    Poisson,
}

/// <summary>What load is to be offered.</summary>
public sealed record LoadPlan
{
    /// <summary>Requests a second, above 0; positive infinity only for <see cref="Closed"/> without a pause.</summary>
    public required double Rate { get; init; }

    /// <summary>How long requests are counted.</summary>
    public required Duration Duration { get; init; }

    /// <summary>How long requests are sent at the same rate, uncounted, before that.</summary>
    public Duration Warmup { get; init; } = Duration.FromSeconds(1);

    /// <summary>The most connections that are open at once.</summary>
    public int Connections { get; init; } = 256;

    /// <summary>How requests are spaced.</summary>
    public Arrivals Arrivals { get; init; } = Arrivals.Constant;

    /// <summary>Seeds the spacing of <see cref="Arrivals.Poisson"/>.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>A request that is not answered so long after its intended start has failed.</summary>
    public Duration Timeout { get; init; } = Duration.FromSeconds(10);

    /// <summary>
    /// A closed loop: a request waits for an earlier answer when all connections are busy, and is never made up for. Its
    /// latencies leave out what nobody sent during a stall (G. Tene's "coordinated omission"). It exists to show that.
    /// </summary>
    public bool Closed { get; init; }

    /// <summary>The mean time between two requests.</summary>
    public Duration Interval => double.IsFinite(Rate) ? Duration.FromSeconds(1 / Rate) : Duration.Zero;
}
