using System.Diagnostics;
using System.Globalization;
using Hone.Linux.Processes;
using Hone.Measurement.Latency;

namespace Hone.Linux.Load;

/// <summary>
/// Offers load to a server that somebody else starts, as a profiler does: each time that it comes up it is found ready, asked at the
/// plan's rate, and told to end, so that a profiler that waits for the end of its program gets one.
/// </summary>
public sealed class LoadDriver : IDisposable
{
    private const int LookEveryMs = 10;

    // Writes its process id, which the server keeps, and becomes the server.
    private const string Line = "echo $$ > \"$0\" && exec \"$@\"";

    private readonly ServiceRequest _service;
    private readonly LoadTarget _target;
    private readonly LoadPlan _plan;
    private readonly string _pidFile;
    private readonly CancellationTokenSource _end;
    private readonly Thread _thread;
    private readonly List<LoadResult> _results = [];

    /// <summary>Begins to wait for the server.</summary>
    /// <param name="service">The server, which is not started here.</param>
    /// <param name="target">Its requests.</param>
    /// <param name="plan">The load.</param>
    /// <param name="folder">An empty folder for the server's process id.</param>
    /// <param name="cancellation">Ends it.</param>
    public LoadDriver(ServiceRequest service, LoadTarget target, LoadPlan plan, string folder, CancellationToken cancellation)
    {
        (_service, _target, _plan) = (service, target, plan);
        _pidFile = Path.Combine(folder, "server.pid");
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _thread = new(Drive) { IsBackground = true, Name = "load driver" };
        _thread.Start();
    }

    /// <summary>How the server is to be started so that it is found.</summary>
    public SpawnRequest Spawn => _service.Spawn with { Argv = ["/bin/sh", "-c", Line, _pidFile, .. _service.Spawn.Argv] };

    /// <summary>What came of each load; ask once the server has ended for good.</summary>
    public IReadOnlyList<LoadResult> Results => _results;

    /// <summary>Why there is no load, as one sentence; null when all went well.</summary>
    public string? Failure { get; private set; }

    /// <summary>Waits no longer for a server.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _thread.Join();
        _end.Dispose();
    }

    private void Drive()
    {
        try
        {
            while (!_end.IsCancellationRequested)
            {
                if (Started() is int server)
                {
                    Serve(server);
                }

                _end.Token.WaitHandle.WaitOne(LookEveryMs);
            }
        }
        catch (OperationCanceledException)
        {
            // It was not to go on.
        }
#pragma warning disable CA1031 // It is told with the profile, which there is all the same.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Failure = error.Message;
        }
    }

    private int? Started()
    {
        if (!File.Exists(_pidFile) || !int.TryParse(File.ReadAllText(_pidFile), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int server))
        {
            return null;
        }

        File.Delete(_pidFile);
        return server;
    }

    private void Serve(int server)
    {
        try
        {
            long started = Stopwatch.GetTimestamp();
            while (!IsReady())
            {
                if (ProcStat.Read(server) is not { IsAlive: true })
                {
                    Failure = "the server ended before it was ready";
                    return;
                }

                if (Stopwatch.GetElapsedTime(started).TotalSeconds > _service.ReadyTimeout.Seconds)
                {
                    Failure = $"there was not {_service.Ready.Text} within {_service.ReadyTimeout}";
                    return;
                }

                _end.Token.WaitHandle.WaitOne(LookEveryMs);
                _end.Token.ThrowIfCancellationRequested();
            }

            _results.Add(LoadGenerator.Run(_target, _plan, _ => InsistAlive(server), _end.Token));
        }
        finally
        {
            // Its number is still its own: whoever started it waits for its end and has not seen it.
            if (ProcStat.Read(server) is { IsAlive: true })
            {
                _ = LibC.Kill(server, _service.StopSignal);
            }
        }
    }

    // Where a line of output tells, which a profiler has in hand, the port does.
    private bool IsReady() => ReadinessProbe.Ask(_service.Ready is Readiness.Output ? new Readiness.Tcp(_target.Address) : _service.Ready);

    private static void InsistAlive(int server)
    {
        if (ProcStat.Read(server) is not { IsAlive: true })
        {
            throw new InvalidOperationException("the server ended while it was under load");
        }
    }
}
