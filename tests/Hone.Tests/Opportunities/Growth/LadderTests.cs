using CsCheck;
using Hone.Opportunities.Growth;
using Hone.Units;

namespace Hone.Tests.Opportunities.Growth;

public sealed class LadderTests
{
    [Fact]
    public void Stated_sizes_are_climbed_in_turn_and_a_single_one_is_doubled()
    {
        Ladder stated = new([10, 30, 50], Duration.FromSeconds(60));
        Ladder doubled = new([10], Duration.FromSeconds(60));

        Assert.Equal([10, 30, 50, null], Enumerable.Range(0, 4).Select(stated.After));
        Assert.Equal([10, 20, 40, 80], Enumerable.Range(0, 4).Select(i => doubled.After(i)!.Value));
        Assert.Null(doubled.After(Ladder.MostSizes));
    }

    [Fact]
    public void The_next_size_is_predicted_by_the_last_step()
    {
        Probe[] quadratic = [new(10, Duration.FromSeconds(1)), new(20, Duration.FromSeconds(4))];
        Probe[] level = [new(10, Duration.FromSeconds(1)), new(20, Duration.FromSeconds(1))];

        Assert.Equal(16, Ladder.Predict(quadratic, 40).Seconds, 6);
        Assert.Equal(2, Ladder.Predict(level, 40).Seconds, 6);
        Assert.Equal(2, Ladder.Predict([quadratic[0]], 20).Seconds, 6);
    }

    [Fact]
    public void The_climb_ends_below_the_size_that_does_not_fit()
    {
        Ladder ladder = new([10], Duration.FromSeconds(60));
        List<Probe> probes = [];
        while (ladder.After(probes.Count) is long size && ladder.Fits(probes, size))
        {
            probes.Add(new(size, Duration.FromSeconds(0.05 * Math.Pow(size / 10.0, 2))));
        }

        Assert.True(new Ladder([10, 20, 40, 80, 120], Duration.FromSeconds(60)).Fits(probes, 120));

        // Four runs of 0.05 · (1 + 4 + 16 + 64) s are 17 s of the 30; another size would make them 68.
        Assert.Equal([10, 20, 40, 80], probes.Select(probe => probe.Size));
        Assert.Contains("size 160 was left out: one run of it would take about 12.8 s", ladder.LeftOut(probes, 160), StringComparison.Ordinal);
    }

    [Fact]
    public void The_fewest_runs_of_a_ladder_never_take_more_than_the_budget()
    {
        Gen.Select(Gen.Double[0, 4], Gen.Double[0.001, 3], Gen.Long[1, 100_000], Gen.Double[1, 120]).Sample((exponent, first, start, budget) =>
        {
            Ladder ladder = new([start], Duration.FromSeconds(budget));
            List<Probe> probes = [];
            while (ladder.After(probes.Count) is long size && ladder.Fits(probes, size))
            {
                probes.Add(new(size, Duration.FromSeconds(first * Math.Pow((double)size / start, exponent))));
            }

            return probes.Count == 1 || probes.Sum(probe => probe.Wall.Seconds) * Ladder.FewestRuns <= budget * (exponent > 1 && probes.Count == 2 ? 5 : 1);
        });
    }
}
