using System.Text.Json.Serialization;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary>A problem as <c>--json</c> prints it.</summary>
internal sealed record ProblemDocument(string Schema, int Exit, string Rule, string? Place, string What, string Next)
{
    public static ProblemDocument From(Problem problem) =>
        new("hone.problem/1", (int)problem.Exit, problem.Rule, problem.Place, problem.What, problem.Next);
}

/// <summary>Source-generated JSON of everything that commands print.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemDocument))]
internal sealed partial class ViewJson : JsonSerializerContext;
