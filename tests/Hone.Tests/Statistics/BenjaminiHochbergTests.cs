using System.Text.Json;
using CsCheck;
using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class BenjaminiHochbergTests
{
    [Fact]
    public void Agrees_with_the_definition_in_fractions()
    {
        foreach (JsonElement row in Reference.Root.GetProperty("benjamini_hochberg").EnumerateArray())
        {
            double[] expected = Reference.Doubles(row.GetProperty("adjusted"));
            double[] actual = BenjaminiHochberg.Adjust(Reference.Doubles(row.GetProperty("p")));
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], actual[i], 1e-14);
            }
        }
    }

    [Fact]
    public void The_calls_are_those_of_the_step_up_rule() =>
        Gen.Double[0, 0.2].Array[1, 30].Sample(p =>
        {
            // The largest rank k with p(k) ≤ k/m · q: all up to it are called.
            double[] sorted = [.. p.Order()];
            int called = Enumerable.Range(1, p.Length).LastOrDefault(k => sorted[k - 1] <= 0.05 * k / p.Length);
            Assert.Equal(called, BenjaminiHochberg.Adjust(p).Count(q => q <= 0.05));
        });

    [Fact]
    public void What_is_no_probability_is_refused()
    {
        Assert.Empty(BenjaminiHochberg.Adjust([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BenjaminiHochberg.Adjust([0.5, double.NaN]));
    }
}
