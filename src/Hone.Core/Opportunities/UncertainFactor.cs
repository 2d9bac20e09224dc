using Hone.Statistics;

namespace Hone.Opportunities;

/// <summary>A measured number with its 95 % interval, as a factor of a product.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Interval">The interval; both ends equal the value where it is exact.</param>
internal readonly record struct UncertainFactor(double Value, Interval Interval)
{
    /// <summary>A number without an error.</summary>
    public static UncertainFactor Exact(double value) => new(value, new(value, value));

    /// <summary>
    /// The product of independent factors, none below 0. Each end is found from the distances of the factors' ends by the method of
    /// variance estimates recovery (G. Y. Zou and A. Donner, "Construction of confidence limits about effect measures", Statistics in
    /// Medicine 27 (2008)) to first order; ends that lie unevenly stay so.
    /// </summary>
    public static UncertainFactor Product(params ReadOnlySpan<UncertainFactor> factors)
    {
        double product = 1;
        foreach (UncertainFactor factor in factors)
        {
            product *= factor.Value;
        }

        double below = 0;
        double above = 0;
        for (int i = 0; i < factors.Length; i++)
        {
            double others = 1;
            for (int j = 0; j < factors.Length; j++)
            {
                others *= j == i ? 1 : factors[j].Value;
            }

            below += Square(others * (factors[i].Value - factors[i].Interval.Low));
            above += Square(others * (factors[i].Interval.High - factors[i].Value));
        }

        return new(product, new(Math.Max(0, product - Math.Sqrt(below)), product + Math.Sqrt(above)));
    }

    /// <summary>The same, nowhere above <paramref name="most"/>.</summary>
    public UncertainFactor AtMost(double most) => new(Math.Min(most, Value), new(Math.Min(most, Interval.Low), Math.Min(most, Interval.High)));

    private static double Square(double value) => value * value;
}
