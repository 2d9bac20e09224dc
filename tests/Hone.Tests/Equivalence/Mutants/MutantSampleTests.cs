using Hone.Equivalence.Mutants;

namespace Hone.Tests.Equivalence.Mutants;

public sealed class MutantSampleTests
{
    // 4 functions, of which the first has most of the lines; 5 families, of which the first is most of the mutants.
    private static readonly Mutant[] _mutants =
    [
        .. from function in Enumerable.Range(0, 4)
           from line in Enumerable.Range(1, function == 0 ? 100 : 10)
           from kind in Enumerable.Range(0, 8)
           select new Mutant("a.c", "f" + function, (function * 1000) + line, (function * 100_000) + (line * 100) + kind, 1, "x", (MutantFamily)Math.Max(0, kind - 3)),
    ];

    [Fact]
    public void The_same_seed_gives_the_same_order_and_another_seed_another()
    {
        Assert.Equal(MutantSample.Order(_mutants, 7), MutantSample.Order(_mutants, 7));
        Assert.NotEqual(MutantSample.Order(_mutants, 7), MutantSample.Order(_mutants, 8));
    }

    [Fact]
    public void Never_more_than_three_of_a_line() =>
        Assert.Equal(3, MutantSample.Order(_mutants, 1).GroupBy(mutant => mutant.Line).Max(line => line.Count()));

    [Fact]
    public void The_first_forty_are_spread_over_functions_and_families()
    {
        Mutant[] first = [.. MutantSample.Order(_mutants, 3).Take(40)];
        Assert.All(first.GroupBy(mutant => mutant.Function), function => Assert.Equal(10, function.Count()));
        Assert.All(first.GroupBy(mutant => mutant.Family), family => Assert.Equal(8, family.Count()));
    }
}
