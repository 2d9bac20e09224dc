using Hone.Measurement.Latency;
using Hone.Problems;
using Hone.Units;

namespace Hone.Tests.Measurement.Latency;

public sealed class LoadLimitsTests
{
    private static readonly LatencyLog _log = Loads.Result(100).Latencies;

    [Theory]
    [InlineData(0.99, 1.1, ExitCode.Holds)]
    [InlineData(0.99, 0.9, ExitCode.GateSaidNo)]
    [InlineData(0.999, 100, ExitCode.Inconclusive)]
    public void The_estimate_decides_where_the_requests_carry_it(double p, double mostMs, ExitCode exit) =>
        Assert.Equal(exit, Assert.Single(new LoadLimits([(p, Duration.FromMilliseconds(mostMs))], null).Judge(_log, default)).Exit);

    [Fact]
    public void Errors_have_a_limit_of_their_own()
    {
        LoadLimits limits = new([], new Ratio(0.01));
        Assert.Equal(ExitCode.GateSaidNo, limits.Judge(_log, new Ratio(0.02))[0].Exit);
        Assert.Equal(ExitCode.Holds, limits.Judge(_log, new Ratio(0.01))[0].Exit);
    }

    [Fact]
    public void Without_an_answer_nothing_is_decided() =>
        Assert.Equal(ExitCode.Inconclusive, new LoadLimits([(0.5, Duration.FromSeconds(1))], null).Judge(new LatencyLog(), default)[0].Exit);

    [Fact]
    public void A_printed_quantile_is_held_to_and_a_missing_one_decides_nothing()
    {
        LatencyReading reading = new("wrk") { Points = [(0.99, Duration.FromMilliseconds(3))], Requests = 100, Errors = 2 };
        LoadLimits limits = new([(0.99, Duration.FromMilliseconds(2)), (0.95, Duration.FromMilliseconds(2))], new Ratio(0.05));
        Assert.Equal([ExitCode.Holds, ExitCode.GateSaidNo, ExitCode.Inconclusive], limits.Judge(reading).Select(finding => finding.Exit));
    }
}
