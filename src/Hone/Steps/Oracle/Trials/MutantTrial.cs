using System.Text;
using Hone.Equivalence;
using Hone.Equivalence.Mutants;
using Hone.Equivalence.Strength;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>What all trials of mutants share.</summary>
/// <param name="Cases">The oracle's cases, cheapest first.</param>
/// <param name="Inputs">Generated inputs with what the unchanged program does on them; null when there are none.</param>
/// <param name="Sources">The source that each mutant changes, by file.</param>
/// <param name="Coverage">Which lines the cases execute, where that is known.</param>
/// <param name="Unproven">The invariants that no mutant broke so far; shared by threads.</param>
internal sealed record TrialSetting(IReadOnlyList<TrialCase> Cases, SeededInputs? Inputs, IReadOnlyDictionary<string, HotFunction[]> Sources, IReadOnlyList<FunctionCoverage> Coverage, ProvenInvariants Unproven);

/// <summary>Builds one mutant in a tree and runs it under the oracle.</summary>
internal static class MutantTrial
{
    /// <summary>What becomes of the mutant. The tree's source is as before afterwards.</summary>
    public static TestedMutant Try(Mutant mutant, TrialTree tree, TrialSetting setting)
    {
        HotFunction code = setting.Sources[mutant.File].First(function => function.Holds(mutant));
        TestedMutant tested = new()
        {
            File = mutant.File,
            Line = mutant.Line,
            Function = mutant.Function,
            Family = mutant.Family.ToString(),
            Diff = Readable(UnifiedDiff.Of(mutant.File, code.Source, mutant.Apply(code.Source))),
            End = MutantEnd.NotBuilt,
        };
        try
        {
            if (!tree.Change(mutant, code.Source))
            {
                return tested;
            }

            if (tree.IsUnchanged)
            {
                return tested with { End = MutantEnd.Identical };
            }

            tested = UnderOracle(tested, tree, setting);
            if (tested.End != MutantEnd.Survived)
            {
                return tested;
            }

            bool known = LineCoverage.IsKnown(setting.Coverage, mutant);
            if (!known && IsExecuted(mutant, code, tree, setting) == false)
            {
                return tested with { End = MutantEnd.Uncovered };
            }

            if (setting.Inputs is SeededInputs inputs && (known || tree.Change(mutant, code.Source)))
            {
                (int tried, int? noticed) = inputs.Try(tree);
                tested = tested with { Inputs = tried, NoticedBy = noticed };
            }

            return tested;
        }
        finally
        {
            tree.Restore();
        }
    }

    private static TestedMutant UnderOracle(TestedMutant tested, TrialTree tree, TrialSetting setting)
    {
        TestedMutant result = tested with { End = MutantEnd.Survived };
        HashSet<string> broken = [];
        foreach (TrialCase each in setting.Cases)
        {
            // A mutant that is noticed already is run on for the sake of invariants that have yet to show that they notice anything.
            bool decided = result.End is MutantEnd.Killed or MutantEnd.TimedOut;
            if (decided && (result.End == MutantEnd.TimedOut || !setting.Unproven.Any(each.Judge.Invariants)))
            {
                continue;
            }

            RunPlace place = tree.Place(each.Judge.Case, each.Limit);
            Seen seen = each.Judge.Run(place);
            if (Noticed.IsTimeout(seen))
            {
                if (!decided)
                {
                    result = result with { End = MutantEnd.TimedOut, Case = each.Name, How = seen.Ending };
                }

                continue;
            }

            OracleVerdict verdict = each.Judge.Judge(seen);
            setting.Unproven.Evaluated(each.Judge.Invariants, verdict.BrokenInvariants.Select(invariant => invariant.Name));
            broken.UnionWith(verdict.BrokenInvariants.Select(invariant => invariant.Name));
            if (verdict.Noticed && !decided)
            {
                result = result with { End = MutantEnd.Killed, Case = each.Name, How = Noticed.Text(verdict, seen) };
            }
        }

        return result with { Broken = [.. broken.Order(StringComparer.Ordinal)] };
    }

    // Null when it cannot be told: a language without traps, or a place where none can stand.
    private static bool? IsExecuted(Mutant mutant, HotFunction code, TrialTree tree, TrialSetting setting)
    {
        IReadOnlyDictionary<int, Mutant> traps = TokenMutants.Traps(code.File, code.Source, code.Language, code.Tokens, code.Function);
        int line = traps.Keys.Where(line => line <= mutant.Line).DefaultIfEmpty(0).Max();
        if (line == 0 || !tree.Change(traps[line], code.Source))
        {
            return null;
        }

        foreach (TrialCase each in setting.Cases)
        {
            RunPlace place = tree.Place(each.Judge.Case, each.Limit);
            Seen seen = each.Judge.Run(place);
            if (Noticed.IsTimeout(seen) || each.Judge.Judge(seen).Noticed)
            {
                return true;
            }
        }

        return false;
    }

    private static string Readable(string diff) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(diff));
}
