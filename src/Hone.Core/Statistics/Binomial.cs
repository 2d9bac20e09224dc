namespace Hone.Statistics;

/// <summary>
/// The binomial distribution: the number of successes in <c>n</c> independent trials of probability <c>p</c>. Accurate
/// to about 13 digits for <c>n</c> up to 10⁶ and beyond: the probability of one count by the saddle-point form of
/// C. Loader, "Fast and Accurate Computation of Binomial Probabilities" (2000), and a tail as a sum of positive terms
/// from its largest one outwards.
/// </summary>
public static class Binomial
{
    /// <summary>P(X = k).</summary>
    public static double Pmf(long k, long n, double p)
    {
        Check(n, p);
        if (k < 0 || k > n)
        {
            return 0;
        }

        if (p is 0 or 1)
        {
            return k == (p == 0 ? 0 : n) ? 1 : 0;
        }

        // The two ends have no saddle point; there the powers are exact enough by themselves.
        if (k == 0)
        {
            return Math.Exp(n * LogOneMinus(p));
        }

        if (k == n)
        {
            return Math.Exp(n * Math.Log(p));
        }

        double exponent = StirlingError(n) - StirlingError(k) - StirlingError(n - k) - Deviance(k, n * p) - Deviance(n - k, n * (1 - p));
        return Math.Exp(exponent) * Math.Sqrt(n / (2 * Math.PI * k * (n - k)));
    }

    /// <summary>P(X ≤ k).</summary>
    public static double Cdf(long k, long n, double p)
    {
        Check(n, p);
        if (k < 0)
        {
            return 0;
        }

        if (k >= n)
        {
            return 1;
        }

        return k < (n + 1) * p ? Lower(k, n, p) : 1 - Upper(k + 1, n, p);
    }

    /// <summary>P(X ≥ k), without the loss of digits that 1 − P(X ≤ k − 1) has far out.</summary>
    public static double UpperTail(long k, long n, double p)
    {
        Check(n, p);
        if (k <= 0)
        {
            return 1;
        }

        if (k > n)
        {
            return 0;
        }

        return k > (n + 1) * p ? Upper(k, n, p) : 1 - Lower(k - 1, n, p);
    }

    /// <summary>Sums from k downwards; below the mode every term is smaller than the one before it.</summary>
    private static double Lower(long k, long n, double p)
    {
        double term = Pmf(k, n, p);
        double sum = term;
        double odds = (1 - p) / p;
        for (long i = k; i > 0 && term > sum * 1e-17; i--)
        {
            term *= i * odds / (n - i + 1);
            sum += term;
        }

        return Math.Min(1, sum);
    }

    private static double Upper(long k, long n, double p)
    {
        double term = Pmf(k, n, p);
        double sum = term;
        double odds = p / (1 - p);
        for (long i = k; i < n && term > sum * 1e-17; i++)
        {
            term *= (n - i) * odds / (i + 1);
            sum += term;
        }

        return Math.Min(1, sum);
    }

    /// <summary>ln n! less Stirling's approximation of it: exact factorials while a double holds them, then the asymptotic series.</summary>
    private static double StirlingError(long n)
    {
        if (n <= 15)
        {
            double factorial = 1;
            for (int i = 2; i <= n; i++)
            {
                factorial *= i;
            }

            return n == 0 ? 0 : Math.Log(factorial) - (n + 0.5) * Math.Log(n) + n - 0.5 * Math.Log(2 * Math.PI);
        }

        double square = (double)n * n;
        return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square) / square) / n;
    }

    /// <summary>x ln(x/m) + m − x, by its series where x is near m and the plain form would cancel.</summary>
    private static double Deviance(double x, double m)
    {
        double difference = x - m;
        if (Math.Abs(difference) >= 0.1 * (x + m))
        {
            return x * Math.Log(x / m) - difference;
        }

        double v = difference / (x + m);
        double sum = difference * v;
        double power = 2 * x * v;
        for (int i = 3; i < 2000; i += 2)
        {
            power *= v * v;
            double next = sum + power / i;
            if (next == sum)
            {
                break;
            }

            sum = next;
        }

        return sum;
    }

    /// <summary>ln(1 − p) that keeps its digits when p is small (the error of 1 − p is put back).</summary>
    private static double LogOneMinus(double p)
    {
        double rest = 1 - p;
        return rest == 1 ? -p : Math.Log(rest) * p / (1 - rest);
    }

    private static void Check(long n, double p)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        if (!(p >= 0 && p <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "a probability lies between 0 and 1");
        }
    }
}
