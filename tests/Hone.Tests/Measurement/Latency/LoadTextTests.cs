using Hone.Measurement.Latency;
using Hone.Reporting;
using Hone.Units;

namespace Hone.Tests.Measurement.Latency;

public sealed class LoadTextTests
{
    private const string Url = "http://127.0.0.1:8080/";

    [Fact]
    public void A_load_that_was_held() => Check(LoadText.One(Url, Loads.Result(2000), []));

    [Fact]
    public void A_load_with_errors_and_too_few_requests() => Check(LoadText.One(Url, Loads.Result(20, failed: 3) with { Waited = 14, Retried = 2 }, [("server", "1.20 s of CPU time, 7.00 MiB at its peak"), ("undecided", "p99 cannot be held to 5.00 ms: 200 independent requests, 368 are needed")]));

    [Fact]
    public void A_load_that_the_generator_could_not_offer() => Check(LoadText.One(Url, Loads.Result(5000, sentShare: 0.6, late: 0.3, seconds: 1), []));

    [Fact]
    public void A_load_for_which_there_were_too_few_connections() => Check(LoadText.One(Url, Loads.Result(5000, sentShare: 0.6, seconds: 1), []));

    [Fact]
    public void A_server_that_saturates() =>
        Check(LoadText.Steps(Url, Saturation.Of([Loads.Result(500), Loads.Result(1000), Loads.Result(2000, sentShare: 0.7), Loads.Result(4000, late: 0.3, seconds: 1)], new()), []));

    [Fact]
    public void A_load_that_caught_one_stall()
    {
        LatencyLog log = LatencyLog.InOrder([.. Enumerable.Range(0, 20_000).Select(i => i is >= 9_000 and < 10_000 ? (10_000 - i) * 1_000_000L : 500_000)]);
        Check(LoadText.One(Url, Loads.Result(2000) with { Latencies = log }, []));
    }

    [Fact]
    public void A_log_of_another_program() => Check(LoadText.Read("wrk.txt", new("wrk with --latency")
    {
        Points = [(0.5, Duration.FromMilliseconds(1.2)), (0.99, Duration.FromMilliseconds(30))],
        Requests = 12345,
        Errors = 6,
        Notes = ["wrk waits for an answer before it sends again: a stall is seen by few requests"],
    }, []));

    private static void Check(string text, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Golden.Check(text, test: test);
    }
}
