namespace Hone.Statistics.ChangePoints;

/// <summary>What pairs of runs say about a suspect.</summary>
public enum SuspectAnswer
{
    /// <summary>More pairs are needed.</summary>
    More,

    /// <summary>The change is real.</summary>
    Confirmed,

    /// <summary>There is no change, or one too small to be worth more runs.</summary>
    Refuted,
}

/// <summary>
/// Confirms or refutes a suspect by runs of the commit and of the one before it, in pairs on one machine so that the machine's
/// drift is in both. Decided only after 4, 8 or 16 pairs.
/// </summary>
public static class SuspectPairs
{
    /// <summary>After how many pairs to look.</summary>
    public static IReadOnlyList<int> Looks { get; } = [4, 8, 16];

    // So many standard deviations of chance confirm; the noise is known from the history to a fifth.
    private const double Sure = 4.2;
    private const double Safety = 1.2;

    // Below this at the first, second and last look more pairs are not worth their runs.
    private static readonly double[] _futile = [0.8, 1.6, Sure];

    /// <summary>Judges the pairs so far.</summary>
    /// <param name="differences">Of each pair, head less base: of logarithms where the history's noise is a part of its level.</param>
    /// <param name="noise">The standard deviation of one run, from the history.</param>
    public static SuspectAnswer Judge(ReadOnlySpan<double> differences, double noise)
    {
        // Between looks nothing is decided: every further look is one more chance to be wrong.
        int look = Looks.ToList().IndexOf(Math.Min(differences.Length, Looks[^1]));
        if (look < 0)
        {
            return SuspectAnswer.More;
        }

        double mean = Mean.Of(differences);
        double squares = 0;
        foreach (double difference in differences)
        {
            squares += (difference - mean) * (difference - mean);
        }

        // The pairs may be noisier than the history, never quieter: four of them may look alike by chance.
        double spread = Math.Max(noise * Safety * Math.Sqrt(2), Math.Sqrt(squares / (differences.Length - 1)));
        double deviations = spread > 0 ? Math.Abs(mean) / spread * Math.Sqrt(differences.Length) : mean == 0 ? 0 : double.PositiveInfinity;
        return deviations >= Sure ? SuspectAnswer.Confirmed
            : deviations < _futile[look] ? SuspectAnswer.Refuted
            : SuspectAnswer.More;
    }
}
