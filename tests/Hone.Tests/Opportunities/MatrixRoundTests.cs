using CsCheck;
using Hone.Opportunities;
using Hone.Opportunities.Levers;
using Hone.Statistics;

namespace Hone.Tests.Opportunities;

public sealed class MatrixRoundTests
{
    [Fact]
    public void A_round_that_gained_little_says_so_and_proposes_the_best_row_of_a_class_that_was_not_tried()
    {
        MatrixRound round = MatrixRound.Of(2, Gain(1.0, 0.98), null, ["buffer-reuse", "memoization"], Rows());
        Assert.True(round.Gain!.IsLittle);
        Assert.Equal([LeverClass.LessWork, LeverClass.LessMemory], round.Tried);
        Assert.Equal(LeverClass.Algorithm, round.Next);
        Assert.Equal($"round 2 gained 2.0 % (1.0–3.0), which is under 5 %; tried: less work, less memory; next: another algorithm ({round.NextRow!.Id} index-lookup)", round.Sentence);
    }

    [Fact]
    public void Where_every_class_was_tried_it_proposes_the_end()
    {
        MatrixRound round = MatrixRound.Of(3, Gain(1.0, 1.0), null, LeverCatalogue.All.Select(lever => lever.Name), Rows());
        Assert.Null(round.Next);
        Assert.Contains("next: the end", round.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_round_that_gained_much_only_says_how_much() => Assert.Equal("round 1 gained 20.0 % (19.2–20.8)", MatrixRound.Of(1, Gain(1.0, 0.8), null, [], Rows()).Sentence);

    [Fact]
    public void Before_two_runs_no_round_is_complete() => Assert.Contains("no round is complete", MatrixRound.Of(0, null, null, [], []).Sentence, StringComparison.Ordinal);

    [Fact]
    public void Every_lever_of_the_catalogue_has_a_class() => Assert.All(LeverCatalogue.All, lever => Assert.NotNull(LeverClasses.Of(lever.Name)));

    [Fact]
    public void The_gain_is_weighed_by_the_workloads_that_decide()
    {
        RoundGain gain = RoundGain.Of([Workload("day", 1, 1.0, 0.5), Workload("night", 3, 2.0, 2.0)])!;
        Assert.Equal(0.125, gain.Gain.Value, 12);
        Assert.Null(RoundGain.Of([]));
    }

    [Fact]
    public void The_interval_holds_the_true_gain_in_about_95_of_100_rounds()
    {
        SeededRandom random = new(5);
        int covered = 0;
        for (int trial = 0; trial < 400; trial++)
        {
            double truth = random.NextDouble() * 0.3;
            QuantileEstimate Median(double scale) => Quantile.Estimate([.. Enumerable.Range(0, 30).Select(_ => scale * Math.Exp(0.08 * random.NextNormal()))], 0.5);
            RoundGain gain = RoundGain.Of([new("day", 1, Median(1), Median(1 - truth))])!;
            covered += gain.Interval!.Value.Contains(truth) ? 1 : 0;
        }

        Assert.InRange(covered / 400.0, 0.92, 0.99);
    }

    [Fact]
    public void Runs_that_cannot_carry_an_interval_give_none() =>
        Assert.Null(RoundGain.Of([new("day", 1, new(0.5, 1, null, 1.2, 3, 6), new(0.5, 1, 0.9, 1.1, 20, 6))])!.Interval);

    private static RoundGain Gain(double before, double after) => RoundGain.Of([Workload("day", 1, before, after)])!;

    // Medians known to about 0.7 % each, so that their quotient is known to 1 %.
    private static RoundWorkload Workload(string name, double weight, double before, double after)
    {
        QuantileEstimate Estimate(double value) => new(0.5, value, value / (1 + 0.00715), value * (1 + 0.00715), 30, 6);
        return new(name, weight, Estimate(before), Estimate(after));
    }

    private static IReadOnlyList<Opportunity> Rows() => Matrix.Build(new()
    {
        Workloads =
        [
            Evidences.Workload(Evidences.Hotspot(0.5)) with
            {
                Findings = [Evidences.Finding("buffer-reuse", LeverReliability.Raises, rank: 3), Evidences.Finding("index-lookup", LeverReliability.Raises, rank: 2), Evidences.Finding("striped-locks", LeverReliability.Raises, rank: 1)],
            },
        ],
    });
}
