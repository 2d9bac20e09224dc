using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Hone.Cli.Http;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Hone.Cli.Mcp.Http;

/// <summary>One client over HTTP, between its initialize and its end.</summary>
internal sealed class HttpSession : IAsyncDisposable
{
    private readonly StreamableHttpServerTransport _transport;
    private readonly McpServer _server;
    private readonly CancellationTokenSource _ending;
    private readonly Task _running;
    private readonly ConcurrentDictionary<RequestId, CancellationTokenSource> _posts = new();
    private int _busy;
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>Begins a session.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="front">What serves it.</param>
    /// <param name="serving">Ends it with the server.</param>
    public HttpSession(string id, McpFront front, CancellationToken serving)
    {
        _transport = new() { SessionId = id };
        _server = front.Serve(_transport);
        _ending = CancellationTokenSource.CreateLinkedTokenSource(serving);
        Id = id;
        _running = _server.RunAsync(_ending.Token);
    }

    /// <summary>Its name, which the client sends with each request.</summary>
    public string Id { get; }

    /// <summary>Whether a request of it is being answered.</summary>
    public bool IsBusy => Volatile.Read(ref _busy) > 0;

    /// <summary>The time since its last request.</summary>
    public TimeSpan Idle => IsBusy ? TimeSpan.Zero : Stopwatch.GetElapsedTime(Volatile.Read(ref _last));

    /// <summary>Takes a message and writes what it is answered with; false when it asks for no answer.</summary>
    public async Task<bool> Post(JsonRpcMessage message, ReplyStream reply)
    {
        Interlocked.Increment(ref _busy);
        RequestId? id = message is JsonRpcRequest { Method: not RequestMethods.Initialize } request ? request.Id : null;
        using CancellationTokenSource post = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token, reply.Gone);
        try
        {
            if (id is not null)
            {
                _posts[id.Value] = post;
            }

            bool answered = await _transport.HandlePostRequestAsync(message, reply, post.Token).ConfigureAwait(false);
            await EndCancelled(message).ConfigureAwait(false);
            return answered;
        }
        catch (OperationCanceledException) when (post.IsCancellationRequested)
        {
            // Cancelled, or nobody takes the answer any more: there is none.
            return true;
        }
        finally
        {
            if (id is not null)
            {
                _ = _posts.TryRemove(new(id.Value, post));
            }

            Volatile.Write(ref _last, Stopwatch.GetTimestamp());
            Interlocked.Decrement(ref _busy);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        try
        {
            await _running.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        await _transport.DisposeAsync().ConfigureAwait(false);
        _ending.Dispose();
    }

    // A request that its client cancelled gets no answer (MCP specification, cancellation), so nothing else would ever end its stream.
    private async Task EndCancelled(JsonRpcMessage message)
    {
        RequestId? cancelled = message is JsonRpcNotification { Method: NotificationMethods.CancelledNotification, Params: JsonObject parameters } && parameters["requestId"] is JsonValue id
            ? id.TryGetValue(out string? text) ? new RequestId(text) : id.TryGetValue(out long number) ? new RequestId(number) : null
            : null;
        if (cancelled is not null && _posts.TryRemove(cancelled.Value, out CancellationTokenSource? post))
        {
            try
            {
                await post.CancelAsync().ConfigureAwait(false);
            }
            catch (ObjectDisposedException)
            {
                // It was answered in this very moment.
            }
        }
    }
}
