namespace Hone.Statistics;

/// <summary>A closed range of values that an estimate claims to lie in.</summary>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether <paramref name="value"/> lies in the range, the ends included.</summary>
    public bool Contains(double value) => value >= Low && value <= High;
}
