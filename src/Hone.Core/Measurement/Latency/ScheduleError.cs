using Hone.Units;

namespace Hone.Measurement.Latency;

/// <summary>
/// How well the generator kept its own schedule. The lateness of a request is the time from its intended start to the moment
/// when the generator took it up: sent it, or found no free connection for it. So it is the generator's own fault and the
/// machine's, never the server's; it is part of the latency all the same.
/// </summary>
/// <param name="Requests">How many requests were taken up.</param>
/// <param name="Late">How many of them more than <see cref="LateAfter"/> late.</param>
/// <param name="MeanLateness">The mean lateness.</param>
/// <param name="Interval">The mean time between two requests, which the lateness is held against.</param>
public sealed record ScheduleError(long Requests, long Late, Duration MeanLateness, Duration Interval)
{
    /// <summary>From this share of late requests on, the rate is refused: what was offered is not what was asked for.</summary>
    public const double Limit = 0.01;

    /// <summary>A request that is taken up so much after its intended start is late.</summary>
    public static Duration LateAfter => Duration.FromMilliseconds(1);

    /// <summary>The schedule error: the share of late requests.</summary>
    public Ratio Share => Ratio.Of(Late, Requests);

    /// <summary>The mean lateness in intervals; above 1 the requests bunch.</summary>
    public Ratio Relative => Ratio.Of(MeanLateness.Nanoseconds, Interval.Nanoseconds);

    /// <summary>Whether the schedule was kept.</summary>
    public bool IsKept => Share.Value < Limit;
}
