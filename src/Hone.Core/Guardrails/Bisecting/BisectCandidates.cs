namespace Hone.Guardrails.Bisecting;

/// <summary>Commits between two neighbours that can be measured; which of them changed the level, no measurement can tell.</summary>
/// <param name="After">The last commit before them that can be measured; 0 for the good one.</param>
/// <param name="UpTo">The last of them, which can be measured itself.</param>
/// <param name="Probability">How probable it is that one of them is the first of the new level.</param>
public sealed record BisectCandidates(int After, int UpTo, double Probability)
{
    /// <summary>The most probable ones.</summary>
    /// <param name="posterior">The posterior.</param>
    /// <param name="skipped">Commits that cannot be measured: they do not build, or somebody said so. Never the good or the bad one.</param>
    public static BisectCandidates Best(BisectPosterior posterior, IReadOnlySet<int> skipped) => All(posterior, skipped).MaxBy(each => each.Probability)!;

    /// <summary>All of them, in order.</summary>
    public static IEnumerable<BisectCandidates> All(BisectPosterior posterior, IReadOnlySet<int> skipped)
    {
        int after = 0;
        double sum = 0;
        for (int commit = 1; commit <= posterior.Probabilities.Count; commit++)
        {
            sum += posterior.Probabilities[commit - 1];
            if (!skipped.Contains(commit) || commit == posterior.Probabilities.Count)
            {
                yield return new(after, commit, sum);
                (after, sum) = (commit, 0);
            }
        }
    }
}
