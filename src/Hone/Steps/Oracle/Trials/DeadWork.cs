using Hone.Equivalence.Mutants;
using Hone.Equivalence.Strength;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>
/// Times deletions that nobody noticed beside the unchanged program: when one is faster, the deleted work may be for nothing. In
/// pairs and in turns, nothing else running, by CPU time.
/// </summary>
internal static class DeadWork
{
    private const int Pairs = 5;
    private const int MostMutants = 5;

    /// <summary>The mutants with the times of those that were measured.</summary>
    public static IReadOnlyList<TestedMutant> Measure(Session session, IReadOnlyList<TestedMutant> tested, IReadOnlyList<Mutant> order, IReadOnlyList<TrialTree> trees, TrialSetting setting)
    {
        int[] deletions = [.. Enumerable.Range(0, tested.Count).Where(i => tested[i] is { End: MutantEnd.Survived, NoticedBy: null } && order[i].Family == MutantFamily.Deletion).Take(MostMutants)];
        if (deletions.Length == 0 || trees.Count < 2)
        {
            return tested;
        }

        // The longest case is the one that stands for real use.
        TrialCase longest = setting.Cases.LastOrDefault(each => each.Judge.Case.IsWorkload) ?? setting.Cases[^1];
        trees[1].BuildUnchanged();
        TestedMutant[] result = [.. tested];
        foreach (int i in deletions)
        {
            session.Cancellation.ThrowIfCancellationRequested();
            session.Progress.At("time of deletions that were not noticed");
            HotFunction code = setting.Sources[order[i].File].First(function => function.Holds(order[i]));
            try
            {
                if (trees[0].Change(order[i], code.Source))
                {
                    result[i] = result[i] with { Pairs = Time(longest, trees[1], trees[0]) };
                }
            }
            finally
            {
                trees[0].Restore();
            }
        }

        return result;
    }

    private static List<PairedCpu> Time(TrialCase @case, TrialTree unchanged, TrialTree mutant)
    {
        List<PairedCpu> pairs = [];
        for (int i = 0; i < Pairs; i++)
        {
            bool first = i % 2 == 0;
            long one = Cpu(@case, first ? unchanged : mutant);
            long other = Cpu(@case, first ? mutant : unchanged);
            pairs.Add(first ? new(one, other) : new(other, one));
        }

        return pairs;
    }

    private static long Cpu(TrialCase @case, TrialTree tree) =>
        @case.Judge.Run(tree.Place(@case.Judge.Case, @case.Limit)).Outcome is { } outcome ? outcome.User.Nanoseconds + outcome.System.Nanoseconds : 0;
}
