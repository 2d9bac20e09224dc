using Hone.Equivalence;
using Hone.Equivalence.Invariants;
using Hone.Equivalence.Invariants.Mining;
using Hone.Workloads;

namespace Hone.Cli.Steps.Oracle;

/// <summary>Mines invariants from what was recorded; nothing is run and nothing becomes active.</summary>
internal static class SuggestStep
{
    /// <summary>What was found.</summary>
    /// <param name="Suggestions">The proposals that the manifest does not state yet, workload by workload.</param>
    /// <param name="Runs">How many recorded runs they stand on.</param>
    /// <param name="Stated">How many of what was found the manifest states already.</param>
    public sealed record Result(IReadOnlyList<Suggestion> Suggestions, int Runs, int Stated);

    /// <summary>Mines the workloads, each with its cases. One without a golden output is a problem of exit code 1.</summary>
    public static Result Run(Session session, IReadOnlyList<Workload> workloads)
    {
        IReadOnlyList<CaseOracle> oracles = OracleOf.Load(session, session.Evidence(), workloads);
        HashSet<(string?, string?, string)> stated = [.. session.Project.Oracle.Invariants.Select(each => (each.Workload, each.Case, session.Invariants[each.Name].ToString()))];
        List<Suggestion> found = [];
        foreach (IGrouping<string, CaseOracle> workload in oracles.GroupBy(oracle => oracle.Case.Workload))
        {
            session.Progress.At("looking for invariants of " + workload.Key);
            found.AddRange(Miner.MineAll(workload.Key, [.. workload.Select(oracle => Mined(session, oracle))]));
        }

        List<Suggestion> fresh = [.. found.Where(each => !stated.Contains((each.Workload, each.Case, Normal(each.Holds))) && !stated.Contains((null, null, Normal(each.Holds))))];
        HashSet<string> names = [.. session.Project.Oracle.Invariants.Select(each => each.Name)];
        return new([.. fresh.Select(each => each with { Name = Unique(names, each.Name) })], oracles.Count, found.Count - fresh.Count);
    }

    private static MinedRun Mined(Session session, CaseOracle oracle)
    {
        GoldenObserved golden = new(session, oracle);
        return new(oracle.Case.Name, golden, golden.Channels, golden.Inputs);
    }

    private static string Normal(string holds) => Invariant.Parse(holds).Invariant?.ToString() ?? holds;

    private static string Unique(HashSet<string> names, string name)
    {
        string unique = name;
        for (int i = 2; !names.Add(unique); i++)
        {
            unique = name + "-" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return unique;
    }
}
