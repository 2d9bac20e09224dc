using System.Text.Json;
using CsCheck;
using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class BinomialTests
{
    [Fact]
    public void Agrees_with_SciPy_and_exact_fractions_up_to_a_million_trials()
    {
        int cases = 0;
        foreach (JsonElement row in Reference.Root.GetProperty("binomial").EnumerateArray())
        {
            long k = row.GetProperty("k").GetInt64();
            long n = row.GetProperty("n").GetInt64();
            double p = row.GetProperty("p").GetDouble();
            string what = $"k={k} n={n} p={p}";
            // SciPy's own error is about 1e-11 at a million trials.
            Reference.Near(row.GetProperty("pmf").GetDouble(), Binomial.Pmf(k, n, p), 1e-9, "pmf " + what);
            Reference.Near(row.GetProperty("cdf").GetDouble(), Binomial.Cdf(k, n, p), 1e-9, "cdf " + what);
            Reference.Near(row.GetProperty("upper").GetDouble(), Binomial.UpperTail(k, n, p), 1e-9, "upper " + what);
            cases++;
        }

        Assert.True(cases > 200);
    }

    [Fact]
    public void The_cdf_rises_and_the_two_tails_add_up_to_one() =>
        Gen.Select(Gen.Int[1, 1_000_000], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((n, p, at) =>
        {
            long k = (long)(at * n);
            double cdf = Binomial.Cdf(k, n, p);
            Assert.InRange(cdf, 0, 1);
            Assert.True(Binomial.Cdf(k - 1, n, p) <= cdf + 1e-12);
            Assert.Equal(1, cdf + Binomial.UpperTail(k + 1, n, p), 1e-11);
            Assert.Equal(cdf, Binomial.Cdf(k - 1, n, p) + Binomial.Pmf(k, n, p), 1e-11);
        }, iter: 500);

    [Fact]
    public void Certain_and_impossible_trials_have_no_rounding()
    {
        Assert.Equal(1, Binomial.Cdf(0, 5, 0));
        Assert.Equal(0, Binomial.Cdf(4, 5, 1));
        Assert.Equal(1, Binomial.UpperTail(5, 5, 1));
        Assert.Equal(1, Binomial.Pmf(0, 0, 0.3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Binomial.Cdf(0, 5, double.NaN));
    }
}
