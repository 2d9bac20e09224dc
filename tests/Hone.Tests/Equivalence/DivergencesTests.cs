using Hone.Equivalence;

namespace Hone.Tests.Equivalence;

public sealed class DivergencesTests
{
    private static readonly Observation _golden = new([new("exit", "e", 1), new("file:a", "x", 5), new("stdout", "s", 9)]);

    [Fact]
    public void The_same_observation_has_no_divergence() => Assert.Empty(Divergences.Between(_golden, _golden));

    [Fact]
    public void A_file_that_is_no_longer_written_is_a_difference() =>
        Assert.Equal("file:a", Assert.Single(Divergences.Between(_golden, new([_golden.Channels[0], _golden.Channels[2]]))).Channel);

    [Fact]
    public void A_new_file_is_a_difference() =>
        Assert.Equal("file:b", Assert.Single(Divergences.Between(_golden, new([.. _golden.Channels, new("file:b", "y", 1)]))).Channel);

    [Fact]
    public void Nothing_at_all_is_different_from_something() => Assert.Equal(3, Divergences.Between(_golden, new([])).Count);
}
