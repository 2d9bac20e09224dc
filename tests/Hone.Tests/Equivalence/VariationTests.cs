using Hone.Equivalence;

namespace Hone.Tests.Equivalence;

public sealed class VariationTests
{
    [Fact]
    public void The_first_recording_has_nothing_changed_and_each_axis_another_pair_of_the_next_four()
    {
        Assert.DoesNotContain(Variation.Axes, axis => Variation.IsChanged(axis, 0));
        string[] patterns = [.. Variation.Axes.Select(axis => string.Concat(Enumerable.Range(1, 4).Select(recording => Variation.IsChanged(axis, recording) ? '1' : '0')))];
        Assert.Equal(patterns.Length, patterns.Distinct().Count());
        Assert.All(patterns, pattern => Assert.Equal(2, pattern.Count(bit => bit == '1')));
    }

    [Theory]
    [InlineData(Axis.TimeZone)]
    [InlineData(Axis.Locale)]
    [InlineData(Axis.Umask)]
    [InlineData(Axis.Home)]
    [InlineData(Axis.HashSeed)]
    [InlineData(Axis.Cpus)]
    public void What_a_channel_follows_is_found_in_five_and_in_twenty_recordings(Axis axis)
    {
        foreach (int recordings in new[] { 5, 20 })
        {
            string[] values = [.. Enumerable.Range(0, recordings).Select(recording => Variation.IsChanged(axis, recording) ? "other" : "usual")];
            Assert.Equal(axis, Variation.Follows(values));
        }
    }

    [Theory]
    [InlineData(Axis.HashSeed, Axis.HashSeed)]
    [InlineData(Axis.Cpus, Axis.Cpus)]
    [InlineData(Axis.TimeZone, null)]
    public void Seeds_and_one_cpu_hold_still_what_is_random_elsewhere(Axis axis, Axis? found)
    {
        string[] values = [.. Enumerable.Range(0, 20).Select(recording => Variation.IsChanged(axis, recording) ? "held" : $"random {recording}")];
        Assert.Equal(found, Variation.Follows(values));
    }

    [Fact]
    public void What_differs_by_itself_follows_nothing()
    {
        Assert.Null(Variation.Follows([.. Enumerable.Range(0, 20).Select(recording => $"{recording}")]));
        Assert.Null(Variation.Follows(["a", "a", "a", "a", "b"]));
        Assert.Null(Variation.Follows(["a", "a", "a", "a", "a"]));
    }
}
