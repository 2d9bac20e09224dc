namespace Hone.Statistics;

/// <summary>A cost as a function of size: proportional to u + (n/n₁)^k, or to u + (n/n₁)^k·log(n + 1)/log(n₁ + 1), n₁ being the smallest size.</summary>
/// <param name="Smallest">n₁.</param>
/// <param name="Exponent">k.</param>
/// <param name="Constant">u: the constant cost beside the growing one at the smallest size, 0 or more.</param>
/// <param name="WithLog">Whether the growing part has the log factor.</param>
public readonly record struct ScaleCurve(double Smallest, double Exponent, double Constant, bool WithLog)
{
    /// <summary>The constant as a part of the whole cost at the smallest size.</summary>
    public double ConstantShare => Constant / (1 + Constant);

    /// <summary>By which factor the cost grows from one size to another.</summary>
    public double Factor(double from, double to) => At(to) / At(from);

    /// <summary>The cost in units of the growing part at the smallest size.</summary>
    public double At(double size) => Constant + Growing(size, Smallest, Exponent, WithLog);

    /// <summary>(n/n₁)^k, with the log factor where asked.</summary>
    internal static double Growing(double size, double smallest, double exponent, bool withLog)
    {
        double power = Math.Exp(exponent * Math.Log(size / smallest));
        return withLog ? power * Math.Log(size + 1) / Math.Log(smallest + 1) : power;
    }
}
