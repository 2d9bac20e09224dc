using CsCheck;
using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class BetaDistributionTests
{
    [Fact]
    public void Agrees_with_the_forms_that_need_no_series() => Gen.Select(Gen.Double[0.001, 0.999], Gen.Double[0.2, 20]).Sample((x, a) =>
    {
        Reference.Near(1 - Math.Pow(1 - x, 2), new BetaDistribution(1, 2).Cdf(x), 1e-10, $"Beta(1, 2) at {x}");
        Reference.Near(Math.Pow(x, a), new BetaDistribution(a, 1).Cdf(x), 1e-10, $"Beta({a}, 1) at {x}");
        Reference.Near((3 * x * x) - (2 * x * x * x), new BetaDistribution(2, 2).Cdf(x), 1e-10, $"Beta(2, 2) at {x}");
    }, iter: 500);

    [Fact]
    public void The_quantile_undoes_the_distribution_function() => Gen.Select(Gen.Double[0.01, 0.99], Gen.Double[0.3, 200], Gen.Double[0.3, 200]).Sample((p, a, b) =>
    {
        BetaDistribution beta = new(a, b);
        Assert.Equal(p, beta.Cdf(beta.Quantile(p)), 1e-6);
    }, iter: 500);

    [Fact]
    public void What_was_seen_moves_the_mean()
    {
        Assert.Equal(1.0 / 3, new BetaDistribution(1, 2).Mean, 15);
        Assert.Equal(11.0 / 23, new BetaDistribution(1, 2).After(10, 10).Mean, 15);
    }

    [Fact]
    public void The_central_range_leaves_as_much_on_both_sides()
    {
        BetaDistribution beta = new(3, 9);
        Interval range = beta.Central(0.8);
        Assert.Equal(0.1, beta.Cdf(range.Low), 1e-9);
        Assert.Equal(0.9, beta.Cdf(range.High), 1e-9);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    [InlineData(double.NaN, 1)]
    public void Parameters_that_cannot_be_are_refused(double alpha, double beta) => Assert.Throws<ArgumentOutOfRangeException>(() => new BetaDistribution(alpha, beta));
}
