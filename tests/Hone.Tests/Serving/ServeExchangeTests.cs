using System.Text.Json.Nodes;
using Hone.Cli.Http;
using Hone.Cli.Serving;
using Hone.Problems;

namespace Hone.Tests.Serving;

public sealed class ServeExchangeTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan _long = TimeSpan.FromMinutes(10);
    private readonly EventHub _hub = new();

    // Then the waiting for events is what ends, and not a write.
    [Fact]
    public async Task A_client_that_takes_no_comment_is_called_stuck_and_left()
    {
        using Full body = new(room: 1);
        ProblemException stuck = await Assert.ThrowsAsync<ProblemException>(
            () => ServeExchange.Tell(new(body, TimeSpan.FromMilliseconds(10), _patience), _hub, null, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal("client-stuck", stuck.Problem.Rule);
        Assert.Equal(0, _hub.Listeners);
    }

    [Fact]
    public async Task A_client_that_takes_no_event_is_called_stuck_and_left()
    {
        // The beginning and one comment.
        using Full body = new(room: 2);
        Task telling = ServeExchange.Tell(new(body, _long, _patience), _hub, null, TestContext.Current.CancellationToken);
        Assert.True(SpinWait.SpinUntil(() => body.Writes == 2, TimeSpan.FromSeconds(30)), "nothing was told");
        _hub.Publish("board", new JsonObject());
        ProblemException stuck = await Assert.ThrowsAsync<ProblemException>(() => telling.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal("client-stuck", stuck.Problem.Rule);
        Assert.Equal(0, _hub.Listeners);
    }

    [Fact]
    public async Task The_end_of_the_server_is_no_fault_of_a_client()
    {
        using CancellationTokenSource serving = new();
        using Full body = new(room: int.MaxValue);
        Task telling = ServeExchange.Tell(new(body, _long, _patience), _hub, null, serving.Token);
        Assert.True(SpinWait.SpinUntil(() => body.Writes == 2, TimeSpan.FromSeconds(30)), "nothing was told");
        await serving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => telling.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal(0, _hub.Listeners);
    }

    /// <summary>Takes so many writes, and then keeps the writer waiting.</summary>
    private sealed class Full(int room) : MemoryStream
    {
        private int _writes;

        public int Writes => Volatile.Read(ref _writes);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            Interlocked.Increment(ref _writes) <= room ? ValueTask.CompletedTask : new(Task.Delay(Timeout.Infinite, cancellationToken));
    }
}
