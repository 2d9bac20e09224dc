using Hone.Statistics;

namespace Hone.Bench;

/// <summary>
/// Log ratios of pairs as shared machines give them: Student's t with 3 degrees of freedom, its width drifting by a random walk, in
/// all of a robust spread (1.4826 · MAD) of 2.5 % as measured for the CPU time of a 20 ms program at a load below 4.
/// </summary>
internal static class PairNoise
{
    public const double Spread = 0.025;

    // 1.4826 times the median of |t| with 3 degrees of freedom.
    private const double SpreadOfT3 = 1.4826 * 0.7648923;

    public static double[] Draw(int pairs, double effect, SeededRandom random)
    {
        double[] drawn = new double[pairs];
        double walk = 0;
        double centre = Math.Log(1 + effect);
        for (int i = 0; i < pairs; i++)
        {
            walk += 0.05 * random.NextNormal();
            double squares = 0;
            for (int k = 0; k < 3; k++)
            {
                double z = random.NextNormal();
                squares += z * z;
            }

            double t = random.NextNormal() / Math.Sqrt(squares / 3);
            drawn[i] = centre + (Spread / SpreadOfT3 * Math.Exp(0.5 * walk) * t);
        }

        return drawn;
    }
}
