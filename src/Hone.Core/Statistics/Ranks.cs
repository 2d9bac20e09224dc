namespace Hone.Statistics;

/// <summary>
/// Ranks from 1 with ties sharing the mean of the ranks that they take up (midranks), doubled so that they stay whole
/// numbers. M. G. Kendall, "The Treatment of Ties in Ranking Problems", Biometrika 33 (1945).
/// </summary>
internal static class Ranks
{
    /// <summary>Twice the midrank of each of some values in ascending order, and Σ(t³ − t) over the groups of t equal ones.</summary>
    public static double OfSorted(ReadOnlySpan<double> sorted, Span<long> doubled)
    {
        double ties = 0;
        for (int start = 0; start < sorted.Length;)
        {
            int end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                end++;
            }

            // The mean of start + 1 … end, twice.
            doubled[start..end].Fill(start + 1L + end);
            double group = end - start;
            ties += group * group * group - group;
            start = end;
        }

        return ties;
    }
}
