namespace Hone.Statistics.ChangePoints;

/// <summary>
/// Where a change most likely was. The place at which a test statistic is largest is a poor estimate of a small change's place: the
/// middle of the most likely stretch of places is right more often (I. A. Ibragimov and R. Z. Has'minskii, Statistical Estimation
/// (1981), §VII.2: the posterior mean of a change has three quarters of the mean squared error of the maximum). Of changes of
/// one standard deviation about four more in a hundred are within five points; large ones are where they were.
/// </summary>
internal static class LikelyPlace
{
    // Being off by fewer points is better, by more than so many no longer right.
    private const int Near = 5;
    private const double Worse = 0.05;

    // The logarithm of a likelihood, beside the largest one, that does not count.
    private const double Unlikely = -12;

    /// <summary>The places, each moved between its neighbours to where the change most likely was.</summary>
    public static int[] Of(LevelShift shift, int[] starts, int n)
    {
        int[] moved = [.. starts];
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i < moved.Length; i++)
            {
                int start = Math.Max(i == 0 ? 0 : moved[i - 1], moved[i] - LevelShift.Reach);
                int end = Math.Min(i + 1 < moved.Length ? moved[i + 1] : n, moved[i] + LevelShift.Reach);
                moved[i] = One(shift.Sizes(start, end)) + start;
            }
        }

        return moved;
    }

    /// <summary>The place about which the likelihood of the others, the less the farther they are, adds up to most.</summary>
    /// <param name="sizes">By place, squared, how far apart the levels before and after are in standard deviations of chance; overwritten.</param>
    private static int One(Span<double> sizes)
    {
        double most = 0;
        foreach (double size in sizes)
        {
            most = Math.Max(most, size);
        }

        for (int i = 0; i < sizes.Length; i++)
        {
            double behind = (sizes[i] - most) / 2;
            sizes[i] = i == 0 || behind < Unlikely ? 0 : Math.Exp(behind);
        }

        double best = -1;
        int place = 1;
        for (int i = 1; i < sizes.Length; i++)
        {
            if (sizes[i] == 0)
            {
                continue;
            }

            double sum = 0;
            for (int at = Math.Max(1, i - Near); at <= Math.Min(sizes.Length - 1, i + Near); at++)
            {
                sum += sizes[at] * (1 - (Worse * Math.Abs(at - i)));
            }

            if (sum > best)
            {
                (best, place) = (sum, i);
            }
        }

        return place;
    }
}
