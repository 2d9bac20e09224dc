namespace Hone.Guardrails.Bisecting;

/// <summary>
/// How probable each commit is the first of the new level, given measurements that are noisy: Bayes' rule with an even prior. A measurement
/// is normal about the level of its commit, or with a small chance anything at all, so that a hiccup of the machine counts for little
/// however far out it is. The levels are learnt again from the measurements by expectation and maximisation (A. P. Dempster, N. M. Laird
/// and D. B. Rubin, JRSS B 39 (1977)), beginning with what was known.
/// </summary>
/// <param name="Levels">The levels as the measurements together show them.</param>
/// <param name="Probabilities">Of each commit from the first after the good one to the bad one; they add up to 1.</param>
public sealed record BisectPosterior(BisectLevels Levels, IReadOnlyList<double> Probabilities)
{
    // One measurement in fifty may be wild.
    private const double Wild = 0.02;
    private const double WildReach = 12;
    private const int Rounds = 4;

    /// <summary>Computes it anew from all measurements.</summary>
    /// <param name="commits">How many commits there are after the good one, the bad one included; at least 1.</param>
    /// <param name="measurements">The measurements in any order.</param>
    /// <param name="known">What is known of the levels.</param>
    public static BisectPosterior Of(int commits, IReadOnlyList<BisectMeasurement> measurements, BisectLevels known)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(commits, 1);
        BisectLevels levels = known;
        double[] posterior = Under(commits, measurements, levels);
        for (int round = 1; round < Rounds && measurements.Count > 0; round++)
        {
            levels = Learnt(measurements, posterior, known, levels);
            posterior = Under(commits, measurements, levels);
        }

        return new(levels, posterior);
    }

    /// <summary>How probable it is that the new level was reached at this commit or before: 0 at the good one, 1 at the bad one.</summary>
    public double UpTo(int commit)
    {
        double sum = 0;
        for (int i = 0; i < commit; i++)
        {
            sum += Probabilities[i];
        }

        return Math.Min(1, sum);
    }

    private static double[] Under(int commits, IReadOnlyList<BisectMeasurement> measurements, BisectLevels levels)
    {
        // Of each commit: how much likelier its measurements are at the new level than at the old one.
        double[] ratios = new double[commits + 1];
        foreach (BisectMeasurement measurement in measurements)
        {
            ratios[measurement.Commit] += Math.Log(Density(measurement.Value, levels.Bad, levels.BadRuns, levels)) - Math.Log(Density(measurement.Value, levels.Good, levels.GoodRuns, levels));
        }

        // The hypothesis "commit k is the first" has the new level from k on: sums from the end.
        double[] logs = new double[commits];
        double sum = 0;
        for (int k = commits; k >= 1; k--)
        {
            sum += ratios[k];
            logs[k - 1] = sum;
        }

        double largest = logs.Max();
        double total = 0;
        for (int i = 0; i < commits; i++)
        {
            logs[i] = Math.Exp(logs[i] - largest);
            total += logs[i];
        }

        for (int i = 0; i < commits; i++)
        {
            logs[i] /= total;
        }

        return logs;
    }

    private static double Density(double value, double level, double runs, BisectLevels levels)
    {
        double sd = levels.Cautious * Math.Sqrt(1 + (1 / Math.Max(1, runs)));
        double z = (value - level) / sd;
        double wild = Wild / (Math.Abs(levels.Bad - levels.Good) + (WildReach * levels.Sd));
        return ((1 - Wild) * Math.Exp(-z * z / 2) / (sd * Math.Sqrt(2 * Math.PI))) + wild;
    }

    private static BisectLevels Learnt(IReadOnlyList<BisectMeasurement> measurements, double[] posterior, BisectLevels known, BisectLevels now)
    {
        double[] upTo = new double[posterior.Length + 1];
        for (int i = 0; i < posterior.Length; i++)
        {
            upTo[i + 1] = Math.Min(1, upTo[i] + posterior[i]);
        }

        double good = known.Good * known.GoodRuns;
        double goodRuns = known.GoodRuns;
        double bad = known.Bad * known.BadRuns;
        double badRuns = known.BadRuns;
        double squares = known.Sd * known.Sd * known.SdRuns;
        double sdRuns = known.SdRuns;
        foreach (BisectMeasurement measurement in measurements)
        {
            double isNew = upTo[measurement.Commit];
            double asBad = isNew * Tame(measurement.Value, now.Bad, now.BadRuns, now);
            double asGood = (1 - isNew) * Tame(measurement.Value, now.Good, now.GoodRuns, now);
            bad += asBad * measurement.Value;
            badRuns += asBad;
            good += asGood * measurement.Value;
            goodRuns += asGood;
            squares += (asBad * Square(measurement.Value - now.Bad)) + (asGood * Square(measurement.Value - now.Good));
            sdRuns += asBad + asGood;
        }

        return now with { Good = good / goodRuns, GoodRuns = goodRuns, Bad = bad / badRuns, BadRuns = badRuns, Sd = Math.Sqrt(squares / sdRuns), SdRuns = sdRuns };
    }

    private static double Square(double number) => number * number;

    // How probable it is that a measurement of this level is not a wild one.
    private static double Tame(double value, double level, double runs, BisectLevels levels)
    {
        double all = Density(value, level, runs, levels);
        double wild = Wild / (Math.Abs(levels.Bad - levels.Good) + (WildReach * levels.Sd));
        return 1 - (wild / all);
    }
}
