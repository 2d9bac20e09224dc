namespace Hone.Statistics;

/// <summary>
/// The standard normal distribution to the last digits of a double. The tails are W. J. Cody's rational approximations
/// of erf and erfc, "Rational Chebyshev Approximations for the Error Function", Mathematics of Computation 23 (1969);
/// the quantile is PPND16 of M. J. Wichura, "Algorithm AS 241", Applied Statistics 37 (1988).
/// </summary>
public static class Normal
{
    private const double HalfRoot = 0.707106781186547524401;
    private const double InverseRootPi = 0.564189583547756286948;

    /// <summary>P(Z ≤ z).</summary>
    public static double Cdf(double z) => 0.5 * ErrorComplement(-z * HalfRoot);

    /// <summary>P(Z &gt; z), without the loss of digits that 1 − P(Z ≤ z) has far out.</summary>
    public static double UpperTail(double z) => 0.5 * ErrorComplement(z * HalfRoot);

    /// <summary>The z with P(Z ≤ z) = p; infinite at 0 and 1.</summary>
    public static double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "a probability lies between 0 and 1");
        }

        double q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            double r = 0.180625 - q * q;
            return q
                * Polynomial(r, [3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
                    4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3])
                / Polynomial(r, [1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
                    2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3]);
        }

        double tail = q < 0 ? p : 1 - p;
        if (tail == 0)
        {
            return q < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        double root = Math.Sqrt(-Math.Log(tail));
        double z;
        if (root <= 5)
        {
            root -= 1.6;
            z = Polynomial(root, [1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
                    1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4])
                / Polynomial(root, [1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
                    1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9]);
        }
        else
        {
            root -= 5;
            z = Polynomial(root, [6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
                    2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7])
                / Polynomial(root, [1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
                    7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15]);
        }

        return q < 0 ? -z : z;
    }

    /// <summary>erfc(x) = 1 − erf(x), in Cody's three ranges.</summary>
    private static double ErrorComplement(double x)
    {
        double y = Math.Abs(x);
        if (double.IsNaN(x))
        {
            return x;
        }

        if (y <= 0.46875)
        {
            double square = x * x;
            double error = x
                * Polynomial(square, [3.20937758913846947e03, 3.77485237685302021e02, 1.13864154151050156e02,
                    3.16112374387056560e00, 1.85777706184603153e-1])
                / Polynomial(square, [2.84423683343917062e03, 1.28261652607737228e03, 2.44024637934444173e02, 2.36012909523441209e01, 1]);
            return 1 - error;
        }

        double ratio;
        if (y <= 4)
        {
            ratio = Polynomial(y, [1.23033935479799725e03, 2.05107837782607147e03, 1.71204761263407058e03, 8.81952221241769090e02,
                    2.98635138197400131e02, 6.61191906371416295e01, 8.88314979438837594e00, 5.64188496988670089e-1, 2.15311535474403846e-8])
                / Polynomial(y, [1.23033935480374942e03, 3.43936767414372164e03, 4.36261909014324716e03, 3.29079923573345963e03,
                    1.62138957456669019e03, 5.37181101862009858e02, 1.17693950891312499e02, 1.57449261107098347e01, 1]);
        }
        else if (y < 27)
        {
            double inverse = 1 / (y * y);
            double series = inverse
                * Polynomial(inverse, [6.58749161529837803e-4, 1.60837851487422766e-2, 1.25781726111229246e-1, 3.60344899949804439e-1,
                    3.05326634961232344e-1, 1.63153871373020978e-2])
                / Polynomial(inverse, [2.33520497626869185e-3, 6.05183413124413191e-2, 5.27905102951428412e-1, 1.87295284992346725e00,
                    2.56852019228982242e00, 1]);
            ratio = (InverseRootPi - series) / y;
        }
        else
        {
            return x > 0 ? 0 : 2;
        }

        // exp(−y²) from a y cut to sixteenths and the small rest: squaring y at once would cost digits far out.
        double cut = Math.Truncate(y * 16) / 16;
        double result = Math.Exp(-cut * cut) * Math.Exp(-(y - cut) * (y + cut)) * ratio;
        return x > 0 ? result : 2 - result;
    }

    /// <summary>Horner's rule, the constant term first.</summary>
    private static double Polynomial(double x, ReadOnlySpan<double> coefficients)
    {
        double sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--)
        {
            sum = sum * x + coefficients[i];
        }

        return sum;
    }
}
