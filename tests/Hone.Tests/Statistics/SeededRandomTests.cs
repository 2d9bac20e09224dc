using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class SeededRandomTests
{
    [Fact]
    public void A_seed_gives_the_published_sequence_everywhere()
    {
        // SplitMix64 of 0 begins e220a8397b1dcdaf, 6e789e6aa1b965f4, …; the first output of xoshiro256** is rotl(s1 · 5, 7) · 9.
        ulong expected = System.Numerics.BitOperations.RotateLeft(unchecked(0x6e789e6aa1b965f4UL * 5), 7);
        Assert.Equal(unchecked(expected * 9), new SeededRandom(0).NextBits());
    }

    [Fact]
    public void Indices_are_even_and_numbers_lie_between_their_ends()
    {
        SeededRandom random = new(1);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++)
        {
            counts[random.NextIndex(7)]++;
            Assert.True(random.NextDouble() is > 0 and < 1);
        }

        // Six standard deviations of a binomial count.
        Assert.All(counts, count => Assert.InRange(count, 10_000 - 560, 10_000 + 560));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2.5)]
    [InlineData(400)]
    public void Gamma_numbers_have_their_mean_and_variance(double shape)
    {
        SeededRandom random = new(2);
        double[] x = [.. Enumerable.Range(0, 40_000).Select(_ => random.NextGamma(shape))];
        double mean = Mean.Of(x);
        Assert.Equal(shape, mean, 6 * Math.Sqrt(shape / 40_000));
        Assert.Equal(1, x.Sum(v => (v - mean) * (v - mean)) / 40_000 / shape, 0.08);
    }
}
