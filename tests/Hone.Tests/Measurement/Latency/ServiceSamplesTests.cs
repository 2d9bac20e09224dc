using System.Text;
using CsCheck;
using Hone.Measurement.Latency;
using Hone.Reporting;

namespace Hone.Tests.Measurement.Latency;

public sealed class ServiceSamplesTests
{
    [Fact]
    public void What_is_kept_gives_the_same_figures_as_the_load_itself()
    {
        LoadResult result = Loads.Result(1000, p99Ms: 7, failed: 3);
        ServiceSamples read = ServiceSamples.Read(Samples(result).Write())!;
        LatencyLog log = read.Loads[0].Latencies()!;
        Assert.Equal(result.Latencies.Blocks.Select(block => (block.Count, block.Min, block.Max)), log.Blocks.Select(block => (block.Count, block.Min, block.Max)));
        foreach (double p in LatencyQuantile.Shown)
        {
            Assert.Equal(LatencyQuantile.Of(result.Latencies, p), LatencyQuantile.Of(log, p));
        }
    }

    [Fact]
    public void Counts_of_any_latencies_come_back() =>
        Gen.Long[0, 1L << 47].Array[1, 200].Sample(latencies =>
        {
            LatencyLog before = LatencyLog.InOrder(latencies);
            LoadResult result = Loads.Result(10) with { Latencies = before };
            LatencyLog after = ServiceSamples.Read(Samples(result).Write())!.Loads[0].Latencies()!;
            return after.All.Count == before.All.Count && after.All.Min == before.All.Min && after.All.Max == before.All.Max && after.All.Buckets().SequenceEqual(before.All.Buckets());
        });

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"schema":"hone.latencies/1","workload":"w","command":"c","target":"t","loads":[]}""")]
    [InlineData("""{"schema":"hone.latencies/1","workload":"w","command":"c","target":"t","loads":[null]}""")]
    [InlineData("""{"schema":"hone.latencies/1","workload":"w","command":"c","target":"t","loads":[{"rate":1,"durationNanoseconds":1,"warmupNanoseconds":0,"connections":1,"intended":1,"sent":1,"answered":1,"errors":{"status":0,"connect":0,"timeout":0,"broken":0,"malformed":0},"late":0,"offered":true,"blocks":[[1,-1]]}]}""")]
    [InlineData("""{"schema":"hone.latencies/1","workload":"w","command":"c","target":"t","loads":[{"rate":1,"durationNanoseconds":1,"warmupNanoseconds":0,"connections":1,"intended":1,"sent":1,"answered":1,"errors":{"status":0,"connect":0,"timeout":0,"broken":0,"malformed":0},"late":0,"offered":true,"blocks":[null]}]}""")]
    public void What_is_no_such_document_is_nothing(string text) => Assert.Null(ServiceSamples.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_load_that_was_not_offered_and_one_with_errors_are_warned_of()
    {
        ServiceSummary summary = ServiceSummary.Of(Samples(Loads.Result(100, failed: 20), Loads.Result(5000, sentShare: 0.8, late: 0.2)));
        Assert.Collection(
            summary.Warnings,
            warning => Assert.Equal("at 100/s 2.0 % of the requests failed: status 20", warning),
            warning => Assert.StartsWith("at 5,000/s the load was not really offered: 40,000 of 50,000 requests went out in time", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void Servers_in_a_table()
    {
        TextTable table = ServiceTable.Of([Report("shop", Loads.Result(100, failed: 20), Loads.Result(5000, sentShare: 0.8, late: 0.2)), Report("few", Loads.Result(5, seconds: 4))], name => name);
        Golden.Check(table.ToText());
    }

    private static WorkloadReport Report(string name, params LoadResult[] results) => new(
        new() { Name = name, Command = new() { Words = ["server"] } },
        null,
        null,
        [],
        null)
    { Service = ServiceSummary.Of(Samples(results)) };

    private static ServiceSamples Samples(params LoadResult[] results) => new()
    {
        Workload = "shop",
        Command = "server",
        Target = "http://127.0.0.1:{port}/",
        CpuNanoseconds = 1_230_000_000,
        PeakRssBytes = 20 << 20,
        Loads = [.. results.Select(ServiceLoadSample.Of)],
    };
}
