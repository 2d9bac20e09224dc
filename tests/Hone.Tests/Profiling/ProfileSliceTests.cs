using Hone.Profiling;
using Hone.Tests.Profiling.Formats;

namespace Hone.Tests.Profiling;

public sealed class ProfileSliceTests
{
    [Fact]
    public void Only_stacks_that_hold_the_text_stay()
    {
        Profile profile = Stacks.Of("main;Parse;memcpy@libc.so.6 3", "main;Format 2", "main 1");
        Assert.Equal(["main;Parse;memcpy 3000000 3"], ProfileBytes.Stacks(ProfileSlice.Holding(profile, "Parse")));
        Assert.Equal(["main;Parse;memcpy 3000000 3"], ProfileBytes.Stacks(ProfileSlice.Holding(profile, "libc")));
        Assert.Equal(6_000_000, ProfileSlice.Holding(profile, "main").Total());
        Assert.Equal(0, ProfileSlice.Holding(profile, "parse").Total());
    }

    [Fact]
    public void Turned_round_the_leaves_are_the_roots_and_equal_ones_meet()
    {
        Profile turned = ProfileSlice.FromLeaves(Stacks.Of("main;a;copy 3", "main;b;copy 2", "main 1"));
        Assert.Equal(["copy;a;main 3000000 3", "copy;b;main 2000000 2", "main 1000000 1"], ProfileBytes.Stacks(turned));
        Assert.Equal(2, turned.Nodes.Count(node => node.Parent < 0));
    }

    [Fact]
    public void Another_metric_can_be_the_weight()
    {
        Profile profile = Stacks.Of("main;a 3").WithWeight(1);
        Assert.Equal("samples", profile.Metrics[0].Name);
        Assert.Equal(3, profile.Total());
        Assert.Equal(3_000_000, profile.Total(1));
    }
}
