using Hone.Measurement.Latency;

namespace Hone.Linux.Load;

/// <summary>
/// When the requests of a plan are due: in an open loop at their intended times, whatever the server does; in a closed loop when
/// a connection is free and the interval since the last request is over. Times are clock readings in nanoseconds.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="start">When its warm-up begins.</param>
/// <param name="until">When it ends: nothing is due from then on.</param>
internal sealed class DueTimes(LoadPlan plan, long start, long until)
{
    private readonly ArrivalTimes _arrivals = new(plan);
    private long _next = -1;
    private bool _paused;

    /// <summary>When the next request is due; the largest number when none will be, unless <see cref="Resume"/> is called.</summary>
    public long Next
    {
        get
        {
            if (_next < 0)
            {
                _next = plan.Closed ? start : start + _arrivals.Next();
            }

            return _next < until ? _next : long.MaxValue;
        }
    }

    /// <summary>Whether no request is due any more.</summary>
    public bool IsOver => Next == long.MaxValue;

    /// <summary>Takes the request that is due; false when none is.</summary>
    /// <param name="now">The time.</param>
    /// <param name="hasConnection">Whether it could be sent without waiting for an answer to another one; a closed loop asks.</param>
    /// <param name="intended">When it was to be sent.</param>
    public bool TryTake(long now, bool hasConnection, out long intended)
    {
        intended = Next;
        if (intended > now)
        {
            return false;
        }

        if (!plan.Closed)
        {
            _next = start + _arrivals.Next();
            return true;
        }

        // Nobody is there to send it earlier, and what is missed is not made up for: that is what a closed loop is.
        intended = now;
        _paused = !hasConnection;
        _next = _paused ? long.MaxValue : now + plan.Interval.Nanoseconds;
        return hasConnection;
    }

    /// <summary>A connection has become free.</summary>
    public void Resume(long now)
    {
        if (_paused)
        {
            (_paused, _next) = (false, now);
        }
    }

    /// <summary>Gives up what is left of an open loop: the intended times that nobody got to.</summary>
    public IEnumerable<long> Rest()
    {
        while (!plan.Closed && !IsOver)
        {
            yield return _next;
            _next = start + _arrivals.Next();
        }
    }
}
