namespace Hone.Measurement.Comparing;

/// <summary>
/// The random order of the commands inside each round. Randomising it is what the comparison stands on: were the commands the
/// same, each of a pair would be equally likely to hold the larger value, whatever the machine does meanwhile (R. A. Fisher,
/// The Design of Experiments (1935), §§ 5–10). A fixed order would add the advantage of its place to every pair.
/// </summary>
public static class RoundOrder
{
    /// <summary>
    /// A permutation of 0 … <paramref name="commands"/> − 1, uniform, and the same for the same seed and round: a comparison that
    /// was interrupted goes on with the orders that it would have had.
    /// </summary>
    public static int[] Of(ulong seed, int round, int commands)
    {
        int[] order = [.. Enumerable.Range(0, commands)];
        ulong state = Mix(seed + (0x9E3779B97F4A7C15 * (ulong)(round + 1)));
        for (int i = commands - 1; i > 0; i--)
        {
            state = Mix(state + 0x9E3779B97F4A7C15);

            // The bias of a remainder is below 10⁻¹⁷ for the few commands of a comparison.
            int j = (int)(state % (ulong)(i + 1));
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).</summary>
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
