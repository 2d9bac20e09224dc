using Hone.Ledger;
using Hone.Measurement;
using Hone.Opportunities;
using Hone.Workloads;

namespace Hone.Cli.Steps.Rows;

/// <summary>What the last round brought: the baselines of the last whole run beside those of the one before.</summary>
internal static class RoundView
{
    /// <summary>The round; without two runs it says that none is complete.</summary>
    /// <param name="session">The project.</param>
    /// <param name="evidence">The record.</param>
    /// <param name="rows">The matrix.</param>
    /// <param name="isOpen">Whether something can still be done about a row.</param>
    public static MatrixRound Of(Session session, Evidence evidence, IReadOnlyList<Opportunity> rows, Func<Opportunity, bool> isOpen)
    {
        MatrixRecord record = evidence.Matrix;
        HashSet<string> tried = [.. record.EverTaken, .. evidence.Judgements.Where(each => each.Value.Rejected).Select(each => each.Key)];
        IEnumerable<string> levers = rows.Where(row => tried.Contains(row.Id)).Select(row => row.Lever?.Name).Concat(record.Outcomes.Select(outcome => outcome.Lever)).OfType<string>();
        Opportunity[] open = [.. rows.Where(isOpen)];
        if (record.Runs is not [RunMark before, RunMark after])
        {
            return MatrixRound.Of(0, null, null, levers, open);
        }

        (RoundGain? gain, string? unknown) = Gain(session, before, after);
        return MatrixRound.Of(record.RunCount - 1, gain, unknown, levers, open);
    }

    private static (RoundGain? Gain, string? Unknown) Gain(Session session, RunMark before, RunMark after)
    {
        if (before.Run.Entry.Host != after.Run.Entry.Host)
        {
            return (null, "the last two runs were on different hosts: what the round gained cannot be told");
        }

        // Two measurements of one program at different times differ by what the machine did meanwhile.
        string commit = before.Run.Entry.Commit;
        if (commit == after.Run.Entry.Commit && commit != "none" && !commit.EndsWith("+dirty", StringComparison.Ordinal))
        {
            return (null, "the program was the same in the last two runs: the round changed nothing");
        }

        bool anyPrimary = session.Project.Workloads.Any(workload => workload.Primary);
        List<RoundWorkload> compared = [];
        foreach (Workload workload in session.Project.Workloads.Where(workload => workload.Primary || !anyPrimary))
        {
            if (before.Baselines.GetValueOrDefault(workload.Name) is not { } first || after.Baselines.GetValueOrDefault(workload.Name) is not { } last
                || first.Fact.Command != last.Fact.Command || first.Entry.Host != last.Entry.Host || !SameInputs(first.Fact.Inputs, last.Fact.Inputs)
                || RecordedBaseline.Of(session, first.Entry) is not BaselineSummary then || RecordedBaseline.Of(session, last.Entry) is not BaselineSummary now)
            {
                continue;
            }

            compared.Add(new(workload.Name, workload.Weight, then.P50, now.P50));
        }

        return RoundGain.Of(compared) is RoundGain gain ? (gain, null) : (null, "no workload was measured alike in the last two runs: what the round gained cannot be told");
    }

    private static bool SameInputs(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count && left.All(pair => right.GetValueOrDefault(pair.Key) == pair.Value);
}
