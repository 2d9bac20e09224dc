using Hone.Statistics;

namespace Hone.Tests.Statistics.ChangePoints;

/// <summary>Noise of unit standard deviation as histories of performance figures have it. Shared with bench/Detect, which counts more of it.</summary>
public sealed record SimulatedSeries(string Name, Func<SeededRandom, int, double[]> Noise)
{
    // The mean and standard deviation of e^(0.8 z).
    private const double SkewMean = 1.3771277643359572;
    private const double SkewSd = 1.3039013943793183;

    /// <summary>The six kinds that the targets are stated for.</summary>
    public static IReadOnlyList<SimulatedSeries> All { get; } =
    [
        new("Gaussian", (random, n) => Each(n, random.NextNormal)),
        new("Student t3", (random, n) => Each(n, () => StudentT3(random) / Math.Sqrt(3))),
        new("log-normal", (random, n) => Each(n, () => (Math.Exp(0.8 * random.NextNormal()) - SkewMean) / SkewSd)),
        new("AR(1) 0.5", Correlated),
        new("2 % outliers", (random, n) => Each(n, () => random.NextNormal() + (random.NextDouble() < 0.02 ? 25 : 0))),
        new("bimodal", (random, n) => Each(n, () => (0.5 * random.NextNormal()) + (random.NextDouble() < 0.3 ? 1.3 : -0.55))),
    ];

    /// <summary>Values about a level of 100 with a relative noise and a step at a place: none where it lies behind the end.</summary>
    /// <param name="random">Where the noise comes from.</param>
    /// <param name="n">How many values.</param>
    /// <param name="sd">The standard deviation of the noise as a part of the level.</param>
    /// <param name="place">The first value of the new level.</param>
    /// <param name="step">The step in standard deviations.</param>
    public double[] Values(SeededRandom random, int n, double sd, int place, double step)
    {
        double[] values = Noise(random, n);
        for (int i = 0; i < n; i++)
        {
            values[i] = 100 * Math.Max(0.01, 1 + (sd * (values[i] + (i >= place ? step : 0))));
        }

        return values;
    }

    private static double[] Each(int n, Func<double> next)
    {
        double[] values = new double[n];
        for (int i = 0; i < n; i++)
        {
            values[i] = next();
        }

        return values;
    }

    private static double[] Correlated(SeededRandom random, int n)
    {
        double last = random.NextNormal();
        return Each(n, () => last = (0.5 * last) + (Math.Sqrt(0.75) * random.NextNormal()));
    }

    private static double StudentT3(SeededRandom random)
    {
        double squares = 0;
        for (int i = 0; i < 3; i++)
        {
            double z = random.NextNormal();
            squares += z * z;
        }

        return random.NextNormal() / Math.Sqrt(squares / 3);
    }
}
