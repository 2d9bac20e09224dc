using System.Globalization;
using System.Text;
using Hone.Equivalence;
using Hone.Equivalence.Strength;

namespace Hone.Reporting;

/// <summary>A measurement of an oracle's strength as people read it.</summary>
public static class StrengthText
{
    private const int MostShown = 10;

    /// <summary>The page: grade, figures, what is missing, survivors with their diffs, dead work, what was not done.</summary>
    public static string Render(StrengthRun run)
    {
        StrengthFigures figures = StrengthFigures.Of(run);
        StringBuilder text = new();
        text.Append("oracle grade: ").Append(figures.Grade.Name()).Append('\n');
        foreach (string missing in figures.Missing)
        {
            text.Append("  ").Append(missing).Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"\nkill rate    {Or(figures.KillRate)}  {figures.Killed} of {figures.Killed + figures.Survived} mutants on executed lines noticed\n");
        text.Append(CultureInfo.InvariantCulture, $"saturation   {Or(figures.Saturation)}  {figures.KilledByInputs} of the {figures.Survived} others noticed by {run.Inputs} generated inputs\n");
        text.Append(CultureInfo.InvariantCulture, $"coverage     {Or(figures.Coverage)}  {Coverage(run)}\n");
        text.Append(CultureInfo.InvariantCulture, $"apart        {figures.TimedOut} took too long, {figures.Uncovered} on lines that are not executed, {figures.Identical} the same program, {figures.NotBuilt} not built\n");
        text.Append(CultureInfo.InvariantCulture, $"seed         {run.Seed}\n");
        foreach (string name in figures.Decorative)
        {
            text.Append("decorative   ").Append(Printable.Clean(name)).Append(": this invariant noticed no mutant\n");
        }

        Survivors(text, figures);
        DeadWork(text, figures);
        if (run.Notes.Count > 0)
        {
            text.Append("\nnotes\n");
            foreach (string note in run.Notes)
            {
                text.Append("  ").Append(Printable.Clean(note)).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>One line for a list of gates.</summary>
    public static string Line(StrengthFigures figures) =>
        $"{figures.Grade.Name()} (kill rate {Or(figures.KillRate).Trim()}, saturation {Or(figures.Saturation).Trim()})";

    /// <summary>A survivor in one line.</summary>
    public static string Line(TestedMutant mutant) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Printable.Clean(mutant.File)}:{mutant.Line}  {Printable.Clean(mutant.Function)}, {Family(mutant.Family)}{(mutant.NoticedBy is int input ? $"; generated input {input} notices it" : "")}");

    /// <summary>The changed lines of a diff, without its head and context.</summary>
    public static IEnumerable<string> Changed(string diff) =>
        diff.Split('\n').Skip(3).Where(line => line is ['+' or '-', ..]).Select(Printable.Clean);

    private static void Survivors(StringBuilder text, StrengthFigures figures)
    {
        if (figures.Survivors.Count == 0)
        {
            return;
        }

        text.Append("\nnot noticed by the oracle\n");
        foreach (TestedMutant mutant in figures.Survivors.Take(MostShown))
        {
            text.Append("  ").Append(Line(mutant)).Append('\n');
            foreach (string line in Changed(mutant.Diff))
            {
                text.Append("      ").Append(line).Append('\n');
            }
        }

        if (figures.Survivors.Count > MostShown)
        {
            text.Append(CultureInfo.InvariantCulture, $"  and {figures.Survivors.Count - MostShown} more; --json has all of them\n");
        }
    }

    private static void DeadWork(StringBuilder text, StrengthFigures figures)
    {
        foreach (TestedMutant mutant in figures.DeadWork)
        {
            double[] ratios = [.. mutant.Pairs.Select(pair => (double)pair.Mutant / pair.Unchanged).Order()];
            text.Append(CultureInfo.InvariantCulture, $"\ndead work? {Line(mutant)}\n  without it the program takes {ratios[ratios.Length / 2]:0.000} of its CPU time in the median of {ratios.Length} pairs, and nothing differs\n");
        }
    }

    private static string Coverage(StrengthRun run)
    {
        FunctionCoverage[] known = [.. run.Functions.Where(function => function.Lines is { Count: > 0 })];
        return known.Length == 0
            ? "nothing here counts the lines of the hot functions"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{known.Sum(function => function.Covered.Count)} of {known.Sum(function => function.Lines!.Count)} lines of {known.Length} hot functions executed, by {string.Join(" and ", known.Select(function => function.How == "mutants" ? "mutants' lines alone" : function.How).Distinct())}");
    }

    private static string Or(Units.Ratio? ratio) => (ratio?.ToString() ?? "unknown").PadLeft(7);

    private static string Family(string name) => name switch
    {
        "Relational" => "another comparison",
        "Arithmetic" => "other arithmetic",
        "Logical" => "other logic",
        "Bitwise" => "other bits",
        "Constant" => "another constant",
        "Condition" => "another condition",
        "Deletion" => "a statement deleted",
        "ReturnValue" => "another value returned",
        "Jump" => "break for continue",
        "OffByOne" => "off by one",
        "ArgumentSwap" => "arguments swapped",
        "TextConstant" => "another text",
        "Increment" => "up for down",
        _ => Printable.Clean(name),
    };
}
