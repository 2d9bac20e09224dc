using System.Text.Json.Serialization;
using Hone.Changes.Drills;
using Hone.Cli.Steps.Drilling;

namespace Hone.Cli.Commands;

/// <summary>What came of a trick; <c>caughtBy</c> is null when nothing caught it.</summary>
internal sealed record DrillRowDocument(string Trick, string Example, string ExpectedRule, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? CaughtBy, bool Agrees, string Group, string Measured, double Seconds)
{
    public static DrillRowDocument From(DrillRow row) => new(row.Trick.Name, row.Example, row.ExpectedRule, row.CaughtBy, row.Agrees, row.Trick.Group, row.Measured, Math.Round(row.Seconds, 1));
}

/// <summary>What came of an honest change; the gain is a part of the wall time.</summary>
internal sealed record HonestRowDocument(string Change, string Example, string Lever, string Expected, string Outcome, bool Agrees, double? Gain, double? Low, double? High, int Pairs, string Measured, double Seconds)
{
    public static HonestRowDocument From(HonestRow row) =>
        new(row.Name, row.Example, row.Lever, row.Expected, row.Outcome, row.Agrees, row.Gain, row.Low, row.High, row.Pairs, row.Measured, Math.Round(row.Seconds, 1));
}

/// <summary>A drill.</summary>
internal sealed record DrillDocument(string Schema, bool Holds, int Tricks, IReadOnlyList<DrillRowDocument> Rows, IReadOnlyList<HonestRowDocument> Honest)
{
    public static DrillDocument From(DrillResult result) => new(
        "hone.drill/1", result.Holds, result.Rows.Select(row => row.Trick.Name).Distinct().Count(), [.. result.Rows.Select(DrillRowDocument.From)], [.. result.Honest.Select(HonestRowDocument.From)]);
}

/// <summary>A trick: <c>cost</c> is <c>quick</c>, <c>built</c> or <c>timed</c>; <c>rules</c> holds the rule of each example it is played in.</summary>
internal sealed record TrickDocument(string Trick, string Group, string Cost, string What, IReadOnlyDictionary<string, string> Rules)
{
    public static TrickDocument From(Trick trick, IReadOnlyList<string> examples) => new(
        trick.Name, trick.Group, trick.Cost.ToString().ToLowerInvariant(), trick.What,
        examples.Where(example => trick.RuleIn(example) is not null).ToDictionary(example => example, example => trick.RuleIn(example)!));
}

/// <summary>The tricks there are.</summary>
internal sealed record TricksDocument(string Schema, IReadOnlyList<TrickDocument> Tricks);

/// <summary>Source-generated JSON of what <c>hone drill</c> prints.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DrillDocument))]
[JsonSerializable(typeof(TricksDocument))]
internal sealed partial class DrillJson : JsonSerializerContext;
