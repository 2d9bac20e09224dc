using System.Text.Json;
using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class WelchTests
{
    [Fact]
    public void Agrees_with_SciPy()
    {
        foreach (JsonElement row in Reference.Root.GetProperty("two_samples").EnumerateArray())
        {
            (double t, double df, double p) = Welch.Test(Reference.Doubles(row.GetProperty("x")), Reference.Doubles(row.GetProperty("y")));
            Reference.Near(row.GetProperty("t").GetDouble(), t, 1e-11, "t");
            Reference.Near(row.GetProperty("df").GetDouble(), df, 1e-11, "df");
            Reference.Near(row.GetProperty("welch").GetDouble(), p, 1e-11, "p");
        }
    }

    [Fact]
    public void Samples_that_do_not_vary_are_equal_or_not()
    {
        Assert.Equal((0, 3, 1), Welch.Test([2, 2], [2, 2, 2]));
        Assert.Equal((double.NegativeInfinity, 3, 0), Welch.Test([1, 1], [2, 2, 2]));
        Assert.Throws<ArgumentException>(() => Welch.Test([1], [1, 2]));
    }
}
