namespace Hone.Guardrails.Bisecting;

/// <summary>
/// Which commit to measure next. Where the chance that the level has changed by then is nearest to one half, one measurement tells most
/// (M. Horstein, "Sequential Transmission Using Noiseless Feedback", IEEE Transactions on Information Theory 9 (1963)); what it costs is
/// weighed against it, since a commit that is built already needs no build.
/// </summary>
public static class BisectChoice
{
    /// <summary>The place of the next commit; null when none between the ends can be measured.</summary>
    /// <param name="posterior">The posterior.</param>
    /// <param name="skipped">Commits that cannot be measured.</param>
    /// <param name="cost">What a measurement of a commit costs, above 0, in any one unit.</param>
    public static int? Next(BisectPosterior posterior, IReadOnlySet<int> skipped, Func<int, double> cost)
    {
        int? best = null;
        double most = double.NegativeInfinity;
        double upTo = 0;
        for (int commit = 1; commit < posterior.Probabilities.Count; commit++)
        {
            upTo = Math.Min(1, upTo + posterior.Probabilities[commit - 1]);
            if (skipped.Contains(commit))
            {
                continue;
            }

            double gain = upTo * (1 - upTo) / cost(commit);
            if (gain > most)
            {
                (best, most) = (commit, gain);
            }
        }

        return best;
    }
}
