namespace Hone.Statistics;

/// <summary>
/// The beta distribution: what is known of a probability after <c>Alpha − 1</c> successes and <c>Beta − 1</c> failures were seen from a
/// uniform start, or after so many (pseudo-)counts from any other. Its distribution function is the regularised incomplete beta
/// function (Johnson, Kotz and Balakrishnan, "Continuous Univariate Distributions" 2 (1995), chapter 25).
/// </summary>
public readonly record struct BetaDistribution
{
    /// <summary>Both parameters are above 0; else an <see cref="ArgumentOutOfRangeException"/>.</summary>
    public BetaDistribution(double alpha, double beta)
    {
        if (!(alpha > 0) || !(beta > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), "the parameters of a beta distribution are above 0");
        }

        Alpha = alpha;
        Beta = beta;
    }

    /// <summary>The weight of successes.</summary>
    public double Alpha { get; }

    /// <summary>The weight of failures.</summary>
    public double Beta { get; }

    /// <summary>α / (α + β).</summary>
    public double Mean => Alpha / (Alpha + Beta);

    /// <summary>The distribution after more was seen; counts may be fractions.</summary>
    public BetaDistribution After(double successes, double failures) => new(Alpha + successes, Beta + failures);

    /// <summary>P(X ≤ x).</summary>
    public double Cdf(double x) => IncompleteBeta.Regularised(Math.Clamp(x, 0, 1), Math.Clamp(1 - x, 0, 1), Alpha, Beta);

    /// <summary>The x with P(X ≤ x) = p, to about 10⁻¹², by halving.</summary>
    /// <param name="p">Between 0 and 1.</param>
    public double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "a probability lies between 0 and 1");
        }

        double low = 0;
        double high = 1;
        for (int i = 0; i < 42; i++)
        {
            double middle = (low + high) / 2;
            if (Cdf(middle) < p)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return p == 0 ? 0 : p == 1 ? 1 : (low + high) / 2;
    }

    /// <summary>The range that leaves equal parts of what <paramref name="confidence"/> leaves on both sides.</summary>
    public Interval Central(double confidence) => new(Quantile((1 - confidence) / 2), Quantile((1 + confidence) / 2));
}
