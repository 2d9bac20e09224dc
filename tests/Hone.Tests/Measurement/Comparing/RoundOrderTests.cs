using CsCheck;
using Hone.Measurement.Comparing;

namespace Hone.Tests.Measurement.Comparing;

public sealed class RoundOrderTests
{
    [Fact]
    public void Every_order_of_four_commands_comes_equally_often()
    {
        Dictionary<string, int> counts = [];
        const int rounds = 48_000;
        for (int round = 0; round < rounds; round++)
        {
            string order = string.Concat(RoundOrder.Of(2026, round, 4));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        // Chi-square with 23 degrees of freedom exceeds 58.6 once in 20,000.
        Assert.Equal(24, counts.Count);
        Assert.InRange(counts.Values.Sum(count => Math.Pow(count - (rounds / 24), 2) / (rounds / 24)), 5, 58.6);
    }

    [Fact]
    public void Successive_rounds_and_neighbouring_seeds_are_independent()
    {
        // Which of two goes first, in this round and the next, and for this seed and the next: a quarter each.
        int[] rounds = new int[4];
        int[] seeds = new int[4];
        const int trials = 40_000;
        for (int i = 0; i < trials; i++)
        {
            rounds[(RoundOrder.Of(7, i, 2)[0] * 2) + RoundOrder.Of(7, i + 1, 2)[0]]++;
            seeds[(RoundOrder.Of((ulong)i, 0, 2)[0] * 2) + RoundOrder.Of((ulong)i + 1, 0, 2)[0]]++;
        }

        // Four standard errors.
        Assert.All(rounds.Concat(seeds), count => Assert.InRange(count, (trials / 4) - 350, (trials / 4) + 350));
    }

    [Fact]
    public void The_same_seed_and_round_give_the_same_permutation() =>
        Gen.Select(Gen.ULong, Gen.Int[0, int.MaxValue], Gen.Int[1, 30]).Sample((seed, round, commands) =>
        {
            int[] order = RoundOrder.Of(seed, round, commands);
            Assert.Equal(order, RoundOrder.Of(seed, round, commands));
            Assert.Equal(Enumerable.Range(0, commands), order.Order());
        });
}
