using CsCheck;
using Hone.Equivalence.Invariants.Mining;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Tests.Equivalence.Invariants;

/// <summary>Null probabilities beside counting all cases, where these are few.</summary>
public sealed class ChanceTests
{
    private static readonly Gen<int[]> _list = Gen.Int[0, 2].Array[1, 5];

    [Fact]
    public void Order_is_one_of_all_arrangements() => _list.Sample(list =>
    {
        List<int[]> all = [.. Arrangements(list)];
        return IsNear(Chance.Sorted(Counts(list)), all.Count(each => each.SequenceEqual(each.Order())) / (double)all.Count);
    });

    [Fact]
    public void Lists_and_items_come_again_as_often_as_all_draws_say() => _list.Sample(list =>
    {
        List<int[]> draws = [.. Draws(list, list.Length)];
        return IsNear(Chance.SameList(Counts(list)), draws.Count(each => each.SequenceEqual(list)) / (double)draws.Count)
            && IsNear(Chance.SameItems(Counts(list)), draws.Count(each => each.Order().SequenceEqual(list.Order())) / (double)draws.Count);
    });

    [Fact]
    public void Rows_paired_at_random_are_never_above_as_often_as_the_share_says()
    {
        ExactNumber[] left = [ExactNumber.From(1), ExactNumber.From(2), ExactNumber.From(3)];
        ExactNumber[] right = [ExactNumber.From(2), ExactNumber.From(2), ExactNumber.From(4)];
        Assert.Equal(Math.Log(1 * 1 * (1 / 3.0)), Chance.NeverAbove(left, right), 12);
        Assert.Equal(0, Chance.NeverAbove(left, [ExactNumber.From(9), ExactNumber.From(8), ExactNumber.From(7)]));
    }

    [Fact]
    public void Factorials_agree_on_both_sides_of_the_series()
    {
        Assert.Equal(Enumerable.Range(2, 24).Sum(i => Math.Log(i)), Chance.LogFactorial(25), 9);
        Assert.Equal(Chance.LogFactorial(19) + Math.Log(20), Chance.LogFactorial(20), 9);
        Assert.Equal(0.0, Chance.LogFactorial(0));
        Assert.Equal(Math.Log(6 / 27.0), Chance.Unique(3), 12);
        Assert.Equal(1, Chance.Corrected(Math.Log(0.5), 10));
    }

    private static bool IsNear(double log, double probability) => Math.Abs(Math.Exp(log) - probability) < 1e-12;

    private static IEnumerable<int> Counts(int[] list) => list.GroupBy(each => each).Select(group => group.Count());

    private static IEnumerable<int[]> Arrangements(int[] list) => list.Length == 0
        ? [[]]
        : list.SelectMany((first, at) => Arrangements([.. list[..at], .. list[(at + 1)..]]).Select(rest => (int[])[first, .. rest]));

    private static IEnumerable<int[]> Draws(int[] from, int items) => items == 0 ? [[]] : from.SelectMany(first => Draws(from, items - 1).Select(rest => (int[])[first, .. rest]));
}
