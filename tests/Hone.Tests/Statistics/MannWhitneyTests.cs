using System.Text.Json;
using CsCheck;
using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class MannWhitneyTests
{
    [Fact]
    public void Agrees_with_SciPy_exact_and_normal_with_and_without_ties()
    {
        foreach (JsonElement row in Reference.Root.GetProperty("two_samples").EnumerateArray())
        {
            double[] x = Reference.Doubles(row.GetProperty("x"));
            double[] y = Reference.Doubles(row.GetProperty("y"));
            Reference.Near(row.GetProperty("mann_whitney").GetDouble(), MannWhitney.PValue(x, y), 1e-12, $"{x.Length} {y.Length}");
            Assert.Equal(row.GetProperty("shift").GetDouble(), HodgesLehmann.Shift(x, y), 1e-14);
        }
    }

    [Fact]
    public void The_exact_p_value_is_the_share_of_all_divisions_into_two_samples() =>
        Gen.Int[0, (1 << 9) - 1].Where(mask => int.PopCount(mask) is > 0 and < 9).Sample(mask =>
        {
            // Of the values 1 … 9 the mask says which are x.
            static int RankSum(int mask) => Enumerable.Range(0, 9).Where(i => (mask >> i & 1) != 0).Sum(i => i + 1);
            int[] sums = [.. Enumerable.Range(0, 1 << 9).Where(other => int.PopCount(other) == int.PopCount(mask)).Select(RankSum)];
            double less = sums.Count(sum => sum <= RankSum(mask)) / (double)sums.Length;
            double more = sums.Count(sum => sum >= RankSum(mask)) / (double)sums.Length;
            double[] x = [.. Enumerable.Range(0, 9).Where(i => (mask >> i & 1) != 0).Select(i => i + 1.0)];
            double[] y = [.. Enumerable.Range(0, 9).Where(i => (mask >> i & 1) == 0).Select(i => i + 1.0)];
            Assert.Equal(Math.Min(1, 2 * Math.Min(less, more)), MannWhitney.PValue(x, y), 1e-14);
        }, iter: 200);

    [Fact]
    public void Eight_against_a_hundred_thousand_is_still_exact_in_128_bits()
    {
        // All eight below all others: two of C(100008, 8) divisions, 2 · 8! / (100001 · … · 100008).
        double[] y = [.. Enumerable.Range(10, 100_000).Select(i => (double)i)];
        double expected = 2.0;
        for (int i = 1; i <= 8; i++)
        {
            expected *= i / (100_000.0 + i);
        }

        Reference.Near(expected, MannWhitney.PValue([1, 2, 3, 4, 5, 6, 7, 8], y), 1e-12, "extreme");
    }

    [Fact]
    public void Equal_values_say_nothing() => Assert.Equal(1, MannWhitney.PValue([2, 2, 2], [2, 2]));
}
