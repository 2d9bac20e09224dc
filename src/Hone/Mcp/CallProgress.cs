using System.Diagnostics;
using Hone.Cli.Terminal;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Hone.Cli.Mcp;

/// <summary>
/// Tells a client that asked for it what a call is at (MCP specification, progress). The value is the number of steps done; it grows with
/// each notification, as it must. A client that is slow to take them misses some, and holds nobody up.
/// </summary>
/// <param name="server">The session of the client.</param>
/// <param name="token">What the client calls the progress of this call; null when it wants none.</param>
internal sealed class CallProgress(McpServer server, ProgressToken? token)
{
    private const float LeastGrowth = 0.001f;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);

    private readonly List<string> _notes = [];
    private float _told;
    private int _step;
    private long _last;
    private Task _sending = Task.CompletedTask;

    /// <summary>The lines that a person must know, for the answer.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Hears of progress, on the thread that works.</summary>
    public void Hear(ProgressLine line)
    {
        if (line.Stays && !_notes.Contains(line.Text))
        {
            _notes.Add(line.Text);
        }

        bool isStep = line.Step != _step;
        if (token is null || !_sending.IsCompleted || (!line.Stays && !isStep && Stopwatch.GetElapsedTime(_last) < _pause))
        {
            return;
        }

        _step = line.Step;
        _last = Stopwatch.GetTimestamp();
        _told = Math.Max(_told + LeastGrowth, (float)(Math.Max(0, line.Step - 1) + line.Done));
        _sending = Send(new() { Progress = _told, Total = line.Of > 0 ? line.Of : null, Message = line.Text });
    }

    /// <summary>Over when nothing is on its way any more: after the answer nobody may hear of progress.</summary>
    public Task Settle() => _sending;

    private async Task Send(ProgressNotificationValue value)
    {
        try
        {
            await server.NotifyProgressAsync(token!.Value, value).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // Who is gone hears of nothing.
        }
    }
}
