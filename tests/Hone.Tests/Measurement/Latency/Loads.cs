using Hone.Measurement.Latency;
using Hone.Units;

namespace Hone.Tests.Measurement.Latency;

/// <summary>Load results as a run would give them, without a run.</summary>
internal static class Loads
{
    public static LoadResult Result(double rate, double p99Ms = 1, double sentShare = 1, double late = 0, long failed = 0, int seconds = 10)
    {
        long count = (long)(rate * seconds);
        LoadPlan plan = new() { Rate = rate, Duration = Duration.FromSeconds(seconds) };
        LatencyLog log = new();
        LatencyHistogram service = new();
        for (long i = 0; i < count; i++)
        {
            // Every fiftieth is slow, evenly spread.
            long latency = (long)((i % 50 == 49 ? p99Ms : p99Ms / 4) * 1e6) + i % 7 * 1000;
            log.Add((double)i / count, latency);
            service.Add(latency - 100_000);
        }

        return new()
        {
            Plan = plan,
            Intended = count,
            Sent = (long)(count * sentShare),
            Answered = (long)(count * sentShare) - failed,
            Errors = new(failed, 0, 0, 0, 0),
            Schedule = new(count, (long)(count * late), Duration.FromMilliseconds(0.012), plan.Interval),
            Connections = 12,
            Elapsed = plan.Duration,
            Latencies = log,
            ServiceTimes = service,
            Statuses = failed == 0 ? new() { [200] = count } : new Dictionary<int, long> { [200] = count - failed, [503] = failed },
        };
    }
}
