using Hone.Units;

namespace Hone.Equivalence.Strength;

/// <summary>
/// What a measurement of strength says. The kill rate counts mutants on lines that the cases execute; a mutant that only takes too
/// long counts neither for nor against. Saturation compares the oracle with what generated inputs would have noticed on top, so that
/// mutants which no test could ever notice do not speak against it.
/// </summary>
public sealed record StrengthFigures
{
    /// <summary>The kill rate that a full oracle reaches at least.</summary>
    public static Ratio FullKillRate { get; } = new(0.6);

    /// <summary>The saturation that a full oracle reaches at least.</summary>
    public static Ratio FullSaturation { get; } = new(0.9);

    /// <summary>The part of the hot functions' lines that a full oracle executes at least.</summary>
    public static Ratio FullCoverage { get; } = new(0.8);

    /// <summary>With fewer mutants on covered lines than this, the rates say nothing.</summary>
    public const int FewestMutants = 10;

    /// <summary>How many mutants the oracle noticed.</summary>
    public required int Killed { get; init; }

    /// <summary>How many it did not, though their lines are executed.</summary>
    public required int Survived { get; init; }

    /// <summary>How many only took too long.</summary>
    public required int TimedOut { get; init; }

    /// <summary>How many stand on lines that no case executes.</summary>
    public required int Uncovered { get; init; }

    /// <summary>How many were not compiled.</summary>
    public required int NotBuilt { get; init; }

    /// <summary>How many gave the same program.</summary>
    public required int Identical { get; init; }

    /// <summary>Survivors on which a generated input showed a difference.</summary>
    public required int KilledByInputs { get; init; }

    /// <summary>Noticed ÷ (noticed + survived); null without mutants.</summary>
    public required Ratio? KillRate { get; init; }

    /// <summary>Noticed by the oracle ÷ noticed by the oracle or by generated inputs; null when there were no inputs or nothing was noticed.</summary>
    public required Ratio? Saturation { get; init; }

    /// <summary>Executed ÷ executable lines of the hot functions; null when it is not known.</summary>
    public required Ratio? Coverage { get; init; }

    /// <summary>Invariants that were looked at and noticed no mutant.</summary>
    public required IReadOnlyList<string> Decorative { get; init; }

    /// <summary>Invariants that noticed a mutant.</summary>
    public required IReadOnlyList<string> Effective { get; init; }

    /// <summary>Mutants that the oracle misses; those that a generated input notices first.</summary>
    public required IReadOnlyList<TestedMutant> Survivors { get; init; }

    /// <summary>Deletions that survive and make the program faster: work that nobody needs, or that the oracle does not look at.</summary>
    public required IReadOnlyList<TestedMutant> DeadWork { get; init; }

    /// <summary>The grade.</summary>
    public required OracleGrade Grade { get; init; }

    /// <summary>What is missing for the next grade, in sentences; empty at the full one.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>The figures of a measurement.</summary>
    public static StrengthFigures Of(StrengthRun run)
    {
        int killed = Count(run, MutantEnd.Killed);
        TestedMutant[] survivors = [.. run.Mutants.Where(mutant => mutant.End == MutantEnd.Survived)];
        int byInputs = survivors.Count(mutant => mutant.NoticedBy is not null);
        HashSet<string> effective = [.. run.Mutants.SelectMany(mutant => mutant.Broken)];
        StrengthFigures figures = new()
        {
            Killed = killed,
            Survived = survivors.Length,
            TimedOut = Count(run, MutantEnd.TimedOut),
            Uncovered = Count(run, MutantEnd.Uncovered),
            NotBuilt = Count(run, MutantEnd.NotBuilt),
            Identical = Count(run, MutantEnd.Identical),
            KilledByInputs = byInputs,
            KillRate = killed + survivors.Length == 0 ? null : Ratio.Of(killed, killed + survivors.Length),
            Saturation = run.Inputs == 0 || killed + byInputs == 0 ? null : Ratio.Of(killed, killed + byInputs),
            Coverage = CoverageOf(run.Functions),
            Decorative = [.. run.Evaluated.Where(name => !effective.Contains(name))],
            Effective = [.. run.Invariants.Where(effective.Contains)],
            Survivors = [.. survivors.OrderBy(mutant => mutant.NoticedBy is null)],
            DeadWork = [.. survivors.Where(IsDeadWork)],
            Grade = OracleGrade.Goldens,
            Missing = [],
        };
        return Graded(figures);
    }

    /// <summary>A deletion that no generated input notices either and that was faster in every pair, by 3 % or more in the median.</summary>
    public static bool IsDeadWork(TestedMutant mutant)
    {
        double[] ratios = [.. mutant.Pairs.Where(pair => pair.Unchanged > 0).Select(pair => (double)pair.Mutant / pair.Unchanged).Order()];
        return mutant.NoticedBy is null && ratios.Length >= 5 && ratios[^1] < 1 && ratios[ratios.Length / 2] <= 0.97;
    }

    private static StrengthFigures Graded(StrengthFigures figures)
    {
        List<string> missing = [];
        if (figures.Effective.Count == 0)
        {
            missing.Add(figures.Decorative.Count > 0 ? "no invariant notices a mutant" : "there is no invariant");
        }

        if (figures.Coverage is not Ratio coverage)
        {
            missing.Add("it is not known which lines of the hot functions the cases execute");
        }
        else if (coverage < FullCoverage)
        {
            missing.Add($"the cases execute {coverage} of the hot functions' lines, {FullCoverage} are asked for");
        }

        bool second = missing.Count == 0;
        if (figures.Killed + figures.Survived < FewestMutants)
        {
            missing.Add($"{figures.Killed + figures.Survived} mutants on executed lines are too few, {FewestMutants} are asked for");
        }

        if (!(figures.KillRate >= FullKillRate))
        {
            missing.Add($"the kill rate is {figures.KillRate?.ToString() ?? "unknown"}, {FullKillRate} is asked for");
        }

        if (!(figures.Saturation >= FullSaturation))
        {
            missing.Add($"saturation is {figures.Saturation?.ToString() ?? "unknown"}, {FullSaturation} is asked for");
        }

        return figures with
        {
            Grade = missing.Count == 0 ? OracleGrade.Full : second ? OracleGrade.Invariants : OracleGrade.Goldens,
            Missing = missing,
        };
    }

    private static int Count(StrengthRun run, MutantEnd end) => run.Mutants.Count(mutant => mutant.End == end);

    private static Ratio? CoverageOf(IReadOnlyList<FunctionCoverage> functions)
    {
        FunctionCoverage[] known = [.. functions.Where(function => function.Lines is { Count: > 0 })];
        return known.Length == 0 ? null : Ratio.Of(known.Sum(function => function.Covered.Count), known.Sum(function => function.Lines!.Count));
    }
}
