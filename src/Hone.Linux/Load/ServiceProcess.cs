using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Units;

namespace Hone.Linux.Load;

/// <summary>How a server is started, found ready, and ended.</summary>
public sealed record ServiceRequest
{
    /// <summary>The server's process; where its output goes is overruled.</summary>
    public required SpawnRequest Spawn { get; init; }

    /// <summary>How to tell that it is ready.</summary>
    public required Readiness Ready { get; init; }

    /// <summary>How long it may take to be ready.</summary>
    public Duration ReadyTimeout { get; init; } = Duration.FromSeconds(30);

    /// <summary>The signal that asks it to end: SIGTERM.</summary>
    public int StopSignal { get; init; } = 15;

    /// <summary>How long it may take to end before its whole tree is killed.</summary>
    public Duration Grace { get; init; } = Duration.FromSeconds(10);
}

/// <summary>How a server ended.</summary>
/// <param name="Outcome">What it cost; null when it was killed.</param>
/// <param name="Note">What a person should know; null for a clean end.</param>
public sealed record ServiceEnd(RunOutcome? Outcome, string? Note);

/// <summary>A server under load: started, waited for, and ended cleanly. Disposing it kills what is left.</summary>
public sealed class ServiceProcess : IDisposable
{
    private const int LookEveryMs = 10;
    private const int ShownLines = 8;

    private readonly ServiceRequest _request;
    private readonly RunningProcess _process;
    private readonly OutputLines _output;

    private ServiceProcess(ServiceRequest request)
    {
        _request = request;
        _output = new((request.Ready as Readiness.Output)?.Pattern);
        OutputTarget target = new OutputTarget.ToSink(_output.Add);
        _process = ProcessRunner.Start(request.Spawn with { Stdout = target, Stderr = target, Timeout = null });
    }

    /// <summary>A TCP port of the loopback that is free now. Somebody else could take it before the server does; then the server says so.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts the server and returns once it is ready.</summary>
    /// <exception cref="ProblemException">It cannot be started, ends, or is not ready in time.</exception>
    public static ServiceProcess Start(ServiceRequest request, CancellationToken cancellation)
    {
        if (request.Ready is Readiness.Http or Readiness.Tcp && ReadinessProbe.Ask(request.Ready))
        {
            throw Broken("service-port-taken", $"before the server was started there already was {request.Ready.Text}: another one is running", "end it, or let Hone choose a free port: write {port} in the command and the URL");
        }

        ServiceProcess service = new(request);
        try
        {
            service.AwaitReady(cancellation);
            return service;
        }
        catch
        {
            service.Dispose();
            throw;
        }
    }

    /// <summary>Throws with its last output when the server has ended.</summary>
    public void InsistAlive()
    {
        if (_process.HasExited)
        {
            throw Ended("while it was under load");
        }
    }

    /// <summary>Asks the server to end, waits, and kills its tree when it does not.</summary>
    public ServiceEnd Stop()
    {
        if (_process.HasExited)
        {
            return new(Wait(), "the server had ended by itself");
        }

        _process.Signal(_request.StopSignal);
        if (Wait() is not RunOutcome outcome)
        {
            return new(null, $"the server did not end within {_request.Grace} of signal {_request.StopSignal} and was killed");
        }

        bool asAsked = outcome.Signal is null || outcome.Signal == _request.StopSignal;
        return new(outcome, asAsked ? null : $"the server was ended by signal {outcome.Signal} instead of {_request.StopSignal}");
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private void AwaitReady(CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        while (!(_output.Matched || ReadinessProbe.Ask(_request.Ready)))
        {
            if (_process.HasExited && !_output.Matched)
            {
                throw Ended("before it was ready");
            }

            if (Stopwatch.GetElapsedTime(started).TotalSeconds > _request.ReadyTimeout.Seconds)
            {
                throw Broken("service-not-ready", $"there was not {_request.Ready.Text} within {_request.ReadyTimeout}{Said()}", "see with the same command what the server waits for, or give it more time");
            }

            if (cancellation.WaitHandle.WaitOne(LookEveryMs))
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    // Null when something of its tree lives on after the grace, and was killed.
    private RunOutcome? Wait()
    {
        using CancellationTokenSource grace = new(TimeSpan.FromSeconds(_request.Grace.Seconds));
        try
        {
            return _process.Wait(grace.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private ProblemException Ended(string when)
    {
        RunOutcome? outcome = Wait();
        string how = outcome is null ? "and left processes behind" : outcome.Signal is int signal ? $"by signal {signal}" : $"with exit code {outcome.ExitCode}";
        return Broken("service-ended", $"the server ended {how} {when}{Said()}", "run the same command by hand");
    }

    private string Said()
    {
        string last = _output.Last(ShownLines);
        return last.Length == 0 ? "; it said nothing" : "; its last output:\n    " + last.Replace("\n", "\n    ", StringComparison.Ordinal);
    }

    private static ProblemException Broken(string rule, string what, string next) => new(new(ExitCode.GateSaidNo, rule, what, next));
}
