namespace Hone.Statistics;

/// <summary>
/// What one size of a ladder cost. Either a measured amount whose error is a factor (<see cref="OfAmount"/>), or a number of
/// events that stand for an amount (<see cref="OfCount"/>), which may be 0.
/// </summary>
/// <param name="Size">n, above 0.</param>
/// <param name="Value">The amount, or the number of events.</param>
/// <param name="Variance">Variance of the amount's logarithm; of a count, what comes on top of counting (Poisson).</param>
/// <param name="Scale">Events that one unit of the amount gives; 1 for an amount.</param>
/// <param name="IsCount">True for a number of events.</param>
public readonly record struct ScalePoint(double Size, double Value, double Variance, double Scale, bool IsCount)
{
    /// <summary>A measured amount above 0.</summary>
    public static ScalePoint OfAmount(double size, double amount, double variance) => new(size, amount, variance, 1, false);

    /// <summary>A number of events, 0 or more, of which a unit of cost gives <paramref name="scale"/>.</summary>
    public static ScalePoint OfCount(double size, double count, double scale, double variance) => new(size, count, variance, scale, true);

    /// <summary>
    /// Minus twice the logarithm of the likelihood beside that of a perfect fit. Of an amount: the squared distance of the
    /// logarithms over their variance. Of a count: negative binomial with the variance λ + αλ², which is Poisson with an error of
    /// relative variance α in λ (J. F. Lawless, "Negative Binomial and Mixed Poisson Regression", Canadian Journal of Statistics 15 (1987)).
    /// </summary>
    /// <param name="amount">The amount that the model expects, above 0.</param>
    public double Deviance(double amount)
    {
        if (!IsCount)
        {
            double off = Math.Log(Value / amount);
            return off * off / Variance;
        }

        double expected = amount * Scale;
        double own = Value > 0 ? Value * Math.Log(Value / expected) : 0;
        double spread = Variance * expected < 1e-9
            ? Value - expected
            : (Value + (1 / Variance)) * Math.Log((1 + (Variance * Value)) / (1 + (Variance * expected)));
        return Math.Max(0, 2 * (own - spread));
    }
}
