namespace Hone.Measurement.Comparing;

/// <summary>
/// How a comparison is decided; fixed before the first run. A group-sequential signed-rank test: the pairs are looked at after
/// 14, 20, 28, 40, … of them (each time √2 as many) and once more when the budget is used up. At each look the test is exact
/// given the sizes of the differences, because the order inside each pair was drawn at random; so no drift, burst or
/// autocorrelation of the machine can raise its error. What it may err in all is spent over the looks (Lan and DeMets,
/// Biometrika 70 (1983), with Bonferroni's bound in place of a joint distribution: <see cref="SequentialAlpha"/> in equal parts
/// over <see cref="Looks"/> looks, <see cref="FinalAlpha"/> at the end), so that stopping early cannot raise it either.
/// docs/decisions/0004-comparison.md has the simulations.
/// </summary>
public sealed record ComparisonDesign
{
    /// <summary>The looks that <see cref="SequentialAlpha"/> is spread over; enough for 10,000 pairs.</summary>
    public const int Looks = 20;

    /// <summary>The fewest pairs at which the share of one look can be reached at all: 2 · 2⁻¹⁴ is below 0.003 / 20.</summary>
    public const int FirstLook = 14;

    /// <summary>The chance that equal commands are called different at any of the early looks.</summary>
    public double SequentialAlpha { get; init; } = 0.003;

    /// <summary>The chance that equal commands are called different at the end of the budget.</summary>
    public double FinalAlpha { get; init; } = 0.005;

    /// <summary>Commands whose ratio is within 1 ± this count as the same.</summary>
    public double SameWithin { get; init; } = 0.02;

    /// <summary>The chance that commands exactly that far apart are called the same.</summary>
    public double SameAlpha { get; init; } = 0.05;

    /// <summary>Whether the runs stop as soon as the commands are shown to be the same; otherwise only a difference ends them early.</summary>
    public bool UntilSame { get; init; }

    /// <summary>How many comparisons are made at once; the early looks are corrected for it by Bonferroni's bound, the end by Benjamini and Hochberg.</summary>
    public int Comparisons { get; init; } = 1;

    /// <summary>The p-value below which one look decides.</summary>
    public double LookAlpha => SequentialAlpha / Looks / Comparisons;

    /// <summary>The level of each one-sided test for sameness at one look.</summary>
    public double LookSameAlpha => SameAlpha / Looks / Comparisons;

    /// <summary>The numbers of pairs after which the early looks are taken, ascending.</summary>
    public static IReadOnlyList<int> LookAfter { get; } = [.. Enumerable.Range(0, Looks).Select(k => (int)Math.Round(FirstLook * Math.Pow(2, k / 2.0)))];

    /// <summary>Whether an early look is taken after so many pairs.</summary>
    public static bool IsLook(int pairs) => LookAfter.Contains(pairs);

    /// <summary>The fewest pairs with which the end of the budget can decide: 2 · 2⁻ⁿ must be within <see cref="FinalAlpha"/>.</summary>
    public int LeastPairs => (int)Math.Ceiling(1 - Math.Log2(FinalAlpha));
}
