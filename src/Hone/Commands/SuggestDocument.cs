using Hone.Cli.Steps.Oracle;
using Hone.Equivalence.Invariants.Mining;

namespace Hone.Cli.Commands;

/// <summary>One proposal.</summary>
/// <param name="Name">A name for the manifest.</param>
/// <param name="Workload">The workload it is about, its cases included; left out when it is about one run.</param>
/// <param name="Case">The one workload or case it is about; left out when it is about a workload with its cases.</param>
/// <param name="Holds">The invariant.</param>
/// <param name="Says">inputToOutput, outputToOutput, order, unique, values or customary.</param>
/// <param name="Chance">The corrected probability that it would hold of unrelated data.</param>
/// <param name="Because">On what it stands.</param>
internal sealed record SuggestionDocument(string Name, string? Workload, string? Case, string Holds, string Says, double Chance, string Because)
{
    public static SuggestionDocument From(Suggestion suggestion) => new(
        suggestion.Name, suggestion.Workload, suggestion.Case, suggestion.Holds,
        suggestion.Tier switch
        {
            SuggestionTier.InputToOutput => "inputToOutput",
            SuggestionTier.OutputToOutput => "outputToOutput",
            SuggestionTier.Order => "order",
            SuggestionTier.Unique => "unique",
            SuggestionTier.Values => "values",
            _ => "customary",
        },
        suggestion.Chance, suggestion.Because);
}

/// <summary>Proposals for invariants; <c>line</c> is where they were written as comments, left out when they were not.</summary>
internal sealed record SuggestDocument(string Schema, int Runs, int Stated, int? Line, IReadOnlyList<SuggestionDocument> Suggestions)
{
    public static SuggestDocument From(SuggestStep.Result result, int? line) =>
        new("hone.oracle-suggest/1", result.Runs, result.Stated, line, [.. result.Suggestions.Select(SuggestionDocument.From)]);
}
