using Hone.Equivalence.Normalisers;
using Hone.Workloads.Oracles;

namespace Hone.Tests.Equivalence.Normalisers;

public sealed class ToleranceTests
{
    [Theory]
    [InlineData("nan", "NaN", true)]
    [InlineData("nan", "1.0", false)]
    [InlineData("1.0", "nan", false)]
    [InlineData("inf", "Infinity", true)]
    [InlineData("inf", "-inf", false)]
    [InlineData("inf", "1e308", false)]
    [InlineData("0.0", "-0.0", false)]
    [InlineData("1.50", "1.5", true)]
    [InlineData("1.5", "1.6", false)]
    public void Without_a_tolerance_only_the_same_double_is_the_same(string left, string right, bool same) => Assert.Equal(same, Tolerance.Allows(Reads.Rule("float"), left, right));

    [Fact]
    public void Each_limit_suffices_alone()
    {
        NormaliserSettings rule = Reads.Rule("float");
        Assert.True(Tolerance.Allows(rule with { Relative = 1e-3 }, "1000.0", "1000.5"));
        Assert.True(Tolerance.Allows(rule with { Absolute = 0.5 }, "1000.0", "1000.5"));
        Assert.True(Tolerance.Allows(rule with { Ulp = 1 }, "1.0", "1.0000000000000002"));
        Assert.False(Tolerance.Allows(rule with { Ulp = 1 }, "1.0", "1.0000000000000004"));
        Assert.False(Tolerance.Allows(rule with { Relative = 1, Absolute = 1e300, Ulp = 1_000_000 }, "nan", "1.0"));
        Assert.False(Tolerance.Allows(rule with { Relative = 1, Absolute = 1e300, Ulp = 1_000_000 }, "inf", "1.0"));
    }

    [Fact]
    public void Neighbouring_doubles_are_one_apart_across_zero_too()
    {
        Assert.Equal(2, Tolerance.Between("5e-324", "-5e-324")!.Value.Ulp);
        Assert.Equal(1, Tolerance.Between("-1.0", "-1.0000000000000002")!.Value.Ulp);
    }
}
