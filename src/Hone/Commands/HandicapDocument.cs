using System.Text.Json.Serialization;
using Hone.Opportunities.Handicaps;

namespace Hone.Cli.Commands;

/// <summary>A level of a handicap test: parts of the run's time, times in nanoseconds, wall time beside that without delay.</summary>
internal sealed record HandicapLevelDocument(double Level, double InsertedNs, string Verdict, double? Ratio, double? Low, double? High, double? PValue)
{
    public static HandicapLevelDocument From(HandicapLevel level) => new(
        level.Level, level.InsertedNanoseconds, level.Comparison.Verdict.ToString(), Finite(level.Comparison.Ratio), level.Comparison.Interval?.Low, level.Comparison.Interval?.High, Finite(level.Comparison.PValue));

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}

/// <summary>A handicap test; slopes are nanoseconds of wall time for each that was put in. Figures are null where there are too few rounds.</summary>
internal sealed record HandicapDocument(
    string Schema, string Workload, string Command, string Function, string File, int Line, string Way, string Verdict, double? Beta, double? Low, double? High, double? BetaOfThreadTime,
    long? Calls, int? Threads, long Every, double? WallNs, double? CounterCost, bool? SeesFivePercent, bool? TellsTeeth, bool? SeesNothingAsChange, double? SmallestVisible, int Rounds, string Stop, ulong Seed,
    IReadOnlyList<HandicapLevelDocument> Levels, IReadOnlyList<string> Notes)
{
    public static HandicapDocument From(HandicapRun run)
    {
        HandicapFigures? figures = HandicapFigures.Of(run);
        return new(
            "hone.handicap/1", run.Workload, run.Command, run.Function, run.File, run.Line, run.Way, (figures?.Verdict ?? HandicapVerdict.Inconclusive).ToString(), figures?.Beta, figures?.Interval.Low,
            figures?.Interval.High, figures?.BetaOfThreadTime, figures?.Calls, figures?.Threads, run.Every, figures?.WallNanoseconds, figures?.CounterCost, figures?.SeesFivePercent, figures?.TellsTeeth,
            figures?.SeesNothingAsChange, figures?.SmallestVisible is double visible && double.IsFinite(visible) ? visible : null, run.Rounds.Count, run.Stop.ToString(), run.Seed,
            figures is null ? [] : [.. figures.Levels.Select(HandicapLevelDocument.From)], run.Notes);
    }
}

/// <summary>Source-generated JSON of it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HandicapDocument))]
internal sealed partial class HandicapDocumentJson : JsonSerializerContext;
