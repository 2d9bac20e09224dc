using Hone.Equivalence;
using Hone.Equivalence.Mutants;
using Hone.Equivalence.Strength;
using Hone.Ledger;
using Hone.Linux.Sandboxes;
using Hone.Problems;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>How the oracle's strength is measured this time.</summary>
/// <param name="Mutants">How many mutants are wanted.</param>
/// <param name="Seed">The seed of mutants and inputs.</param>
/// <param name="Workloads">The workloads, cases included.</param>
/// <param name="Unprotected">A program that does not work in an enclosure is run without.</param>
internal sealed record StrengthPlan(int Mutants, ulong Seed, IReadOnlyList<Workload> Workloads, bool Unprotected);

/// <summary>
/// Measures how many faults the oracle notices: mutants of the hot functions are built in trees outside the project and run under
/// it, and those that it does not notice on generated inputs as well. Only the record is written to.
/// </summary>
internal static class StrengthStep
{
    private const int StepsOfAll = 4;

    // Of what a lot draws, some does not compile and some is the same program.
    private const int TriesOfWanted = 3;

    /// <summary>Measures and records.</summary>
    public static StrengthRun Run(Session session, StrengthPlan plan)
    {
        List<string> notes = [];
        session.Progress.Step(1, StepsOfAll, "build");
        CheckStep.Run(session, "build", session.Project.Build);
        Evidence evidence = session.Evidence();
        IReadOnlyList<CaseJudge> judges = CaseJudges.Load(session, evidence, plan.Workloads, notes);
        HotCode code = HotCode.Find(session, evidence, plan.Workloads);
        notes.AddRange(code.Notes);

        using TreePlace place = new();
        Enclosure enclosure = Enclosure.Prepare(place.Folder, session.Cancellation);
        notes.AddRange(enclosure.Notes);
        List<TrialTree> trees = [];
        try
        {
            Grow(session, judges, place, enclosure, code.Functions[0].File, trees);
            double factor = session.Project.Oracle.Strength.TimeoutFactor;
            IReadOnlyList<TrialCase> cases = TrialCase.Try(session, judges, trees[0], factor, plan.Unprotected, notes);
            trees.ForEach(tree => tree.Isolation = trees[0].Isolation);
            if (session.Project.Build is not null && trees[0].Unchanged is null)
            {
                notes.Add("two builds of the same source differ: mutants that give the same program are not told from others");
            }

            session.Progress.Step(2, StepsOfAll, "lines that are executed");
            IReadOnlyList<FunctionCoverage> coverage = LineCoverage.Of(session, code.Functions, new(cases, trees[0], TreePlan(session, judges), place, enclosure, notes));
            session.Progress.Step(3, StepsOfAll, "generated inputs");
            SeededInputs? inputs = Inputs(session, plan, judges, trees, factor, notes);
            session.Progress.Step(4, StepsOfAll, "mutants");
            IReadOnlyList<Mutant> order = Order(code.Functions, coverage, plan.Seed);
            ProvenInvariants proven = new();
            TrialSetting setting = new(cases, inputs, code.Functions.GroupBy(function => function.File).ToDictionary(file => file.Key, file => file.ToArray()), coverage, proven);
            IReadOnlyList<TestedMutant> tested = Trials(session, plan.Mutants, order, trees, setting);
            tested = DeadWork.Measure(session, tested, order, trees, setting);
            StrengthRun run = new()
            {
                Seed = plan.Seed,
                Asked = plan.Mutants,
                Cases = [.. cases.Select(each => each.Name)],
                Invariants = [.. judges.SelectMany(judge => judge.Invariants).Distinct()],
                Evaluated = proven.All,
                Functions = Sampled(coverage, tested),
                Mutants = tested,
                Inputs = inputs?.Count ?? 0,
                Notes = [.. notes.Distinct()],
            };
            Artifact artifact = session.Artifacts.Put(StrengthFact.Artifact, run.Write());
            session.Append(EntryKind.Strength, new StrengthFact([.. plan.Workloads.Select(workload => workload.Name)], plan.Seed, tested.Count, OracleDigest.Of(session.Project)), FactJson.Default.StrengthFact, [artifact]);
            return run;
        }
        finally
        {
            trees.ForEach(tree => tree.Dispose());
        }
    }

    private static void Grow(Session session, IReadOnlyList<CaseJudge> judges, TreePlace place, Enclosure enclosure, string file, List<TrialTree> trees)
    {
        foreach (CaseJudge judge in judges)
        {
            WorkloadRun.Prepare(session, judge.Case, session.Folder);
        }

        BuildTreePlan plan = TreePlan(session, judges);
        for (int i = 0; i < Workers.Count; i++)
        {
            session.Progress.At("a copy of the project", i, Workers.Count);
            trees.Add(TrialTree.Create(session, plan, place, enclosure));
        }

        Workers.Run(trees, tree =>
        {
            tree.CheckReproducible(file);
            return false;
        }, session.Cancellation);
    }

    /// <summary>The plan of a tree for these cases, of the project as it is now.</summary>
    public static BuildTreePlan TreePlan(Session session, IReadOnlyList<CaseJudge> judges) => new(session.Folder)
    {
        Inputs = [.. judges.SelectMany(judge => judge.Case.StdinFile is string stdin ? [stdin, .. judge.Case.Inputs] : judge.Case.Inputs).Distinct()],
        Outputs = [.. judges.SelectMany(judge => judge.Case.Outputs).Distinct()],
        Whole = session.Project.Build is null,
    };

    private static SeededInputs? Inputs(Session session, StrengthPlan plan, IReadOnlyList<CaseJudge> judges, List<TrialTree> trees, double factor, List<string> notes)
    {
        FuzzTarget? target = FuzzTarget.Of(session, judges, out string? note);
        if (note is not null)
        {
            notes.Add(note);
        }

        if (target is null)
        {
            return null;
        }

        if (target.Refusal(trees[0].Place(target.Judge.Case, null)) is string refusal)
        {
            notes.Add(refusal);
            return null;
        }

        int wanted = session.Project.Oracle.Fuzz?.Inputs ?? 200;
        Duration budget = session.Project.Oracle.Fuzz?.TimeBudget ?? Duration.FromSeconds(60);
        SeededInputs inputs = SeededInputs.Prepare(session, target, trees, plan.Seed, wanted, budget, factor);
        if (inputs.Count < wanted)
        {
            notes.Add($"{inputs.Count} of {wanted} generated inputs are used: on the others the unchanged program did not do the same twice, or time was up");
        }

        return inputs;
    }

    private static IReadOnlyList<Mutant> Order(IReadOnlyList<HotFunction> functions, IReadOnlyList<FunctionCoverage> coverage, ulong seed)
    {
        IEnumerable<Mutant> all = functions.SelectMany(function => function.Mutants);
        return MutantSample.Order([.. all.Where(mutant => LineCoverage.MayBeExecuted(coverage, mutant))], seed);
    }

    // The mutants that count are the first in their order, whichever tree was done first, so that a seed always gives the same ones.
    private static List<TestedMutant> Trials(Session session, int wanted, IReadOnlyList<Mutant> order, IReadOnlyList<TrialTree> trees, TrialSetting setting)
    {
        TestedMutant?[] results = new TestedMutant?[Math.Min(order.Count, wanted * TriesOfWanted)];
        int next = -1;
        session.Progress.Restart();
        Workers.Run(trees, tree =>
        {
            int index = Interlocked.Increment(ref next);
            if (index >= results.Length || Done(results) >= wanted)
            {
                return false;
            }

            TestedMutant tested = MutantTrial.Try(order[index], tree, setting);
            lock (results)
            {
                results[index] = tested;
                session.Progress.At($"{order[index].Function} · {Counts(results)}", Math.Min(wanted - 1, results.Count(Says)), wanted);
            }

            return true;
        }, session.Cancellation);
        List<TestedMutant> first = [];
        foreach (TestedMutant tested in results.TakeWhile(result => result is not null).Select(result => result!))
        {
            first.Add(tested);
            if (first.Count(Says) == wanted)
            {
                break;
            }
        }

        return first;
    }

    // How many of the first ones, without a gap, say something.
    private static int Done(TestedMutant?[] results)
    {
        lock (results)
        {
            return results.TakeWhile(result => result is not null).Count(Says);
        }
    }

    private static bool Says(TestedMutant? tested) => tested is { End: MutantEnd.Killed or MutantEnd.Survived or MutantEnd.TimedOut or MutantEnd.Uncovered };

    private static string Counts(TestedMutant?[] results)
    {
        int Of(MutantEnd end) => results.Count(result => result?.End == end);
        return $"{Of(MutantEnd.Killed)} noticed, {Of(MutantEnd.Survived)} not, {Of(MutantEnd.TimedOut)} too slow";
    }

    // Where nothing counts lines, those of the mutants that were tried are a sample of them.
    private static IReadOnlyList<FunctionCoverage> Sampled(IReadOnlyList<FunctionCoverage> coverage, IReadOnlyList<TestedMutant> tested) =>
    [
        .. coverage.Select(function =>
        {
            if (function.Lines is not null)
            {
                return function;
            }

            TestedMutant[] own = [.. tested.Where(mutant => mutant.File == function.File && mutant.Line >= function.FirstLine && mutant.Line <= function.LastLine && mutant.End is MutantEnd.Killed or MutantEnd.Survived or MutantEnd.Uncovered or MutantEnd.TimedOut)];
            int[] uncovered = [.. own.Where(mutant => mutant.End == MutantEnd.Uncovered).Select(mutant => mutant.Line).Distinct()];
            int[] lines = [.. own.Select(mutant => mutant.Line).Distinct().Order()];
            return function with { How = LineCoverage.ByMutants, Lines = lines, Covered = [.. lines.Except(uncovered)] };
        }),
    ];
}
