namespace Hone.Cli.Http;

/// <summary>
/// The body of an answer that is a stream of events. While nothing happens it sends comments (WHATWG HTML, server-sent events: a line that
/// begins with a colon), so that the client has the head of the answer at once and a client that has gone is noticed. So is one that stays and does not read: a write that
/// waits for it longer than it may ends the answer.
/// </summary>
internal sealed class ReplyStream : Stream
{
    private static readonly byte[] _comment = ":\n\n"u8.ToArray();

    private readonly Stream _inner;
    private readonly TimeSpan _pulse;
    private readonly TimeSpan _patience;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly CancellationTokenSource _gone = new();
    private readonly CancellationTokenSource _over = new();
    private Task? _beating;

    /// <summary>Wraps the body.</summary>
    /// <param name="inner">The body.</param>
    /// <param name="pulse">The time between comments.</param>
    /// <param name="patience">How long one write may wait for the client.</param>
    public ReplyStream(Stream inner, TimeSpan pulse, TimeSpan patience) => (_inner, _pulse, _patience) = (inner, pulse, patience);

    /// <summary>The client read nothing for as long as a write may wait; what is still to be said is said to nobody.</summary>
    public bool IsStuck { get; private set; }

    /// <summary>Cancelled when the client takes nothing any more.</summary>
    public CancellationToken Gone => _gone.Token;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The first flush, before there is an event, begins the comments.</summary>
    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        _beating ??= Beat();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override void Flush() => _beating ??= Beat();

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (IsStuck)
            {
                throw new IOException("the client reads nothing");
            }

            // On a thread of its own: the listener writes the head of a chunk without giving its thread back.
            await Task.Run(() => _inner.WriteAsync(buffer, CancellationToken.None).AsTask(), CancellationToken.None).WaitAsync(_patience, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            IsStuck = true;
            await _gone.CancelAsync().ConfigureAwait(false);
            throw new IOException("the client reads nothing");
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Ends the comments; the body itself is its owner's to close.</summary>
    public override async ValueTask DisposeAsync()
    {
        await _over.CancelAsync().ConfigureAwait(false);
        if (_beating is not null)
        {
            await _beating.ConfigureAwait(false);
        }

        _over.Dispose();
        _gone.Dispose();
        _gate.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async Task Beat()
    {
        try
        {
            while (true)
            {
                await WriteAsync(_comment, _over.Token).ConfigureAwait(false);
                await Task.Delay(_pulse, _over.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // The answer is complete.
        }
#pragma warning disable CA1031 // However the connection breaks: nobody listens there any more.
        catch (Exception)
#pragma warning restore CA1031
        {
            await _gone.CancelAsync().ConfigureAwait(false);
        }
    }
}
