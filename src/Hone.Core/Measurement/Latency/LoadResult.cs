using Hone.Units;

namespace Hone.Measurement.Latency;

/// <summary>What came of offering one load.</summary>
public sealed record LoadResult
{
    /// <summary>The share of the intended rate that must be reached for a load to have been held.</summary>
    public const double ReachedShare = 0.99;

    /// <summary>The load that was asked for.</summary>
    public required LoadPlan Plan { get; init; }

    /// <summary>How many requests the plan had.</summary>
    public required long Intended { get; init; }

    /// <summary>How many went out within the plan's time; the others waited for a connection, or the generator did not get to them.</summary>
    public required long Sent { get; init; }

    /// <summary>How many were answered well.</summary>
    public required long Answered { get; init; }

    /// <summary>The others, by kind.</summary>
    public required LoadErrors Errors { get; init; }

    /// <summary>How well the generator kept its schedule.</summary>
    public required ScheduleError Schedule { get; init; }

    /// <summary>How many requests found all connections busy and waited for one, or for a new one to be made.</summary>
    public long Waited { get; init; }

    /// <summary>How many requests were sent again because the server had just closed the kept connection.</summary>
    public long Retried { get; init; }

    /// <summary>The most connections that were open at once.</summary>
    public int Connections { get; init; }

    /// <summary>From the first answer to the last one, and at least the plan's time.</summary>
    public required Duration Elapsed { get; init; }

    /// <summary>
    /// From the intended start to the last byte of the answer: good answers, and timeouts with the time that was waited, since
    /// to leave those out would be to omit the slowest. Other errors have no latency.
    /// </summary>
    public required LatencyLog Latencies { get; init; }

    /// <summary>From the actual send to the last byte of the answer, of good answers: what is left when waiting is taken out.</summary>
    public required LatencyHistogram ServiceTimes { get; init; }

    /// <summary>How often each status came.</summary>
    public IReadOnlyDictionary<int, long> Statuses { get; init; } = new Dictionary<int, long>();

    /// <summary>What limits the figures.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Requests a second that went out within the plan's time.</summary>
    public double SentRate => Sent / Plan.Duration.Seconds;

    /// <summary>Good answers a second.</summary>
    public double AnsweredRate => Answered / Elapsed.Seconds;

    /// <summary>Whether the load was really offered: the schedule was kept, and 99 % of the requests went out in time or found nobody to connect to.</summary>
    public bool IsOffered => Plan.Closed || (Schedule.IsKept && Sent + Errors.Connect >= ReachedShare * Intended);

    /// <summary>Failed requests as a share of all.</summary>
    public Ratio ErrorShare => Ratio.Of(Errors.Total, Intended);

    /// <summary>A quantile of the latencies; null when there are none.</summary>
    public LatencyQuantile? Quantile(double p) => LatencyQuantile.Of(Latencies, p);
}
