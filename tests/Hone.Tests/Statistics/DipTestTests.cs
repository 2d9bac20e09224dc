using System.Text.Json;
using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class DipTestTests
{
    [Fact]
    public void The_dip_is_the_distance_that_a_linear_programme_finds()
    {
        int cases = 0;
        foreach (JsonElement row in Reference.Root.GetProperty("dip").EnumerateArray())
        {
            double[] x = [.. Reference.Doubles(row.GetProperty("x")).Order()];
            Assert.Equal(row.GetProperty("dip").GetDouble(), DipTest.Dip(x), 1e-9);
            cases++;
        }

        Assert.True(cases > 10);
    }

    [Fact]
    public void Published_example()
    {
        // "statfaculty" of Maechler's package, 63 values with ties: 0.05952381.
        double[] x =
        [
            30, 30, 33, 35, 36, 37, 37, 39, 39, 39, 39, 39, 40, 40, 40, 40, 41, 42, 43, 43, 43, 44, 44, 45, 45, 46, 47, 47, 48, 48, 48, 49, 50, 50,
            51, 52, 52, 53, 53, 53, 53, 53, 54, 54, 57, 57, 59, 60, 60, 60, 61, 61, 61, 61, 62, 62, 62, 62, 63, 66, 70, 72, 72,
        ];
        Assert.Equal(0.05952381, DipTest.Dip(x), 1e-8);
    }

    [Fact]
    public void The_p_value_falls_as_the_dip_rises_at_every_size()
    {
        foreach (int n in (int[])[8, 9, 25, 60, 150, 999, 4000, 100_000])
        {
            double last = 1;
            for (double scaled = 0.01; scaled < 1; scaled += 0.01)
            {
                double p = DipTest.PValue(scaled / Math.Sqrt(n), n);
                Assert.InRange(p, 0.001, last);
                last = p;
            }
        }
    }

    [Theory]
    [InlineData(15)]
    [InlineData(70)]
    public void Uniform_samples_are_called_multimodal_as_often_as_the_p_value_says(int n)
    {
        // The sizes lie between those of the table. 4,000 experiments at 5 %: four standard errors are 1.4 %.
        SeededRandom random = new(12);
        double[] x = new double[n];
        int called = 0;
        for (int experiment = 0; experiment < 4000; experiment++)
        {
            for (int i = 0; i < n; i++)
            {
                x[i] = random.NextDouble();
            }

            Array.Sort(x);
            called += DipTest.PValue(DipTest.Dip(x), n) <= 0.05 ? 1 : 0;
        }

        Assert.InRange(called / 4000.0, 0.036, 0.064);
    }
}
