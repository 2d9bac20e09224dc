namespace Hone.Profiling.Differences;

/// <summary>
/// What is known of the factor by which everything on the later side is dearer or cheaper together: the machine was slower,
/// or a compiler made all code faster. Its density over a grid that is finest around 1. Before the profiles have spoken it is
/// Student's t with 3 degrees of freedom on the logarithm: mostly small, and seldom large.
/// </summary>
internal sealed class CommonFactor
{
    private const int Points = 701;
    private const double Farthest = 2;

    public CommonFactor(double scale)
    {
        Scale = scale;
        double near = scale / 4;
        double edge = Math.Asinh(Farthest / near);
        for (int i = 0; i < Points; i++)
        {
            double t = edge * ((2.0 * i / (Points - 1)) - 1);
            double log = near * Math.Sinh(t);
            Factor[i] = Math.Exp(log);
            Step[i] = near * Math.Cosh(t);
            LogDensity[i] = -2 * Math.Log(1 + (log * log / (3 * scale * scale)));
        }
    }

    /// <summary>The spread before the profiles have spoken, of the logarithm.</summary>
    public double Scale { get; }

    /// <summary>The points of the grid.</summary>
    public double[] Factor { get; } = new double[Points];

    /// <summary>The logarithm of the density at each point, up to a constant.</summary>
    public double[] LogDensity { get; } = new double[Points];

    /// <summary>How wide each point of the grid is, on the logarithm.</summary>
    public double[] Step { get; } = new double[Points];

    /// <summary>The probabilities of the points.</summary>
    public void Probabilities(double[] probabilities) => Probabilities(LogDensity, null, Step, probabilities);

    /// <summary>Probabilities from a density, with what <paramref name="without"/> said taken back.</summary>
    public static void Probabilities(double[] logDensity, double[]? without, double[] step, double[] probabilities)
    {
        double most = double.NegativeInfinity;
        for (int i = 0; i < Points; i++)
        {
            probabilities[i] = logDensity[i] - (without is null ? 0 : without[i]);
            most = Math.Max(most, probabilities[i]);
        }

        double sum = 0;
        for (int i = 0; i < Points; i++)
        {
            probabilities[i] = Math.Exp(probabilities[i] - most) * step[i];
            sum += probabilities[i];
        }

        for (int i = 0; i < Points; i++)
        {
            probabilities[i] /= sum;
        }
    }

    /// <summary>The logarithm of a density summed over the grid, with what <paramref name="without"/> said taken back.</summary>
    public static double Evidence(double[] logDensity, double[]? without, double[] step)
    {
        double most = double.NegativeInfinity;
        for (int i = 0; i < Points; i++)
        {
            most = Math.Max(most, logDensity[i] - (without is null ? 0 : without[i]));
        }

        double sum = 0;
        for (int i = 0; i < Points; i++)
        {
            sum += Math.Exp(logDensity[i] - (without is null ? 0 : without[i]) - most) * step[i];
        }

        return most + Math.Log(sum);
    }

    /// <summary>Mean and variance of the logarithm.</summary>
    public (double Mean, double Variance) Logarithm()
    {
        double[] probabilities = new double[Points];
        Probabilities(probabilities);
        double mean = 0;
        double square = 0;
        for (int i = 0; i < Points; i++)
        {
            double log = Math.Log(Factor[i]);
            mean += probabilities[i] * log;
            square += probabilities[i] * log * log;
        }

        return (mean, Math.Max(0, square - (mean * mean)));
    }
}
