using Hone.Equivalence.Mutants;
using Hone.Equivalence.Strength;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>Which lines of the hot functions the cases execute, counted by what the language has for it.</summary>
internal static class LineCoverage
{
    /// <summary>The mark of a function whose lines were only looked at where mutants stand.</summary>
    public const string ByMutants = "mutants";

    private static readonly ILineCounter[] _counters = [new GcovLines(), new PythonLines(), new NodeLines(), new SharpLines()];

    /// <summary>The lines of each function; without <see cref="FunctionCoverage.Lines"/> where nothing here counts them.</summary>
    public static IReadOnlyList<FunctionCoverage> Of(
        Session session, IReadOnlyList<HotFunction> functions, CounterSetting setting)
    {
        Dictionary<string, CountedLines> counted = [];
        foreach (ILineCounter counter in _counters)
        {
            HotFunction[] own = [.. functions.Where(function => counter.Takes(function.Language))];
            if (own.Length > 0)
            {
                session.Progress.At("counting with " + counter.Name);
                foreach ((string file, CountedLines lines) in counter.Count(session, own, setting))
                {
                    counted[file] = lines;
                }
            }
        }

        return
        [
            .. functions.Select(function =>
            {
                FunctionCoverage plain = new(function.File, function.Function.Name, function.Function.FirstLine, function.Function.LastLine, ByMutants, null, []);
                if (!counted.TryGetValue(function.File, out CountedLines? lines))
                {
                    return plain;
                }

                int[] own = [.. lines.Executable.Where(line => line >= plain.FirstLine && line <= plain.LastLine).Order()];
                return own.Length == 0 ? plain : plain with { How = lines.How, Lines = own, Covered = [.. own.Where(lines.Executed.Contains)] };
            }),
        ];
    }

    /// <summary>True when the lines of the mutant's function are counted.</summary>
    public static bool IsKnown(IReadOnlyList<FunctionCoverage> coverage, Mutant mutant) => FunctionOf(coverage, mutant) is { Lines: not null };

    /// <summary>False when the mutant's line, or the statement that it continues, is known not to be executed.</summary>
    public static bool MayBeExecuted(IReadOnlyList<FunctionCoverage> coverage, Mutant mutant)
    {
        if (FunctionOf(coverage, mutant) is not { Lines: IReadOnlyList<int> lines } function)
        {
            return true;
        }

        int statement = lines.Where(line => line <= mutant.Line).DefaultIfEmpty(0).Max();
        return function.Covered.Contains(statement);
    }

    private static FunctionCoverage? FunctionOf(IReadOnlyList<FunctionCoverage> coverage, Mutant mutant) =>
        coverage.FirstOrDefault(function => function.File == mutant.File && function.FirstLine <= mutant.Line && mutant.Line <= function.LastLine);
}
