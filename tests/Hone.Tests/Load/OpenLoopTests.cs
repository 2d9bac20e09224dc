using Hone.Linux.Load;
using Hone.Measurement.Latency;
using Hone.Units;

namespace Hone.Tests.Load;

public sealed class OpenLoopTests
{
    // Of the requests that arrive in a stall from S to E, those before E − x wait longer than x: rate × (E − S − x) of them.
    [Theory]
    [InlineData(Arrivals.Constant)]
    [InlineData(Arrivals.Poisson)]
    public void As_many_requests_are_slow_as_arrive_during_a_stall(Arrivals arrivals)
    {
        using TinyServer server = TinyServer.Answering();
        (long From, long To) stall = default;
        Thread staller = new(() =>
        {
            Thread.Sleep(600);
            stall = server.Stall(TimeSpan.FromSeconds(1));
        });
        staller.Start();
        LoadResult result = server.Load(400, 2.5, plan => plan with { Timeout = Duration.FromSeconds(5), Arrivals = arrivals });
        staller.Join();

        Assert.Equal((result.Intended, 0L), (result.Answered, result.Errors.Total));
        double expected = 400 * ((stall.To - stall.From) / 1e9 - 0.5);
        double spread = arrivals == Arrivals.Constant ? 3 : 4 * Math.Sqrt(expected);
        Assert.InRange(result.Latencies.All.CountAbove(500_000_000), expected - spread, expected * 1.1 + spread);
        Assert.InRange(result.Latencies.All.Max, (stall.To - stall.From) * 0.99 - 5e6, (stall.To - stall.From) * 1.2);

        // What each connection itself saw: it was stalled as well, but only one request a connection was.
        Assert.InRange(result.ServiceTimes.CountAbove(500_000_000), 1, 64);
    }

    [Fact]
    public void A_closed_loop_leaves_out_what_nobody_sent()
    {
        using TinyServer server = TinyServer.Answering();
        Thread staller = new(() =>
        {
            Thread.Sleep(600);
            _ = server.Stall(TimeSpan.FromSeconds(1));
        });
        staller.Start();
        LoadResult result = server.Load(400, 2.5, plan => plan with { Timeout = Duration.FromSeconds(5), Closed = true, Connections = 4 });
        staller.Join();

        Assert.Equal(0, result.Errors.Total);
        Assert.InRange(result.Latencies.All.CountAbove(500_000_000), 1, 4);
        Assert.InRange(result.Intended, 100, 800);
        Assert.InRange(result.Connections, 1, 4);
    }

    [Fact]
    public void Every_request_of_the_plan_is_sent_once_and_counted_once()
    {
        using TinyServer server = TinyServer.Answering();
        LoadResult result = server.Load(1000, 1, plan => plan with { Warmup = Duration.FromSeconds(0.2), Timeout = Duration.FromSeconds(5) });
        Assert.Equal(1000, result.Intended);
        Assert.Equal(1000, result.Answered);
        Assert.Equal(1000, result.Latencies.All.Count);
        Assert.Equal(1000, result.Statuses[200]);
        Assert.InRange(result.Sent, 900, 1100);
        Assert.True(result.ServiceTimes.AtRank(500) <= result.Latencies.All.AtRank(500));
        Assert.InRange(result.Connections, 1, 64);
        Assert.InRange(server.Connections, 1, result.Connections);
    }

    [Fact]
    public void Connections_grow_with_what_is_under_way_and_no_further()
    {
        // Each answer takes 100 ms, so that 30 are under way at 300 a second.
        using TinyServer server = new(async (self, stream) =>
        {
            while (await self.RequestAsync(stream))
            {
                await Task.Delay(100, self.Stopped);
                await stream.WriteAsync(TinyServer.Ok, self.Stopped);
            }
        });
        LoadResult result = server.Load(300, 1, plan => plan with { Timeout = Duration.FromSeconds(5) });
        Assert.Equal(300, result.Answered);
        Assert.InRange(result.Connections, 25, 64);

        LoadResult few = server.Load(300, 1, plan => plan with { Timeout = Duration.FromSeconds(5), Connections = 10 });
        Assert.Equal(10, few.Connections);
        Assert.InRange(few.Sent, 60, 130);
        Assert.False(few.IsOffered);
        Assert.True(few.Latencies.All.Max > 3 * few.ServiceTimes.Max / 2, "the wait for a connection is part of the latency");
    }

    [Fact]
    public void A_rate_beyond_the_generator_is_refused_with_what_was_reached()
    {
        using TinyServer server = TinyServer.Answering();
        LoadResult result = server.Load(1_000_000, 0.5, plan => plan with { Timeout = Duration.FromSeconds(1) });
        Assert.False(result.Schedule.IsKept);
        Assert.False(result.IsOffered);
        Assert.Equal(500_000, result.Intended);
        Assert.InRange(result.SentRate, 1, 900_000);
    }

    [Fact]
    public void Requests_are_taken_in_turn_with_their_number()
    {
        List<string> seen = [];
        using TinyServer server = new(async (self, stream) =>
        {
            byte[] bytes = new byte[4096];
            while (await stream.ReadAsync(bytes, self.Stopped) is int got and > 0)
            {
                lock (seen)
                {
                    seen.Add(System.Text.Encoding.ASCII.GetString(bytes, 0, got));
                }

                await stream.WriteAsync(TinyServer.Ok, self.Stopped);
            }
        });
        LoadTarget target = LoadTarget.Resolve(Hone.Measurement.Latency.Requests.RequestFile.Parse(
            $"GET {server.Url}a/{{n}}\n###\nPOST {server.Url}b\n\nnumber {{n}}", "f", null, null, []));
        LoadResult result = LoadGenerator.Run(target, new() { Rate = 100, Duration = Duration.FromSeconds(0.12), Warmup = Duration.Zero }, null, CancellationToken.None);
        Assert.Equal(12, result.Answered);
        Assert.Contains(seen, text => text.StartsWith("GET /a/10 HTTP/1.1\r\n", StringComparison.Ordinal));
        Assert.Contains(seen, text => text.StartsWith("POST /b HTTP/1.1\r\n", StringComparison.Ordinal) && text.EndsWith("Content-Length: 9\r\n\r\nnumber 11", StringComparison.Ordinal));
        Assert.Equal(6, seen.Count(text => text.StartsWith("GET", StringComparison.Ordinal)));
    }

    [Fact]
    public void Cancellation_ends_it()
    {
        using TinyServer server = TinyServer.Answering();
        using CancellationTokenSource soon = new(200);
        LoadPlan plan = new() { Rate = 100, Duration = Duration.FromSeconds(60) };
        Assert.Throws<OperationCanceledException>(() => LoadGenerator.Run(server.Target(), plan, null, soon.Token));
    }
}
