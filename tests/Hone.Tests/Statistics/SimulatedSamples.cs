using Hone.Statistics;

namespace Hone.Tests.Statistics;

/// <summary>
/// Samples whose true quantiles are known, for counting how often an interval covers them. Shared with bench/coverage, which
/// counts more of them.
/// </summary>
public sealed class SimulatedSamples
{
    private readonly Action<SeededRandom, double[]> _fill;
    private readonly Func<double, double> _cdf;

    private SimulatedSamples(string name, bool correlated, Action<SeededRandom, double[]> fill, Func<double, double> cdf)
    {
        (Name, Correlated, _fill, _cdf) = (name, correlated, fill, cdf);
    }

    public string Name { get; }

    public bool Correlated { get; }

    public static SimulatedSamples NormalNoise { get; } = new("normal", false, (random, x) => Fill(x, random.NextNormal), Normal.Cdf);

    /// <summary>σ = 0.6: the third of the samples that timings on a busy machine look like.</summary>
    public static SimulatedSamples LogNormal { get; } = new(
        "log-normal", false, (random, x) => Fill(x, () => Math.Exp(0.6 * random.NextNormal())), x => Normal.Cdf(Math.Log(x) / 0.6));

    /// <summary>Two modes 6 standard deviations apart, the slower one with this share of the runs.</summary>
    public static SimulatedSamples Bimodal(double slow) => new(
        $"bimodal {1 - slow:0.##}/{slow:0.##}",
        false,
        (random, x) => Fill(x, () => random.NextNormal() + (random.NextDouble() < slow ? 6 : 0)),
        x => (1 - slow) * Normal.Cdf(x) + slow * Normal.Cdf(x - 6));

    /// <summary>Each run takes over this share of the last one's deviation: AR(1), its marginal distribution standard normal.</summary>
    public static SimulatedSamples Autocorrelated(double phi) => new(
        $"AR(1) {phi:0.##}",
        true,
        (random, x) =>
        {
            double innovation = Math.Sqrt(1 - phi * phi);
            double last = random.NextNormal();
            Fill(x, () => last = phi * last + innovation * random.NextNormal());
        },
        Normal.Cdf);

    public void Next(SeededRandom random, double[] samples) => _fill(random, samples);

    public double TrueQuantile(double p)
    {
        double low = -50;
        double high = 50;
        while (high - low > 1e-13 * (1 + Math.Abs(low)))
        {
            double middle = (low + high) / 2;
            (low, high) = _cdf(middle) < p ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>
    /// The share of experiments whose 95 % interval of the quantile holds the true one, among those that print an interval, and
    /// the share that prints one.
    /// </summary>
    public (double Covered, double Printed) QuantileCoverage(int n, double p, int experiments, ulong seed) =>
        QuantileCoverage(n, p, experiments, seed, Correlated ? QuantileOfCorrelated.Estimate : Quantile.Estimate);

    /// <summary>The same of what is printed of runs, which nobody has said to be independent or not.</summary>
    public (double Covered, double Printed) RunCoverage(int n, double p, int experiments, ulong seed) =>
        QuantileCoverage(n, p, experiments, seed, QuantileOfCorrelated.OfRuns);

    private (double Covered, double Printed) QuantileCoverage(int n, double p, int experiments, ulong seed, Estimator estimator)
    {
        SeededRandom random = new(seed);
        double truth = TrueQuantile(p);
        double[] samples = new double[n];
        int covered = 0;
        int printed = 0;
        for (int experiment = 0; experiment < experiments; experiment++)
        {
            Next(random, samples);
            QuantileEstimate estimate = estimator(samples, p, 0.95);
            if (estimate.Claimable)
            {
                printed++;
                covered += estimate.Low <= truth && truth <= estimate.High ? 1 : 0;
            }
        }

        return ((double)covered / printed, (double)printed / experiments);
    }

    /// <summary>
    /// The share of experiments whose 95 % interval of the ratio of pairs holds the true one, 1.02. The runs alternate, the order
    /// inside a pair thrown by a coin; times are exp(0.05 x).
    /// </summary>
    public double RatioCoverage(int pairs, int experiments, ulong seed)
    {
        SeededRandom random = new(seed);
        double[] runs = new double[2 * pairs];
        double[] logRatios = new double[pairs];
        double truth = Math.Log(1.02);
        int covered = 0;
        for (int experiment = 0; experiment < experiments; experiment++)
        {
            Next(random, runs);
            for (int i = 0; i < pairs; i++)
            {
                double difference = 0.05 * (runs[2 * i + 1] - runs[2 * i]);
                logRatios[i] = truth + ((random.NextBits() & 1) == 0 ? difference : -difference);
            }

            covered += SignedRank.ShiftInterval(logRatios)?.Contains(truth) == true ? 1 : 0;
        }

        return (double)covered / experiments;
    }

    private delegate QuantileEstimate Estimator(ReadOnlySpan<double> samples, double p, double confidence);

    private static void Fill(double[] samples, Func<double> next)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = next();
        }
    }
}
