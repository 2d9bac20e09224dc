using Hone.Equivalence;
using Hone.Equivalence.Fuzzing;
using Hone.Units;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>Runs of two builds on the same input.</summary>
internal sealed class FuzzRuns(FuzzTarget target, TrialTree unchanged, TrialTree candidate, Duration limit)
{
    /// <summary>What is varied.</summary>
    public FuzzTarget Target => target;

    /// <summary>Both on one input, at the same time where the machine has two CPUs, and what differs.</summary>
    public (Seen Unchanged, Seen Candidate, IReadOnlyList<Divergence> Differences) Both(FuzzInput input)
    {
        Seen?[] seen = new Seen?[2];
        TrialTree[] trees = [unchanged, candidate];
        Workers.Run(trees, tree =>
        {
            seen[tree == unchanged ? 0 : 1] = target.Run(tree, input, limit);
            return false;
        }, CancellationToken.None);
        return (seen[0]!, seen[1]!, target.Judge.Between(seen[0]!, seen[1]!));
    }

    /// <summary>Whether the unchanged program does on an input what it did before.</summary>
    public bool IsStable(FuzzInput input, Seen before) => target.Judge.Between(before, target.Run(unchanged, input, limit)).Count == 0;

    /// <summary>The first place where the outputs of two runs differ, as people read it; null when no bytes are kept.</summary>
    public string? FirstDifference(Seen one, Seen other) => Noticed.First(target.Judge.Between(one, other), one, other);
}
