using System.Text.Json;
using CsCheck;
using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class NormalTests
{
    [Fact]
    public void Both_tails_agree_with_SciPy_out_to_38_standard_deviations()
    {
        foreach (JsonElement row in Reference.Root.GetProperty("normal").EnumerateArray())
        {
            double z = row.GetProperty("z").GetDouble();

            // exp(−z²/2) turns the last digit of z into z² last digits, in SciPy as well: 10⁻¹³ at 30.
            double tolerance = 5e-16 * (4 + z * z);
            Reference.Near(row.GetProperty("cdf").GetDouble(), Normal.Cdf(z), tolerance, $"cdf {z}");
            Reference.Near(row.GetProperty("upper").GetDouble(), Normal.UpperTail(z), tolerance, $"upper {z}");
        }
    }

    [Fact]
    public void Quantiles_agree_with_SciPy()
    {
        foreach (JsonElement row in Reference.Root.GetProperty("normal_quantile").EnumerateArray())
        {
            double p = row.GetProperty("p").GetDouble();
            Reference.Near(row.GetProperty("z").GetDouble(), Normal.Quantile(p), 2e-15, $"p {p}");
        }

        Assert.Equal(Proportion.Z95, Normal.Quantile(0.975), 1e-15);
    }

    [Fact]
    public void The_quantile_undoes_the_cdf() =>
        Gen.Double[-37, 6].Sample(z =>
        {
            // Above zero the cdf nears 1 and keeps few digits of z: one step of a double over the density.
            double lost = z > 0 ? 6e-16 * Math.Exp(z * z / 2) : 0;
            Assert.Equal(z, Normal.Quantile(Normal.Cdf(z)), 1e-14 * (1 + Math.Abs(z)) + lost);
        });

    [Fact]
    public void The_ends_are_infinite_and_what_is_no_probability_is_refused()
    {
        Assert.Equal(double.NegativeInfinity, Normal.Quantile(0));
        Assert.Equal(double.PositiveInfinity, Normal.Quantile(1));
        Assert.Equal(1, Normal.Cdf(double.PositiveInfinity));
        Assert.Equal(0, Normal.Cdf(double.NegativeInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => Normal.Quantile(double.NaN));
    }
}
