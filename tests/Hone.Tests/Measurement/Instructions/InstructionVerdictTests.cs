using CsCheck;
using Hone.Measurement.Instructions;

namespace Hone.Tests.Measurement.Instructions;

public sealed class InstructionVerdictTests
{
    [Fact]
    public void The_same_number_everywhere_is_the_same()
    {
        InstructionVerdict verdict = InstructionVerdict.Of(Counts.Of(1_000_000, 1_000_000), Counts.Of(1_000_000, 1_000_000));
        Assert.Equal(InstructionFinding.Same, verdict.Finding);
        Assert.True(verdict.Identical);
        Assert.Equal(1, verdict.Ratio.Value);
        Assert.Empty(verdict.Functions);
    }

    [Theory]
    [InlineData(1_000_500, InstructionFinding.More)]
    [InlineData(999_500, InstructionFinding.Fewer)]
    [InlineData(1_000_012, InstructionFinding.Same)]
    public void A_twentieth_of_a_per_cent_is_found_and_what_a_longer_path_makes_is_not(long second, InstructionFinding expected)
    {
        InstructionVerdict verdict = InstructionVerdict.Of(Counts.Of(1_000_000, 1_000_000), Counts.Of(second, second));
        Assert.Equal(expected, verdict.Finding);
        Assert.False(verdict.Identical);
        Assert.Equal(second / 1e6, verdict.Ratio.Value, 12);
    }

    [Fact]
    public void A_change_is_believed_only_when_the_ranges_stand_apart_by_more_than_their_spread()
    {
        // Apart by 0.03 %, while A's own counts lie 0.04 % apart.
        Assert.Equal(InstructionFinding.Same, InstructionVerdict.Of(Counts.Of(1_000_000, 1_000_400), Counts.Of(1_000_700, 1_000_700)).Finding);
        Assert.Equal(InstructionFinding.More, InstructionVerdict.Of(Counts.Of(1_000_000, 1_000_400), Counts.Of(1_000_900, 1_000_900)).Finding);
    }

    [Fact]
    public void Counts_that_vary_too_much_decide_nothing_unless_the_change_is_larger_still()
    {
        Assert.Equal(InstructionFinding.Undecided, InstructionVerdict.Of(Counts.Of(1_000_000, 1_050_000), Counts.Of(1_020_000, 1_040_000)).Finding);
        Assert.Equal(InstructionFinding.More, InstructionVerdict.Of(Counts.Of(1_000_000, 1_050_000), Counts.Of(1_200_000, 1_210_000)).Finding);
    }

    [Fact]
    public void The_functions_that_changed_are_told_the_greatest_change_first()
    {
        InstructionVerdict verdict = InstructionVerdict.Of(
            [Counts.One(1000, functions: [("main", 700), ("hash", 200), ("printf", 100)])],
            [Counts.One(1400, functions: [("main", 690), ("hash", 500), ("printf", 100), ("grow", 110)])]);
        Assert.Equal([new("hash", 200, 500), new("grow", 0, 110), new("main", 700, 690)], verdict.Functions);
    }

    [Fact]
    public void Counts_of_two_sources_are_never_compared() =>
        Assert.Throws<ArgumentException>(() => InstructionVerdict.Of([Counts.One(1000)], [Counts.One(1000, "perf stat -e instructions:u")]));

    [Fact]
    public void Exchanging_the_commands_exchanges_more_and_fewer() =>
        Gen.Select(Gen.Long[0, 2_000_000].Array[1, 5], Gen.Long[0, 2_000_000].Array[1, 5]).Sample((a, b) =>
        {
            InstructionVerdict one = InstructionVerdict.Of(Counts.Of(a), Counts.Of(b));
            InstructionVerdict other = InstructionVerdict.Of(Counts.Of(b), Counts.Of(a));
            return one.Spread == other.Spread && one.SmallestVisible == other.SmallestVisible && other.Finding == one.Finding switch
            {
                InstructionFinding.More => InstructionFinding.Fewer,
                InstructionFinding.Fewer => InstructionFinding.More,
                InstructionFinding same => same,
            };
        });

    [Fact]
    public void What_is_called_visible_is_seen_whatever_the_counts_spread() =>
        Gen.Select(Gen.Long[1_000_000, 2_000_000], Gen.Long[0, 400].Array[2, 4], Gen.Long[0, 400].Array[2, 4]).Sample((least, a, b) =>
        {
            InstructionCount[] first = Counts.Of([.. a.Select(more => least + more - a.Min())]);
            InstructionCount[] second = Counts.Of([.. b.Select(more => least + more - b.Min())]);
            double visible = InstructionVerdict.Of(first, second).SmallestVisible.Value;
            InstructionCount[] grown = Counts.Of([.. second.Select(count => (long)(count.Total * (1 + (1.01 * visible))) + 2)]);
            return InstructionVerdict.Of(first, grown).Finding == InstructionFinding.More;
        });
}
