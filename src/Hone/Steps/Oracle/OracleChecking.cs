using Hone.Equivalence;
using Hone.Equivalence.Normalisers;
using Hone.Ledger;
using Hone.Problems;
using Hone.Workloads;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Oracle;

/// <summary>What a check found of one case.</summary>
/// <param name="Name">The workload or case.</param>
/// <param name="Verdict">What the run is beside its golden output.</param>
/// <param name="FirstDifference">Where it first differs, for people; null when that cannot be shown.</param>
/// <param name="Baseline">What the baseline is beside its own golden output; null when it was not run again.</param>
/// <param name="BaselineNote">Why the baseline could not be run again; null when it was, or need not be.</param>
internal sealed record CaseCheck(string Name, OracleVerdict Verdict, string? FirstDifference, OracleVerdict? Baseline, string? BaselineNote)
{
    /// <summary>True when the baseline differs from its own golden output: then nothing can be said about the candidate.</summary>
    public bool IsInconclusive => Verdict.Noticed && Baseline is { Noticed: true };

    /// <summary>The outcome in one word: <c>same</c>, <c>different</c>, <c>inconclusive</c> or <c>undecided</c>.</summary>
    public string Word => IsInconclusive ? "inconclusive" : Verdict.Noticed ? "different" : Verdict.Unstable.Count > 0 ? "undecided" : "same";
}

/// <summary>Runs workloads and cases once more and holds them against their golden outputs.</summary>
internal static class OracleChecking
{
    /// <summary>
    /// Compares. Where a run differs, the baseline is built again from the commit that its golden output was recorded at and is run as
    /// well: if that differs from its own golden output too, the surroundings have changed and the answer is inconclusive.
    /// </summary>
    /// <param name="session">The project, built.</param>
    /// <param name="workloads">The workloads; their cases go along.</param>
    /// <param name="thorough">Runs the baseline again where nothing differs as well.</param>
    public static IReadOnlyList<CaseCheck> Compare(Session session, IReadOnlyList<Workload> workloads, bool thorough)
    {
        IReadOnlyList<CaseOracle> oracles = OracleOf.Load(session, session.Evidence(), workloads);
        using BaselineTrees baselines = new(session);
        List<CaseCheck> checks = [];
        foreach (CaseOracle oracle in oracles)
        {
            session.Progress.At(oracle.Case.Name, checks.Count, oracles.Count);
            checks.Add(One(session, oracle, baselines, thorough));
        }

        return checks;
    }

    private static CaseCheck One(Session session, CaseOracle oracle, BaselineTrees baselines, bool thorough)
    {
        WorkloadRun.Prepare(session, oracle.Case, session.Folder);
        Seen seen = Look(session, oracle, RunPlace.Of(session));
        OracleVerdict verdict = oracle.Judge(seen);
        Seen? again = null;
        string? note = null;
        if (verdict.Noticed || thorough)
        {
            BaselineTrees.Tree tree = baselines.Of(oracle.Golden.Entry.Commit);
            note = tree.Note;
            if (tree.Folder is string folder)
            {
                OracleCase then = OracleCase.All(tree.Project, tree.Project.Workloads).FirstOrDefault(each => each.Name == oracle.Case.Name) ?? oracle.Case;
                (again, note) = Again(session, oracle, then, folder);
            }
        }

        session.Append(
            EntryKind.OracleCheck,
            new OracleCheckFact(oracle.Case.Name, seen.Observation.Channels) { Baseline = again?.Observation.Channels },
            FactJson.Default.OracleCheckFact);
        return new(oracle.Case.Name, verdict, oracle.FirstDifferenceOf(seen, verdict.Divergences), again is null ? null : oracle.Judge(again), verdict.Noticed ? note : null);
    }

    // That the baseline cannot be run says nothing of the candidate, and must not hide what differs.
    private static (Seen? Seen, string? Note) Again(Session session, CaseOracle oracle, OracleCase then, string folder)
    {
        try
        {
            WorkloadRun.Prepare(session, then, folder);
            return (Run(session, oracle, then, new(folder)), null);
        }
        catch (ProblemException problem) when (problem.Problem.Exit != ExitCode.Tampered)
        {
            return (null, "in its own tree: " + problem.Problem.What.Split('\n')[0]);
        }
    }

    // First a run under strace: what it removes is gone for the next. A file that is written once and found the next time, as caches
    // are, is no difference: it is looked at twice.
    private static Seen Look(Session session, CaseOracle oracle, RunPlace place)
    {
        if (!oracle.Channels.TryGetValue(ChannelName.Writes, out ChannelOracle? writes) || !writes.Golden.Stable)
        {
            return Run(session, oracle, oracle.Case, place);
        }

        using Scratch scratch = new();
        UndeclaredWrites.Result traced = UndeclaredWrites.Once(session, oracle.Case, place, scratch);
        Seen seen = Run(session, oracle, oracle.Case, place);
        bool differs = oracle.Compare(traced.AddTo(seen)).Divergences.Any(divergence => divergence.Channel == ChannelName.Writes);
        return (differs && !traced.Removes ? UndeclaredWrites.Once(session, oracle.Case, place, scratch) : traced).AddTo(seen);
    }

    private static Seen Run(Session session, CaseOracle oracle, OracleCase @case, RunPlace place)
    {
        IReadOnlyDictionary<string, ChannelReading> readings = oracle.Readings();
        Seen seen = Observing.Once(session, @case, place, readings);
        return seen with
        {
            Forms = readings.Where(pair => pair.Value is FormReading { Form: not null }).ToDictionary(pair => pair.Key, pair => ((FormReading)pair.Value).Form!),
        };
    }
}
