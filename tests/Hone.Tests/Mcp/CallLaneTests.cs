using Hone.Cli.Mcp;
using Hone.Problems;

namespace Hone.Tests.Mcp;

public sealed class CallLaneTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_call_works_at_a_time(bool ownThread)
    {
        using CallLane lane = new("work", 100, ownThread);
        int working = 0;
        int most = 0;
        int[] answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => lane.Run(
            () =>
            {
                most = Math.Max(most, Interlocked.Increment(ref working));
                Thread.Yield();
                Interlocked.Decrement(ref working);
                return number;
            },
            TestContext.Current.CancellationToken)));
        Assert.Equal(Enumerable.Range(0, 50), answers);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Who_comes_when_too_many_wait_is_told_so_at_once()
    {
        using CallLane lane = new("measure", 2, ownThread: true);
        using ManualResetEventSlim go = new();
        Task<int>[] calls = [.. Enumerable.Range(0, 3).Select(number => lane.Run(() => Wait(go, number), TestContext.Current.CancellationToken))];
        Problem problem = (await Assert.ThrowsAsync<ProblemException>(() => lane.Run(() => 9, TestContext.Current.CancellationToken))).Problem;
        Assert.Equal("too-many-calls", problem.Rule);
        go.Set();
        int[] answers = await Task.WhenAll(calls);
        Assert.Equal([0, 1, 2], answers);
        Assert.Equal(4, await lane.Run(() => 4, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_cancelled_call_is_over_once_its_work_has_ended_and_makes_room()
    {
        using CallLane lane = new("measure", 1, ownThread: true);
        using CancellationTokenSource cancel = new();
        using ManualResetEventSlim begun = new();
        bool cleaned = false;
        Task<int> working = lane.Run<int>(
            () =>
            {
                begun.Set();
                cancel.Token.WaitHandle.WaitOne();
                Thread.Sleep(50);
                cleaned = true;
                throw new OperationCanceledException(cancel.Token);
            },
            cancel.Token);
        begun.Wait(TestContext.Current.CancellationToken);
        using CancellationTokenSource cancelWaiting = new();
        Task<int> waiting = lane.Run(() => 1, cancelWaiting.Token);
        await cancelWaiting.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(cleaned);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => working);
        Assert.True(cleaned);
        Assert.Equal(2, await lane.Run(() => 2, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_the_work_throws_comes_out()
    {
        using CallLane lane = new("work", 1, ownThread: true);
        await Assert.ThrowsAsync<InvalidDataException>(() => lane.Run<int>(() => throw new InvalidDataException(), TestContext.Current.CancellationToken));
    }

    private static int Wait(ManualResetEventSlim go, int number)
    {
        go.Wait(TestContext.Current.CancellationToken);
        return number;
    }
}
