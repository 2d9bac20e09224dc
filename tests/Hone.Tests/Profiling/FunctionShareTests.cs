using Hone.Profiling;
using Hone.Units;

namespace Hone.Tests.Profiling;

/// <summary>The share of one function of a profile.</summary>
public sealed class FunctionShareTests
{
    // main > find > compare (60), main > find > find > compare (10), main > rest (30).
    private static readonly Profile _profile = new()
    {
        Kind = ProfileKind.Cpu,
        Metrics = [new("time", Unit.Nanoseconds), new("samples", Unit.Count)],
        Frames = [Named("main"), Named("Shop.Index.find"), Named("compare"), Named("rest")],
        Nodes = [new(-1, 0), new(0, 1), new(1, 2), new(1, 1), new(3, 2), new(0, 3)],
        Stacks = [new(2, [6000, 60]), new(4, [1000, 10]), new(5, [3000, 30])],
        Collector = "by hand",
        Command = "work",
    };

    [Theory]
    [InlineData("Shop.Index.find", 70)]
    [InlineData("find", 70)]
    [InlineData("Index.find", 70)]
    [InlineData("compare", 70)]
    [InlineData("main", 100)]
    [InlineData("rest", 30)]
    [InlineData("ind", 0)]
    [InlineData("", 0)]
    public void Samples_at_or_below_it_count_once_however_deep_it_recurses(string name, long inside) => Assert.Equal(new(inside, 100), FunctionShare.Of(_profile, name));

    [Fact]
    public void The_share_is_never_0_so_that_it_has_a_logarithm()
    {
        Assert.InRange(new FunctionShare(0, 100).Value, 0.001, 0.01);
        Assert.InRange(new FunctionShare(100, 100).Value, 0.99, 0.9999);
    }

    private static Frame Named(string name) => new(name, "work", FrameOrigin.Native);
}
