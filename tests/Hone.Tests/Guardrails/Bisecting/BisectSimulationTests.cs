using Hone.Guardrails.Bisecting;
using Hone.Statistics;

namespace Hone.Tests.Guardrails.Bisecting;

/// <summary>Searches over made-up commits whose truth is known.</summary>
public sealed class BisectSimulationTests
{
    private static readonly HashSet<int> _none = [];

    /// <summary>128 commits, a step of two standard deviations, levels known from a history of fifty points each.</summary>
    [Fact]
    public void Of_128_commits_with_a_step_of_2_sd_99_of_100_are_found_with_20_measurements()
    {
        (int right, double runs) = Searches(400, 128, (random, place, first) => (place >= first ? 2 : 0) + random.NextNormal(), new(0, 2, 1, 50, 50));
        Assert.True(right >= 396, $"{right} of 400 right");
        Assert.True(runs <= 20, $"{runs} measurements on average");
    }

    [Fact]
    public void A_thousand_commits_take_hardly_more()
    {
        (int right, double runs) = Searches(100, 1024, (random, place, first) => (place >= first ? 2 : 0) + random.NextNormal(), new(0, 2, 1, 50, 50));
        Assert.True(right >= 98, $"{right} of 100 right");
        Assert.True(runs <= 27, $"{runs} measurements on average");
    }

    /// <summary>One measurement in thirty is four steps too slow, as when another program took the machine.</summary>
    [Fact]
    public void Wild_measurements_do_not_mislead()
    {
        (int right, _) = Searches(300, 128, (random, place, first) => (place >= first ? 3 : 0) + random.NextNormal() + (random.NextDouble() < 1 / 30.0 ? 12 : 0), new(0, 3, 1, 50, 50));
        Assert.True(right >= 294, $"{right} of 300 right");
    }

    /// <summary>The levels themselves were learnt from 16 noisy pairs of the ends.</summary>
    [Fact]
    public void Levels_from_few_pairs_are_enough()
    {
        int right = 0;
        SeededRandom random = new(7);
        for (int trial = 0; trial < 200; trial++)
        {
            double[] pairs = [.. Enumerable.Range(0, 16).Select(_ => 2 + random.NextNormal())];
            int first = 1 + random.NextIndex(128);
            (int found, _, _) = Stopped(128, place => (place >= first ? 2 : 0) + random.NextNormal(), BisectLevels.OfPairs(pairs), 0.99);
            right += found == first ? 1 : 0;
        }

        Assert.True(right >= 190, $"{right} of 200 right");
    }

    /// <summary>A change for the better is found the same way.</summary>
    [Fact]
    public void The_step_may_go_down()
    {
        (int right, _) = Searches(100, 64, (random, place, first) => (place >= first ? -3 : 0) + random.NextNormal(), new(0, -3, 1, 50, 50));
        Assert.True(right >= 98, $"{right} of 100 right");
    }

    /// <summary>A fifth of the commits cannot be built: what is named is the shortest stretch that can be, and it holds the truth.</summary>
    [Fact]
    public void Commits_that_cannot_be_measured_are_named_together_with_the_next_that_can()
    {
        SeededRandom random = new(11);
        int right = 0;
        for (int trial = 0; trial < 100; trial++)
        {
            HashSet<int> skipped = [.. Enumerable.Range(1, 62).Where(_ => random.NextDouble() < 0.2)];
            int first = 1 + random.NextIndex(63);
            BisectLevels known = new(0, 3, 1, 50, 50);
            List<BisectMeasurement> measurements = [];
            BisectCandidates best;
            while (true)
            {
                BisectPosterior posterior = BisectPosterior.Of(63, measurements, known);
                best = BisectCandidates.Best(posterior, skipped);
                if (best.Probability >= 0.99)
                {
                    break;
                }

                int next = BisectChoice.Next(posterior, skipped, _ => 1)!.Value;
                Assert.DoesNotContain(next, skipped);
                measurements.Add(new(next, (next >= first ? 3 : 0) + random.NextNormal()));
            }

            Assert.All(Enumerable.Range(best.After + 1, best.UpTo - best.After - 1), place => Assert.Contains(place, skipped));
            right += first > best.After && first <= best.UpTo ? 1 : 0;
        }

        Assert.True(right >= 98, $"{right} of 100 right");
    }

    /// <summary>A probability that is claimed must come true as often as it says.</summary>
    [Fact]
    public void Of_answers_at_90_percent_nine_in_ten_are_right()
    {
        SeededRandom random = new(3);
        int right = 0;
        double claimed = 0;
        for (int trial = 0; trial < 400; trial++)
        {
            int first = 1 + random.NextIndex(64);
            (int found, _, double probability) = Stopped(64, place => (place >= first ? 1.5 : 0) + random.NextNormal(), new(0, 1.5, 1, 50, 50), 0.9);
            right += found == first ? 1 : 0;
            claimed += probability;
        }

        Assert.InRange(right / 400.0, (claimed / 400) - 0.05, 1);
    }

    [Fact]
    public void A_commit_that_is_built_is_measured_again_before_another_is_built_for_little()
    {
        BisectPosterior posterior = BisectPosterior.Of(100, [], new(0, 1, 1, 10, 10));
        Assert.Equal(50, BisectChoice.Next(posterior, _none, _ => 1));
        Assert.Equal(42, BisectChoice.Next(posterior, _none, place => place == 42 ? 1 : 30));
    }

    [Fact]
    public void The_posterior_adds_up_and_its_ends_are_certain()
    {
        BisectPosterior posterior = BisectPosterior.Of(10, [new(4, 0.1), new(7, 5), new(7, 1e9), new(2, -1e9)], new(0, 5, 1, 8, 8));
        Assert.Equal(1, posterior.Probabilities.Sum(), 1e-12);
        Assert.Equal(0, posterior.UpTo(0));
        Assert.Equal(1, posterior.UpTo(10), 1e-12);
        Assert.InRange(posterior.UpTo(7) - posterior.UpTo(4), 0.98, 1);
        Assert.Equal([1.0], BisectPosterior.Of(1, [], new(0, 5, 1, 8, 8)).Probabilities);
    }

    [Fact]
    public void Ends_that_are_equal_rarely_seem_to_differ_and_figures_that_repeat_exactly_may()
    {
        SeededRandom random = new(5);
        int seemed = Enumerable.Range(0, 1000).Count(_ => BisectLevels.Differ([.. Enumerable.Range(0, 8).Select(_ => random.NextNormal())], 0.002));
        Assert.InRange(seemed, 0, 8);
        Assert.True(BisectLevels.Differ([0.1, 0.1, 0.1], 0.002));
        Assert.False(BisectLevels.Differ([0, 0, 0, 0], 0.002));
        Assert.True(BisectLevels.OfPairs([0.1, 0.1, 0.1]).Sd > 0);
    }

    private static (int Right, double Runs) Searches(int trials, int commits, Func<SeededRandom, int, int, double> measure, BisectLevels known)
    {
        SeededRandom random = new(1);
        int right = 0;
        long runs = 0;
        for (int trial = 0; trial < trials; trial++)
        {
            int first = 1 + random.NextIndex(commits);
            (int found, int count, _) = Stopped(commits, place => measure(random, place, first), known, 0.99);
            right += found == first ? 1 : 0;
            runs += count;
        }

        return (right, (double)runs / trials);
    }

    private static (int Found, int Runs, double Probability) Stopped(int commits, Func<int, double> measure, BisectLevels known, double confidence)
    {
        List<BisectMeasurement> measurements = [];
        while (true)
        {
            BisectPosterior posterior = BisectPosterior.Of(commits, measurements, known);
            BisectCandidates best = BisectCandidates.Best(posterior, _none);
            if (best.Probability >= confidence || measurements.Count > 500)
            {
                return (best.UpTo, measurements.Count, best.Probability);
            }

            int next = BisectChoice.Next(posterior, _none, _ => 1) ?? commits;
            measurements.Add(new(next, measure(next)));
        }
    }
}
