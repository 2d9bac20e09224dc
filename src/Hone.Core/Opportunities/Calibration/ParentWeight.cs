using Hone.Statistics;

namespace Hone.Opportunities.Calibration;

/// <summary>
/// How many attempts a parent's rate counts for among its children. Five, as long as the record says nothing: fewer when the children
/// differ much, more when they are alike. The candidates are 5·2^i, i from −3 to 3, all equally likely before; each is weighed by the
/// beta-binomial likelihood of the children's counts, and the answer is the geometric mean (empirical Bayes: Gelman et al., "Bayesian
/// Data Analysis", 3rd edition (2013), chapter 5).
/// </summary>
internal static class ParentWeight
{
    /// <summary>What a parent counts for before anything is on record.</summary>
    public const double Start = 5;

    private static readonly double[] _candidates = [.. Enumerable.Range(-3, 7).Select(power => Start * Math.Pow(2, power))];

    /// <summary>The weight.</summary>
    /// <param name="children">The counts of each child, and its parent's rate for a weight: between 0 and 1, the ends excluded.</param>
    public static double Of(IReadOnlyList<(SuccessCount Count, double Rate)> children)
    {
        double[] logs = [.. _candidates.Select(weight => children.Sum(child => LogLikelihood(child.Count, child.Rate * weight, (1 - child.Rate) * weight)))];
        double most = logs.Max();
        double[] likelihoods = [.. logs.Select(log => Math.Exp(log - most))];
        double sum = likelihoods.Sum();
        return Math.Exp(likelihoods.Select((likelihood, index) => likelihood / sum * Math.Log(_candidates[index])).Sum());
    }

    // Without the binomial coefficient, which is the same for all candidates.
    private static double LogLikelihood(SuccessCount count, double alpha, double beta) =>
        IncompleteBeta.LogBeta(alpha + count.Successes, beta + count.Attempts - count.Successes) - IncompleteBeta.LogBeta(alpha, beta);
}
