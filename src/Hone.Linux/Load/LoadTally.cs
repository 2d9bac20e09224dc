using Hone.Measurement.Latency;
using Hone.Units;

namespace Hone.Linux.Load;

/// <summary>How a request failed.</summary>
internal enum LoadFailure
{
    Connect,
    Timeout,
    Broken,
    Malformed,
}

/// <summary>Counts what happens to the requests of a run; those of the warm-up are passed over. Times are clock readings in nanoseconds.</summary>
/// <param name="plan">The plan.</param>
/// <param name="from">When the counted time begins.</param>
internal sealed class LoadTally(LoadPlan plan, long from)
{
    private const int FirstError = 400;

    private readonly LatencyLog _latencies = new();
    private readonly LatencyHistogram _service = new();
    private readonly long[] _statuses = new long[1000];
    private readonly long[] _failures = new long[4];
    private long _intended;
    private long _late;
    private double _lateness;
    private long _sent;
    private long _answered;
    private long _badStatus;
    private long _waited;
    private long _retried;
    private long _firstAnswer = long.MaxValue;
    private long _lastAnswer = long.MinValue;

    /// <summary>When the counted time ends.</summary>
    public long Until { get; } = from + plan.Duration.Nanoseconds;

    public void TakenUp(long intended, long now)
    {
        if (intended >= from)
        {
            _intended++;
            _lateness += now - intended;
            _late += now - intended > ScheduleError.LateAfter.Nanoseconds ? 1 : 0;
        }
    }

    /// <summary>Whatever goes out in the counted time is what the server got, were it due in the warm-up.</summary>
    public void Sent(in DueRequest request, long now) => _sent += now >= from && now <= Until && !request.Retried ? 1 : 0;

    public void Waited(in DueRequest request) => _waited += request.Intended >= from ? 1 : 0;

    public void Retried(in DueRequest request) => _retried += request.Intended >= from ? 1 : 0;

    public void Answered(in DueRequest request, long sent, long now, int status)
    {
        if (request.Intended < from)
        {
            return;
        }

        _firstAnswer = Math.Min(_firstAnswer, now);
        _lastAnswer = Math.Max(_lastAnswer, now);
        _statuses[status]++;
        if (status >= FirstError)
        {
            _badStatus++;
            return;
        }

        _answered++;
        _service.Add(now - sent);
        _latencies.Add(Place(request), now - request.Intended);
    }

    public void Failed(in DueRequest request, LoadFailure how, long now)
    {
        if (request.Intended < from)
        {
            return;
        }

        _failures[(int)how]++;
        if (how == LoadFailure.Timeout)
        {
            _latencies.Add(Place(request), now - request.Intended);
        }
    }

    public LoadResult Result(int mostConnections, IReadOnlyList<string> notes)
    {
        long answering = _lastAnswer < _firstAnswer ? 0 : _lastAnswer - _firstAnswer;
        return new()
        {
            Plan = plan,
            Intended = _intended,
            Sent = _sent,
            Answered = _answered,
            Errors = new(_badStatus, _failures[0], _failures[1], _failures[2], _failures[3]),
            Schedule = new(_intended, _late, new((long)(_lateness / Math.Max(1, _intended))), plan.Interval),
            Waited = _waited,
            Retried = _retried,
            Connections = mostConnections,
            Elapsed = new(Math.Max(plan.Duration.Nanoseconds, answering)),
            Latencies = _latencies,
            ServiceTimes = _service,
            Statuses = Enumerable.Range(0, _statuses.Length).Where(status => _statuses[status] > 0).ToDictionary(status => status, status => _statuses[status]),
            Notes = notes,
        };
    }

    private double Place(in DueRequest request) => (double)(request.Intended - from) / plan.Duration.Nanoseconds;
}
