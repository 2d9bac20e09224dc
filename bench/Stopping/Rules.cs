using Hone.Measurement.Comparing;
using Hone.Statistics;

namespace Hone.Bench;

/// <summary>Where a rule stopped and what it said: 1 above, -1 below, 0 nothing.</summary>
internal readonly record struct Said(int Pairs, int Direction);

/// <summary>A stopping rule and its promised false-alarm rate.</summary>
internal sealed record StoppingRule(string Name, Func<double[], Said> Apply);

/// <summary>The rules that were candidates.</summary>
internal static class Rules
{
    private static readonly double[] _bets = [0.1, 0.2, 0.3, 0.45, 0.6, 0.8];

    public static IReadOnlyList<StoppingRule> All { get; } =
    [
        new("look every 10 pairs, signed-rank .01", pairs => Peek(pairs, 10, 0.01)),
        new("fixed n, signed-rank .008", pairs => End(pairs, 0.008)),
        new("O'Brien-Fleming, 5 looks, .01", OBrienFleming),
        new("e-process .008", pairs => EProcess(pairs, 0.008)),
        new("e-process .002, signed-rank .006 at the end", pairs => EProcess(pairs, 0.002) is { Direction: not 0 } said ? said : End(pairs, 0.006)),
        new("Hone: 20 looks .003, end .005", pairs => Hone(pairs, new())),
        new("20 looks .005, end .003", pairs => Hone(pairs, new() { SequentialAlpha = 0.005, FinalAlpha = 0.003 })),
        new("20 looks .0015, end .0065", pairs => Hone(pairs, new() { SequentialAlpha = 0.0015, FinalAlpha = 0.0065 })),
    ];

    /// <summary>Hone's own rule.</summary>
    public static Said Hone(double[] pairs, ComparisonDesign design)
    {
        foreach (int look in ComparisonDesign.LookAfter.TakeWhile(look => look <= pairs.Length))
        {
            if (ComparisonRule.LookDecides(pairs.AsSpan(0, look), design))
            {
                return new(look, Direction(pairs.AsSpan(0, look)));
            }
        }

        return End(pairs, design.FinalAlpha);
    }

    private static Said Peek(double[] pairs, int every, double alpha)
    {
        for (int n = every; n < pairs.Length; n += every)
        {
            if (SignedRank.PValue(pairs.AsSpan(0, n)) <= alpha)
            {
                return new(n, Direction(pairs.AsSpan(0, n)));
            }
        }

        return End(pairs, alpha);
    }

    private static Said End(double[] pairs, double alpha) =>
        new(pairs.Length, SignedRank.PValue(pairs) <= alpha ? Direction(pairs) : 0);

    // P. C. O'Brien and T. R. Fleming, Biometrics 35 (1979): |z| at look j of 5 beyond 2.609 √(5/j) for 1 %.
    private static Said OBrienFleming(double[] pairs)
    {
        const int looks = 5;
        for (int j = 1; j <= looks; j++)
        {
            int n = pairs.Length * j / looks;
            if (SignedRank.PValue(pairs.AsSpan(0, n)) <= 2 * Normal.Cdf(-2.609 * Math.Sqrt((double)looks / j)))
            {
                return new(n, Direction(pairs.AsSpan(0, n)));
            }
        }

        return new(pairs.Length, 0);
    }

    // A bettor stakes on the sign of each difference, in proportion to its size beside the median of the earlier ones; under a fair
    // coin the mean wealth of all bettors exceeds 1/alpha with a chance of at most alpha, at any time (J. Ville, 1939).
    private static Said EProcess(double[] pairs, double alpha)
    {
        double[] wealth = [.. Enumerable.Repeat(1.0, 2 * _bets.Length)];
        List<double> sizes = [];
        for (int i = 0; i < pairs.Length; i++)
        {
            double size = Math.Abs(pairs[i]);
            double median = sizes.Count >= 4 ? sizes[sizes.Count / 2] : size > 0 ? size : 1;
            double stake = size + median == 0 ? 0 : size / (size + median) * Math.Sign(pairs[i]);
            int place = sizes.BinarySearch(size);
            sizes.Insert(place < 0 ? ~place : place, size);
            for (int k = 0; k < _bets.Length; k++)
            {
                wealth[k] *= 1 + (_bets[k] * stake);
                wealth[k + _bets.Length] *= 1 - (_bets[k] * stake);
            }

            if (wealth.Average() >= 1 / alpha)
            {
                return new(i + 1, Math.Sign(wealth[.._bets.Length].Sum() - wealth[_bets.Length..].Sum()));
            }
        }

        return new(pairs.Length, 0);
    }

    private static int Direction(ReadOnlySpan<double> pairs) => Math.Sign(HodgesLehmann.PseudoMedian(pairs));
}
