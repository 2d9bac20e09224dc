using System.Text.Json;
using CsCheck;
using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class StudentTTests
{
    [Fact]
    public void Agrees_with_SciPy_from_half_a_degree_of_freedom_to_a_hundred_thousand()
    {
        foreach (JsonElement row in Reference.Root.GetProperty("student").EnumerateArray())
        {
            double t = row.GetProperty("t").GetDouble();
            double df = row.GetProperty("df").GetDouble();
            Reference.Near(row.GetProperty("cdf").GetDouble(), StudentT.Cdf(t, df), 1e-11, $"cdf {t} {df}");
            Reference.Near(row.GetProperty("two").GetDouble(), StudentT.TwoSided(t, df), 1e-11, $"two-sided {t} {df}");
        }
    }

    [Fact]
    public void Quantiles_agree_with_SciPy()
    {
        foreach (JsonElement row in Reference.Root.GetProperty("student_quantile").EnumerateArray())
        {
            double p = row.GetProperty("p").GetDouble();
            double df = row.GetProperty("df").GetDouble();
            Reference.Near(row.GetProperty("t").GetDouble(), StudentT.Quantile(p, df), 1e-9, $"{p} {df}");
        }
    }

    [Fact]
    public void The_quantile_undoes_the_cdf() =>
        Gen.Select(Gen.Double[-9, 9], Gen.Double[0.4, 5]).Sample((exponent, logDf) =>
        {
            double p = 1 / (1 + Math.Exp(-exponent));
            double df = Math.Pow(10, logDf);
            Reference.Near(p, StudentT.Cdf(StudentT.Quantile(p, df), df), 1e-11, $"{p} {df}");
        }, iter: 1000);

    [Fact]
    public void One_degree_of_freedom_is_Cauchy_and_many_are_normal()
    {
        Assert.Equal(0.75, StudentT.Cdf(1, 1), 1e-14);
        Assert.Equal(Normal.Cdf(-1.5), StudentT.Cdf(-1.5, 1e9), 1e-9);
        Assert.Equal(0, StudentT.Quantile(0.5, 7));
        Assert.Equal(double.NegativeInfinity, StudentT.Quantile(0, 7));
        Assert.Equal(0, StudentT.TwoSided(double.PositiveInfinity, 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.Cdf(1, 0));
    }
}
