using System.Diagnostics;
using System.Net.Sockets;
using Hone.Linux.Processes;

namespace Hone.Linux.Profilers.Dotnet;

/// <summary>
/// A diagnostic port that every .NET runtime of a process tree connects to before it runs a line of managed code. Each is
/// asked for events into a file of its own and then let go; one that nobody served would wait for ever.
/// </summary>
internal sealed class DiagnosticPort : IDisposable
{
    /// <summary>A runtime answers within milliseconds; what takes this long is no runtime.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private readonly string _folder;
    private readonly Func<TracedRuntime, IReadOnlyList<EventProvider>> _providers;
    private readonly PortSocket _socket;
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, TracedRuntime> _runtimes = [];
    private readonly List<Task> _connections = [];
    private readonly List<string> _failures = [];
    private readonly Task _accepting;
    private int _streaming;

    /// <summary>Opens a port.</summary>
    /// <param name="folder">Where traces and, if its path is short enough, the socket go.</param>
    /// <param name="providers">What to ask a runtime for; its version is known then.</param>
    public DiagnosticPort(string folder, Func<TracedRuntime, IReadOnlyList<EventProvider>> providers)
    {
        _folder = folder;
        _providers = providers;
        _socket = new PortSocket(folder);
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>The runtimes that connected so far, in order.</summary>
    public IReadOnlyList<TracedRuntime> Runtimes
    {
        get
        {
            lock (_gate)
            {
                return [.. _runtimes.Values];
            }
        }
    }

    /// <summary>What went wrong with single runtimes, each as one sentence.</summary>
    public IReadOnlyList<string> Failures
    {
        get
        {
            lock (_gate)
            {
                return [.. _failures];
            }
        }
    }

    /// <summary><paramref name="run"/> with the variables that bring its runtimes here; one that turned diagnostics off is turned on.</summary>
    public SpawnRequest Attach(SpawnRequest run)
    {
        Dictionary<string, string?> environment = new(run.Environment)
        {
            ["DOTNET_DiagnosticPorts"] = _socket.Path + ",suspend,connect",
        };
        foreach (string prefix in (string[])["DOTNET_", "COMPlus_"])
        {
            environment[prefix + "EnableDiagnostics"] = null;
            environment[prefix + "EnableDiagnostics_IPC"] = null;
        }

        return run with { Environment = environment };
    }

    /// <summary>Waits until the traces are whole, once the processes are gone, and closes the port.</summary>
    public void Finish()
    {
        // The processes are gone, so every stream ends by itself; connections that only wait end with the port.
        long started = Stopwatch.GetTimestamp();
        while (Pending() && Stopwatch.GetElapsedTime(started) < _patience)
        {
            Thread.Sleep(2);
        }

        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ending.IsCancellationRequested)
        {
            return;
        }

        _ending.Cancel();
        _socket.Dispose();
        _accepting.Wait(_patience);
        Task[] connections;
        lock (_gate)
        {
            connections = [.. _connections];
        }

        Task.WaitAll(connections, _patience);
        _ending.Dispose();
    }

    /// <summary>True while a trace is still being written.</summary>
    private bool Pending()
    {
        lock (_gate)
        {
            return _streaming > 0;
        }
    }

    private async Task AcceptAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await _socket.Listener.AcceptAsync(_ending.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }

            Task serving = Task.Run(() => ServeAsync(socket));
            lock (_gate)
            {
                _connections.Add(serving);
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
                patience.CancelAfter(_patience);
                byte[] advertise = new byte[DiagnosticMessage.AdvertiseSize];
                if (!await DiagnosticMessage.FillAsync(socket, advertise, patience.Token).ConfigureAwait(false)
                    || DiagnosticMessage.ReadAdvertise(advertise) is not (Guid, int) who)
                {
                    return;
                }

                await TakeStepAsync(Runtime(who.Cookie, who.ProcessId), socket, patience).ConfigureAwait(false);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
            {
                // The process ended while it was spoken to, or the port closes: what was written of its trace counts.
            }
        }
    }

    private TracedRuntime Runtime(Guid cookie, int processId)
    {
        lock (_gate)
        {
            if (!_runtimes.TryGetValue(cookie, out TracedRuntime? runtime))
            {
                runtime = new TracedRuntime(cookie, processId, Path.Combine(_folder, $"{_runtimes.Count}.nettrace"));
                _runtimes.Add(cookie, runtime);
            }

            return runtime;
        }
    }

    private async Task TakeStepAsync(TracedRuntime runtime, Socket socket, CancellationTokenSource patience)
    {
        await runtime.Turn.WaitAsync(patience.Token).ConfigureAwait(false);
        bool traced = false;
        try
        {
            switch (runtime.Next)
            {
                case TracedRuntime.Step.Version:
                    runtime.Next = TracedRuntime.Step.Session;
                    byte[]? said = await DiagnosticMessage.AskAsync(socket, DiagnosticMessage.AskVersion(), patience.Token).ConfigureAwait(false);
                    runtime.Version = said is null ? "" : DiagnosticMessage.Version(said);
                    return;
                case TracedRuntime.Step.Session:
                    runtime.Next = TracedRuntime.Step.Resume;
                    traced = await StartAsync(runtime, socket, patience.Token).ConfigureAwait(false);
                    break;
                case TracedRuntime.Step.Resume:
                    runtime.Next = TracedRuntime.Step.Idle;
                    if (await DiagnosticMessage.AskAsync(socket, DiagnosticMessage.Resume(), patience.Token).ConfigureAwait(false) is null)
                    {
                        Fail($"the .NET runtime of process {runtime.ProcessId} did not say that it goes on");
                    }

                    return;
            }
        }
        finally
        {
            runtime.Turn.Release();
        }

        patience.CancelAfter(Timeout.InfiniteTimeSpan);
        if (traced)
        {
            await StreamAsync(runtime, socket).ConfigureAwait(false);
        }
        else if (runtime.Next == TracedRuntime.Step.Idle)
        {
            // Nothing more to ask; an open connection keeps the runtime from trying again and again.
            await socket.ReceiveAsync(new byte[1], _ending.Token).ConfigureAwait(false);
        }
    }

    private async Task<bool> StartAsync(TracedRuntime runtime, Socket socket, CancellationToken cancellation)
    {
        byte[]? session = await DiagnosticMessage.AskAsync(socket, DiagnosticMessage.Collect(_providers(runtime)), cancellation).ConfigureAwait(false);
        if (session is null)
        {
            Fail($"the .NET runtime of process {runtime.ProcessId} {(runtime.Version.Length > 0 ? $"(version {runtime.Version}) " : "")}refused to be traced");
            return false;
        }

        lock (_gate)
        {
            runtime.Traced = true;
            _streaming++;
        }

        return true;
    }

    private async Task StreamAsync(TracedRuntime runtime, Socket socket)
    {
        try
        {
            using FileStream file = new(runtime.TraceFile, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
            byte[] buffer = new byte[1 << 16];
            int got;
            while ((got = await socket.ReceiveAsync(buffer, _ending.Token).ConfigureAwait(false)) > 0)
            {
                await file.WriteAsync(buffer.AsMemory(0, got), _ending.Token).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Fail($"the trace of process {runtime.ProcessId} could not be written, so it is incomplete: {error.Message}");
        }
        finally
        {
            lock (_gate)
            {
                _streaming--;
            }
        }
    }

    private void Fail(string sentence)
    {
        lock (_gate)
        {
            _failures.Add(sentence);
        }
    }
}
