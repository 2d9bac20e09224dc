using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Hone.Cli.Mcp.Messages;

/// <summary>
/// One JSON-RPC message a line over a pair of streams (MCP specification, transports, stdio). Unlike the SDK's own it bounds the line, and
/// answers what it cannot read: a client that sent half a request would else wait for ever.
/// </summary>
internal sealed class LineTransport : TransportBase
{
    /// <summary>The longest request, in bytes: Hone's own are below one kilobyte.</summary>
    public const int LongestLine = 256 << 10;

    private readonly Stream _output;
    private readonly MessageLines _lines;
    private readonly Action _onEnd;
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Begins to read.</summary>
    /// <param name="input">Requests.</param>
    /// <param name="output">Answers.</param>
    /// <param name="onEnd">Called once, when no more requests will come.</param>
    public LineTransport(Stream input, Stream output, Action onEnd)
        : base("hone mcp", null)
    {
        (_output, _lines, _onEnd) = (output, new(input, LongestLine), onEnd);
        SetConnected();

        // A thread of its own, which nothing waits for: reading a pipe cannot be interrupted.
        new Thread(ReadAll) { IsBackground = true, Name = "mcp requests" }.Start();
    }

    /// <inheritdoc/>
    public override async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        byte[] line = [.. WireJson.Write(message), (byte)'\n'];
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Half a line would spoil the next one too, so this is not to be cancelled.
            await _output.WriteAsync(line, CancellationToken.None).ConfigureAwait(false);
            await _output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        SetDisconnected();
        return ValueTask.CompletedTask;
    }

    private void ReadAll()
    {
        try
        {
            while (_lines.Next() is MessageLine line)
            {
                Take(line);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The other side is gone, and where a refusal was to be written that may be called an invalid operation: it is the end of requests, too.
        }
        finally
        {
            SetDisconnected();
            _onEnd();
        }
    }

    private void Take(MessageLine line)
    {
        if (line.IsTooLong)
        {
            Refuse(line.Id, McpErrorCode.InvalidRequest, $"the request is longer than {LongestLine} bytes");
            return;
        }

        if (line.Bytes.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
        {
            return;
        }

        if (WireJson.Read(line.Bytes.Span, out string? wrong) is JsonRpcMessage message)
        {
            // The channel has no bound and takes it at once.
            WriteMessageAsync(message).GetAwaiter().GetResult();
            return;
        }

        Refuse(WireJson.IdIn(line.Bytes.Span), McpErrorCode.ParseError, "this is no JSON-RPC 2.0 message: " + wrong);
    }

    private void Refuse(RequestId? id, McpErrorCode code, string message) => SendMessageAsync(WireJson.Refusal(id, code, message)).GetAwaiter().GetResult();
}
