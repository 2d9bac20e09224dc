namespace Hone.Statistics;

/// <summary>
/// Student's t distribution ("Student", Biometrika 6 (1908)), for any number of degrees of freedom above 0, whole or not:
/// P(|T| ≥ t) = I_x(ν/2, 1/2) with x = ν / (ν + t²) (Abramowitz and Stegun 26.7.1).
/// </summary>
public static class StudentT
{
    /// <summary>P(T ≤ t).</summary>
    public static double Cdf(double t, double df) => t < 0 ? 0.5 * TwoSided(t, df) : 1 - 0.5 * TwoSided(t, df);

    /// <summary>P(|T| ≥ |t|): the two-sided p-value of an observed t.</summary>
    public static double TwoSided(double t, double df)
    {
        Check(df);
        if (double.IsNaN(t))
        {
            return t;
        }

        if (double.IsInfinity(t))
        {
            return 0;
        }

        // Divided before squared, so that neither part overflows.
        double scaled = t / Math.Sqrt(df);
        double square = scaled * scaled;
        return double.IsInfinity(square) ? 0 : IncompleteBeta.Regularised(1 / (1 + square), square / (1 + square), df / 2, 0.5);
    }

    /// <summary>The t with P(T ≤ t) = p; infinite at 0 and 1.</summary>
    public static double Quantile(double p, double df)
    {
        Check(df);
        if (!(p >= 0 && p <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "a probability lies between 0 and 1");
        }

        double tails = 2 * Math.Min(p, 1 - p);
        if (tails == 1)
        {
            return 0;
        }

        double size = tails == 0 ? double.PositiveInfinity : Exceeded(tails, df);
        return p < 0.5 ? -size : size;
    }

    /// <summary>The positive t with P(|T| ≥ t) = tails, by Newton's steps kept inside a shrinking bracket.</summary>
    private static double Exceeded(double tails, double df)
    {
        double low = 0;
        double high = Math.Max(1, -Normal.Quantile(tails / 2));
        while (TwoSided(high, df) > tails && !double.IsInfinity(high))
        {
            low = high;
            high *= 2;
        }

        if (double.IsInfinity(high))
        {
            return high;
        }

        double logScale = IncompleteBeta.LogBeta(df / 2, 0.5) + 0.5 * Math.Log(df);
        double t = low + (high - low) / 2;
        for (int i = 0; i < 200; i++)
        {
            double miss = TwoSided(t, df) - tails;
            if (miss > 0)
            {
                low = t;
            }
            else
            {
                high = t;
            }

            double density = 2 * Math.Exp(-logScale - (df + 1) / 2 * IncompleteBeta.LogOnePlus(t * t / df));
            double next = t + miss / density;
            if (!(next > low && next < high))
            {
                next = low + (high - low) / 2;
            }

            if (Math.Abs(next - t) <= 1e-16 * t)
            {
                return next;
            }

            t = next;
        }

        return t;
    }

    private static void Check(double df)
    {
        if (!(df > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(df), df, "degrees of freedom are above 0");
        }
    }
}
