using Hone.Statistics;

namespace Hone.Profiling.Differences;

/// <summary>
/// How much more the costs of a function vary from profile to profile than counting alone explains: the quasi-Poisson
/// factor (P. McCullagh and J. A. Nelder, "Generalized Linear Models", 1989, §9.2), drawn towards the factor of all
/// functions as G. K. Smyth does (Statistical Applications in Genetics and Molecular Biology 3 (2004), article 3), because
/// a few profiles a side say little about any one. Each profile is scaled to its side's mean total first, for a slow machine
/// makes all functions dearer together.
/// </summary>
/// <param name="Factor">The factor of each function; 1 where there is one profile a side.</param>
/// <param name="DegreesOfFreedom">Of the estimate; null where there is none and the normal distribution stands on an assumption.</param>
internal sealed record Dispersion(double[] Factor, double? DegreesOfFreedom)
{
    // As many degrees of freedom as the common factor counts for in each function's own.
    private const double Prior = 8;

    // Regular sampling varies less than counting, but a smaller factor from a few profiles is luck.
    private const double Least = 0.8;

    /// <summary>Estimates it from the profiles of both sides.</summary>
    public static Dispersion Of(CostColumn before, CostColumn after, IReadOnlyList<RunSums> sumsBefore, IReadOnlyList<RunSums> sumsAfter)
    {
        int functions = before.Cost.Length;
        double[] factor = new double[functions];
        Array.Fill(factor, 1);
        int freedom = before.Runs.Length + after.Runs.Length - 2;
        if (freedom == 0)
        {
            return new Dispersion(factor, null);
        }

        double[] squares = new double[functions];
        Add(before, sumsBefore, squares);
        Add(after, sumsAfter, squares);
        List<double> known = [];
        for (int i = 0; i < functions; i++)
        {
            // Of functions with a handful of observations the squares are not those of a normal variable.
            if (before.Cost[i] + after.Cost[i] >= 10 * (before.Unit[i] + after.Unit[i]) && before.Cost[i] + after.Cost[i] > 0)
            {
                known.Add(squares[i] / freedom);
            }
        }

        // The median, as a mean by E. B. Wilson and M. M. Hilferty's rule for χ²: one function that swings says nothing of the others.
        double common = known.Count == 0 ? 1 : Math.Max(Least, Median.Of([.. known]) / Math.Pow(1 - (2.0 / (9 * freedom)), 3));
        for (int i = 0; i < functions; i++)
        {
            factor[i] = Math.Max(Least, ((Prior * common) + squares[i]) / (Prior + freedom));
        }

        return new Dispersion(factor, Prior + freedom);
    }

    private static void Add(CostColumn side, IReadOnlyList<RunSums> sums, double[] squares)
    {
        if (sums.Count < 2)
        {
            return;
        }

        double mean = sums.Sum(run => run.Total) / side.Divisors.Sum();
        for (int run = 0; run < sums.Count; run++)
        {
            double scaled = mean > 0 ? sums[run].Total / mean : side.Divisors[run];
            double worth = sums[run].Total > 0 ? sums[run].TotalVariance / sums[run].Total : 0;
            for (int i = 0; i < squares.Length && scaled > 0; i++)
            {
                double cost = side.Cost[i];
                double variance = (worth * cost / scaled) + (side.Spread2 * sums.Count * cost * cost);
                double miss = (side.Runs[run][i] / scaled) - cost;
                squares[i] += variance > 0 ? miss * miss / variance : 0;
            }
        }
    }
}
