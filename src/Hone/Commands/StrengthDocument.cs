using System.Text.Json.Serialization;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Equivalence;
using Hone.Equivalence.Strength;

namespace Hone.Cli.Commands;

/// <summary>A mutant; the line counts from 1.</summary>
internal sealed record MutantDocument(
    string File, int Line, string Function, string Family, string End, string? Case, string? How, IReadOnlyList<string> Broken, int Inputs, int? NoticedBy, string Diff)
{
    public static MutantDocument From(TestedMutant mutant) => new(
        mutant.File, mutant.Line, mutant.Function, mutant.Family, mutant.End.ToString(), mutant.Case, mutant.How, mutant.Broken, mutant.Inputs, mutant.NoticedBy, mutant.Diff);
}

/// <summary>A deletion that nobody noticed and that makes the program faster; CPU time of the mutant as a part of the unchanged program's.</summary>
internal sealed record DeadWorkDocument(string File, int Line, string Function, string Diff, double MedianRatio, int Pairs)
{
    public static DeadWorkDocument From(TestedMutant mutant)
    {
        double[] ratios = [.. mutant.Pairs.Select(pair => (double)pair.Mutant / pair.Unchanged).Order()];
        return new(mutant.File, mutant.Line, mutant.Function, mutant.Diff, ratios[ratios.Length / 2], ratios.Length);
    }
}

/// <summary>Lines of one hot function.</summary>
internal sealed record CoverageDocument(string File, string Function, int FirstLine, int LastLine, string How, int Lines, int Executed);

/// <summary>The strength of an oracle; rates between 0 and 1, null when they are not known.</summary>
internal sealed record StrengthDocument(
    string Schema, string Grade, IReadOnlyList<string> Missing, double? KillRate, double? Saturation, double? Coverage, int Killed, int Survived, int KilledByInputs, int TimedOut, int Uncovered,
    int Identical, int NotBuilt, int Inputs, ulong Seed, IReadOnlyList<MutantDocument> Survivors, IReadOnlyList<DeadWorkDocument> DeadWork, IReadOnlyList<string> Decorative, IReadOnlyList<string> Effective,
    IReadOnlyList<CoverageDocument> Functions, IReadOnlyList<MutantDocument> Mutants, IReadOnlyList<string> Notes)
{
    public static StrengthDocument From(StrengthRun run)
    {
        StrengthFigures figures = StrengthFigures.Of(run);
        return new(
            "hone.oracle-strength/1", figures.Grade.Name(), figures.Missing, figures.KillRate?.Value, figures.Saturation?.Value, figures.Coverage?.Value, figures.Killed, figures.Survived,
            figures.KilledByInputs, figures.TimedOut, figures.Uncovered, figures.Identical, figures.NotBuilt, run.Inputs, run.Seed,
            [.. figures.Survivors.Select(MutantDocument.From)], [.. figures.DeadWork.Select(DeadWorkDocument.From)], figures.Decorative, figures.Effective,
            [.. run.Functions.Select(function => new CoverageDocument(function.File, function.Function, function.FirstLine, function.LastLine, function.How, function.Lines?.Count ?? 0, function.Covered.Count))],
            [.. run.Mutants.Select(MutantDocument.From)], run.Notes);
    }
}

/// <summary>An input on which two builds differ.</summary>
internal sealed record FuzzDifferenceDocument(int Input, string What, string? FirstDifference, string File, int Bytes, int BytesBefore, IReadOnlyList<string> Steps, IReadOnlyList<string> Arguments);

/// <summary>A comparison on generated inputs.</summary>
internal sealed record FuzzDocument(
    string Schema, string Workload, string Input, ulong Seed, string? Baseline, string? Candidate, int Inputs, int Unstable, int Crashes, int Hangs, int Seeds, FuzzDifferenceDocument? Difference, IReadOnlyList<string> Notes)
{
    public static FuzzDocument From(FuzzResult result) => new(
        "hone.oracle-fuzz/1", result.Target.Judge.Case.Name, result.Target.Input, result.Plan.Seed, result.Plan.Baseline, result.Plan.Candidate, result.Counts.Tried, result.Counts.Unstable,
        result.Counts.Crashes, result.Counts.Hangs, result.Seeds,
        result.Difference is FuzzDifference difference ? new(difference.Index, difference.What, difference.First, difference.Path, difference.Input.Length, difference.Before, difference.Steps, difference.Arguments) : null,
        result.Notes);
}

/// <summary>Source-generated JSON of both.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StrengthDocument))]
[JsonSerializable(typeof(FuzzDocument))]
internal sealed partial class StrengthDocumentJson : JsonSerializerContext;
