using Hone.Statistics;

namespace Hone.Guardrails;

/// <summary>How pairs of costs are tested: by their middle or by their slow end. Ratios are head over base, as their ln, above 0 for a loss.</summary>
internal interface IPairTest
{
    /// <summary>The p-value against a ratio of at most <paramref name="shift"/>, by the first <paramref name="pairs"/>.</summary>
    double Greater(int pairs, double shift);

    /// <summary>The p-value against a ratio of at least <paramref name="shift"/>.</summary>
    double Less(int pairs, double shift);

    /// <summary>The estimate.</summary>
    double Centre(int pairs);

    /// <summary>The ratios that are not rejected; null where there are too few pairs.</summary>
    Interval? Range(int pairs, double confidence);

    /// <summary>How far single ratios spread; null where the number of pairs that would decide does not follow from it.</summary>
    double? Deviation { get; }
}

/// <summary>By the middle: the signed-rank test of the pairs' own ratios.</summary>
/// <param name="Costs">ln(head / base) of each pair.</param>
internal sealed record MiddleTest(double[] Costs) : IPairTest
{
    public double? Deviation => Mad.NormalScale * Mad.Of(Costs);

    public double Greater(int pairs, double shift) => SignedRank.GreaterPValue(Costs.AsSpan(0, pairs), shift);

    public double Less(int pairs, double shift) => SignedRank.LessPValue(Costs.AsSpan(0, pairs), shift);

    public double Centre(int pairs) => HodgesLehmann.PseudoMedian(Costs.AsSpan(0, pairs));

    public Interval? Range(int pairs, double confidence) => SignedRank.ShiftInterval(Costs.AsSpan(0, pairs), confidence);
}

/// <summary>By the slow end: see <see cref="TailSign"/>.</summary>
/// <param name="Base">ln of the base's costs.</param>
/// <param name="Head">ln of the head's.</param>
internal sealed record TailTest(double[] Base, double[] Head) : IPairTest
{
    public double? Deviation => null;

    public double Greater(int pairs, double shift) => TailSign.GreaterPValue(Base.AsSpan(0, pairs), Head.AsSpan(0, pairs), shift);

    public double Less(int pairs, double shift) => TailSign.LessPValue(Base.AsSpan(0, pairs), Head.AsSpan(0, pairs), shift);

    public double Centre(int pairs) => TailSign.Centre(Base.AsSpan(0, pairs), Head.AsSpan(0, pairs));

    public Interval? Range(int pairs, double confidence) => TailSign.ShiftInterval(Base.AsSpan(0, pairs), Head.AsSpan(0, pairs), confidence);
}
