using Hone.Statistics;

namespace Hone.Tests.Measurement.Comparing;

/// <summary>Seeded noise of machines that are not quiet: differences of equal commands, with the sign of each drawn at random.</summary>
internal static class NastyNoise
{
    /// <summary>The kinds.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["normal", "heavy tails", "drift", "bursts", "autocorrelated", "ties", "two speeds"];

    /// <summary>
    /// ln(B/A) of pairs of a command with itself: whatever the machine did, its sign is a fair coin, since the order was drawn at
    /// random. About one percent wide.
    /// </summary>
    public static double[] Pairs(string kind, int count, SeededRandom random)
    {
        double[] pairs = new double[count];
        double state = 0;
        bool burst = false;
        for (int i = 0; i < count; i++)
        {
            double normal = random.NextNormal();
            state = (0.97 * state) + (0.25 * random.NextNormal());
            burst = random.NextDouble() < 0.05 ? !burst : burst;
            double size = kind switch
            {
                "heavy tails" => StudentT(random),
                "drift" => normal * (1 + (10.0 * i / count)),
                "bursts" => normal * (burst ? 30 : 1),
                "autocorrelated" => state * Math.Exp(state),
                "ties" => Math.Round(normal * 2) / 2,
                "two speeds" => normal + (random.NextDouble() < 0.3 ? 40 : 0),
                _ => normal,
            };
            pairs[i] = 0.01 * size * (random.NextIndex(2) == 0 ? 1 : -1);
        }

        return pairs;
    }

    /// <summary>Student's t with 3 degrees of freedom: heavy tails.</summary>
    public static double StudentT(SeededRandom random)
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
