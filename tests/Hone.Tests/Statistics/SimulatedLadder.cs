using Hone.Statistics;

namespace Hone.Tests.Statistics;

/// <summary>Ladders of sizes whose true growth is known: a power, perhaps with a logarithm, beside a constant, measured with noise.</summary>
/// <param name="Exponent">The true k.</param>
/// <param name="WithLog">Times log n.</param>
public sealed record SimulatedLadder(double Exponent, bool WithLog)
{
    /// <summary>How many sizes; each is twice the one before.</summary>
    public int Sizes { get; init; } = 5;

    /// <summary>The smallest size.</summary>
    public double Smallest { get; init; } = 10_000;

    /// <summary>Measurements of each size.</summary>
    public int Runs { get; init; } = 5;

    /// <summary>Standard deviation of the logarithm of a run.</summary>
    public double Noise { get; init; } = 0.03;

    /// <summary>Standard deviation of the logarithm of a size's own error, the same in all its runs.</summary>
    public double Error { get; init; }

    /// <summary>The constant as a part of the smallest size's cost.</summary>
    public double Constant { get; init; }

    /// <summary>A ladder such as real programs have: 4–7 sizes, 3–5 runs, 1–10 % noise, up to 3 % error of a size, a constant of up to half of the smallest cost.</summary>
    public static SimulatedLadder Any(double exponent, bool withLog, SeededRandom random) => new(exponent, withLog)
    {
        Sizes = 4 + random.NextIndex(4),
        Smallest = Math.Exp(Math.Log(100) + (random.NextDouble() * Math.Log(1000))),
        Runs = 3 + random.NextIndex(3),
        Noise = Math.Exp(Math.Log(0.01) + (random.NextDouble() * Math.Log(10))),
        Error = 0.03 * random.NextDouble(),
        Constant = 0.5 * random.NextDouble(),
    };

    /// <summary>The true cost relative to that of the smallest size.</summary>
    public double Cost(double size)
    {
        double growing = Math.Pow(size / Smallest, Exponent) * (WithLog ? Math.Log(size) / Math.Log(Smallest) : 1);
        return Constant + ((1 - Constant) * growing);
    }

    /// <summary>Measures all sizes.</summary>
    public (double Size, IReadOnlyList<double> Costs)[] Measure(SeededRandom random) =>
    [
        .. Ladder().Select(size =>
        {
            double own = Cost(size) * Math.Exp(Error * random.NextNormal());
            return (size, (IReadOnlyList<double>)[.. Enumerable.Range(0, Runs).Select(_ => own * Math.Exp(Noise * random.NextNormal()))]);
        }),
    ];

    /// <summary>Samples of a function with this growth in a program that grows with another exponent, so many of them at the largest size and as many in all its time everywhere.</summary>
    public ScalePoint[] Sample(SeededRandom random, double largest, double variance) =>
    [
        .. Ladder().Select(size =>
        {
            double scale = largest / Cost(Ladder()[^1]);
            return ScalePoint.OfCount(size, Poisson(random, scale * Cost(size) * Math.Exp(Error * random.NextNormal())), scale, variance);
        }),
    ];

    private double[] Ladder() => [.. Enumerable.Range(0, Sizes).Select(i => Math.Round(Smallest * Math.Pow(2, i)))];

    // By counting exponential gaps; normal beyond a few thousand, where nobody can tell.
    private static double Poisson(SeededRandom random, double mean)
    {
        if (mean > 5000)
        {
            return Math.Max(0, Math.Round(mean + (Math.Sqrt(mean) * random.NextNormal())));
        }

        int count = 0;
        for (double at = -Math.Log(random.NextDouble()); at < mean; at -= Math.Log(random.NextDouble()))
        {
            count++;
        }

        return count;
    }
}
