using System.Diagnostics;
using System.Runtime.CompilerServices;
using Hone.Measurement.Latency;

namespace Hone.Linux.Load;

/// <summary>
/// The loop of one run, on one thread: send what is due, wait for answers until the next request is due, take the answers.
/// It sleeps in between, for the server shares the machine. Times are readings of the monotonic clock in nanoseconds.
/// </summary>
internal sealed class LoadRun : IDisposable
{
    private const long SweepEvery = 50_000_000;
    private const int MostSendsInARow = 64;
    private const long Behind = 100_000_000;

    private readonly LoadTarget _target;
    private readonly Action<TimeSpan>? _watch;
    private readonly CancellationToken _cancellation;
    private readonly EventQueue _events = new();
    private readonly ConnectionPool _pool;
    private readonly Queue<DueRequest> _waiting = new();
    private readonly byte[] _received = new byte[64 << 10];
    private readonly DueTimes _due;
    private readonly LoadTally _tally;
    private readonly long _start;
    private readonly long _timeout;
    private long _number;
    private int _busy;

    public LoadRun(LoadTarget target, LoadPlan plan, Action<TimeSpan>? watch, CancellationToken cancellation)
    {
        (_target, _watch, _cancellation) = (target, watch, cancellation);
        _pool = new(_events, target.EndPoint, plan.Connections);
        _timeout = plan.Timeout.Nanoseconds;
        _start = Now();
        _tally = new(plan, _start + plan.Warmup.Nanoseconds);
        _due = new(plan, _start, _tally.Until);
    }

    /// <summary>Runs the warm-up and the plan, and waits for the last answers or their time-out.</summary>
    public LoadResult Execute()
    {
        long sweepAt = _start;
        long end = _tally.Until + _timeout;
        while (!_due.IsOver || _busy > 0 || _waiting.Count > 0)
        {
            long now = Now();
            if (now >= sweepAt)
            {
                Sweep(now);
                sweepAt = now + SweepEvery;
            }

            if (now >= end)
            {
                break;
            }

            if (now >= _tally.Until + Behind)
            {
                LeaveUnsent(now);
            }

            SendDue();
            int ready = _events.Wait(Math.Min(_due.Next, sweepAt) - Now());
            for (int i = 0; i < ready; i++)
            {
                Handle(_events[i]);
                SendDue();
            }
        }

        GiveUp();
        string[] notes = _pool.IsShort ? [$"no more than {_pool.Most} connections could be opened: the limit of open files is reached (ulimit -n)"] : [];
        return _tally.Result(_pool.Most, notes);
    }

    public void Dispose()
    {
        _pool.Dispose();
        _events.Dispose();
    }

    private static long Now() => Stopwatch.GetTimestamp();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SendDue()
    {
        // Not without end: a generator that is behind must still take answers.
        for (int sent = 0; sent < MostSendsInARow; sent++)
        {
            long now = Now();
            if (!_due.TryTake(now, _pool.HasFree || (!_pool.IsFull && _waiting.Count == 0), out long intended))
            {
                return;
            }

            _tally.TakenUp(intended, now);
            Take(new(intended, _number++, Retried: false));
        }
    }

    // The generator is so far behind that the plan's time is over: what it did not get to is late, and will not be sent.
    private void LeaveUnsent(long now)
    {
        foreach (long intended in _due.Rest())
        {
            _tally.TakenUp(intended, now);
        }
    }

    private void Take(in DueRequest request)
    {
        if (_pool.HasFree)
        {
            Send(_pool.TakeFree(), request);
            return;
        }

        _tally.Waited(request);
        _waiting.Enqueue(request);
        OpenMore();
    }

    private void OpenMore()
    {
        while (_pool.Making < _waiting.Count && !_pool.IsFull)
        {
            if (!_pool.Begin(Now()))
            {
                FailWaiting(LoadFailure.Connect);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Send(LoadConnection connection, in DueRequest request)
    {
        RequestBytes bytes = _target.Requests[request.Number % _target.Requests.Length];
        long now = Now();
        connection.IsBusy = true;
        connection.Request = request;
        connection.Since = now;
        connection.Response.Begin(bytes.IsHead);
        _busy++;
        _tally.Sent(request, now);
        if (!connection.Send(bytes.For(request.Number)))
        {
            Break(connection, LoadFailure.Broken);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Handle(ReadyEvent ready)
    {
        if (_pool.Find(ready.Key) is not LoadConnection connection)
        {
            return;
        }

        if (connection.IsConnecting)
        {
            Connected(connection, ready.Flags);
            return;
        }

        if ((ready.Flags & SocketCalls.Writable) != 0 && connection.HasUnsent && !connection.SendOn())
        {
            Break(connection, LoadFailure.Broken);
            return;
        }

        if ((ready.Flags & ~SocketCalls.Writable) != 0)
        {
            Receive(connection, ended: (ready.Flags & (SocketCalls.PeerClosed | SocketCalls.HungUp | SocketCalls.Failed)) != 0);
        }
    }

    private void Connected(LoadConnection connection, uint flags)
    {
        if ((flags & (SocketCalls.Failed | SocketCalls.HungUp)) != 0 || !connection.IsMade())
        {
            _pool.Close(connection);
            FailWaiting(LoadFailure.Connect);
            OpenMore();
        }
        else if ((flags & SocketCalls.Writable) != 0)
        {
            _pool.Made(connection);
            Free(connection);
        }
    }

    private void Free(LoadConnection connection)
    {
        if (_waiting.TryDequeue(out DueRequest next))
        {
            Send(connection, next);
            return;
        }

        _pool.Free(connection);
        _due.Resume(Now());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Receive(LoadConnection connection, bool ended)
    {
        while (connection.IsOpen)
        {
            int got = connection.Receive(_received);
            if (got == -1)
            {
                return;
            }

            if (got <= 0)
            {
                End(connection, broken: got < 0);
                return;
            }

            if (!connection.IsBusy)
            {
                // Bytes that nobody asked for: whatever comes next would be taken for an answer.
                _pool.Close(connection);
                return;
            }

            int used = connection.Response.Read(_received.AsSpan(0, got));
            if (connection.Response.State == ResponseState.Complete)
            {
                Complete(connection, keep: used == got && connection.Response.KeepsConnection && !connection.HasUnsent);
            }
            else if (connection.Response.State == ResponseState.Malformed)
            {
                Break(connection, LoadFailure.Malformed);
            }

            // Edge-triggered: the end of the connection is told once, and has to be read then.
            if (got < _received.Length && !ended)
            {
                return;
            }
        }
    }

    private void Complete(LoadConnection connection, bool keep)
    {
        _tally.Answered(connection.Request, connection.Since, Now(), connection.Response.Status);
        connection.Served++;
        connection.IsBusy = false;
        _busy--;
        if (keep)
        {
            Free(connection);
        }
        else
        {
            _pool.Close(connection);
            OpenMore();
            _due.Resume(Now());
        }
    }

    private void End(LoadConnection connection, bool broken)
    {
        if (!connection.IsBusy)
        {
            _pool.Close(connection);
        }
        else if (!broken && connection.Response.EndsWithConnection())
        {
            Complete(connection, keep: false);
        }
        else
        {
            Break(connection, LoadFailure.Broken);
        }
    }

    private void Break(LoadConnection connection, LoadFailure how)
    {
        DueRequest request = connection.Request;

        // A server may close a kept connection just when a request is on its way to it (RFC 9112 §9.3.1). This ends: a connection
        // that has served nothing yet is not excused.
        bool again = how == LoadFailure.Broken && connection.Served > 0 && !connection.Response.HasBegun
            && _target.Requests[request.Number % _target.Requests.Length].IsIdempotent;
        _busy--;
        _pool.Close(connection);
        if (again)
        {
            _tally.Retried(request);
            Take(request with { Retried = true });
        }
        else
        {
            _tally.Failed(request, how, Now());
            OpenMore();
        }

        _due.Resume(Now());
    }

    private void FailWaiting(LoadFailure how)
    {
        if (_waiting.TryDequeue(out DueRequest request))
        {
            _tally.Failed(request, how, Now());
        }

        _due.Resume(Now());
    }

    private void Sweep(long now)
    {
        _cancellation.ThrowIfCancellationRequested();
        _watch?.Invoke(TimeSpan.FromTicks((now - _start) / TimeSpan.NanosecondsPerTick));
        while (_waiting.TryPeek(out DueRequest oldest) && now - oldest.Intended >= _timeout)
        {
            FailWaiting(LoadFailure.Timeout);
        }

        List<LoadConnection>? slow = null;
        foreach (LoadConnection connection in _pool.Open)
        {
            if (now - (connection.IsBusy ? connection.Request.Intended : connection.Since) >= _timeout && (connection.IsBusy || connection.IsConnecting))
            {
                (slow ??= []).Add(connection);
            }
        }

        foreach (LoadConnection connection in slow ?? [])
        {
            if (connection.IsBusy)
            {
                Break(connection, LoadFailure.Timeout);
            }
            else
            {
                _pool.Close(connection);
                OpenMore();
            }
        }
    }

    private void GiveUp()
    {
        long now = Now();
        foreach (LoadConnection connection in _pool.Open)
        {
            if (connection.IsBusy)
            {
                _tally.Failed(connection.Request, LoadFailure.Timeout, now);
            }
        }

        while (_waiting.TryDequeue(out DueRequest request))
        {
            _tally.Failed(request, LoadFailure.Timeout, now);
        }
    }
}
