using Hone.Measurement.Latency;
using Hone.Units;

namespace Hone.Tests.Measurement.Latency;

public sealed class SaturationTests
{
    private static readonly SaturationLimits _limits = new();

    [Fact]
    public void The_server_saturates_between_the_last_rate_it_held_and_the_first_it_did_not()
    {
        Saturation found = Saturation.Of([Loads.Result(400, sentShare: 0.9), Loads.Result(100), Loads.Result(200)], _limits);
        Assert.Equal((200.0, true), (found.Highest, found.IsReached));
        Assert.Equal([true, true, false], found.Steps.Select(step => step.Held));
        Assert.Equal("reached 360/s", found.Steps[2].Because);
    }

    [Fact]
    public void A_rate_that_the_generator_could_not_offer_says_nothing_of_the_server()
    {
        Saturation found = Saturation.Of([Loads.Result(100), Loads.Result(200, late: 0.02, sentShare: 0.5)], _limits);
        Assert.Equal((100.0, false), (found.Highest, found.IsReached));
        Assert.Null(found.Steps[1].Held);
    }

    [Fact]
    public void Errors_and_an_exploded_p99_are_not_held()
    {
        Assert.Equal("2.0 % failed", Saturation.Of([Loads.Result(100, failed: 20)], _limits).Steps[0].Because);
        Assert.False(Saturation.Of([Loads.Result(100), Loads.Result(200, p99Ms: 11)], _limits).Steps[1].Held);
        Assert.True(Saturation.Of([Loads.Result(100), Loads.Result(200, p99Ms: 9.5)], _limits).Steps[1].Held);
        Assert.True(Saturation.Of([Loads.Result(100, p99Ms: 50), Loads.Result(200, p99Ms: 400)], _limits).Steps[1].Held);
        Assert.False(Saturation.Of([Loads.Result(100, p99Ms: 3)], _limits with { P99 = Duration.FromMilliseconds(2) }).Steps[0].Held);
    }

    [Fact]
    public void A_hole_below_ends_what_was_held()
    {
        Saturation found = Saturation.Of([Loads.Result(100), Loads.Result(200, failed: 500), Loads.Result(300)], _limits);
        Assert.Equal((100.0, true), (found.Highest, found.IsReached));
        Assert.Equal((null, true), (Saturation.Of([Loads.Result(100, failed: 500)], _limits).Highest, Saturation.Of([Loads.Result(100, failed: 500)], _limits).IsReached));
    }
}
