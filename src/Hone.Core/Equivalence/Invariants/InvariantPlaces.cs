using System.Text;
using Hone.Equivalence.Invariants.Syntax;
using Hone.Equivalence.Invariants.Values;
using Hone.Problems;
using Hone.Workloads;
using Hone.Workloads.Oracles;

namespace Hone.Equivalence.Invariants;

/// <summary>Whether the files that an invariant names are stated for the runs that it is about: a mistyped path is found before anything runs.</summary>
public static class InvariantPlaces
{
    /// <summary>A problem for each output or input that no run in question has.</summary>
    /// <param name="invariant">The invariant.</param>
    /// <param name="cases">The runs that it is about.</param>
    /// <param name="place">Where it stands, for the problems.</param>
    public static IReadOnlyList<Problem> Check(Invariant invariant, IReadOnlyList<OracleCase> cases, string? place)
    {
        ArgumentNullException.ThrowIfNull(invariant);
        List<Problem> problems = [];
        string[] outputs = [.. cases.SelectMany(each => each.Outputs).Distinct()];
        string[] inputs = [.. cases.SelectMany(each => each.StdinFile is string stdin ? each.Inputs.Append(stdin) : each.Inputs).Distinct()];
        foreach (Expression node in invariant.Root.All())
        {
            (string what, string path, string[] stated) = node switch
            {
                SourceExpression { Source.Name: "file", Path: { } file } => ("an output", file, outputs),
                SourceExpression { Source.Name: "input", Path: { } input } => ("an input", input, inputs),
                CallExpression { Function.Name: "rerun" } call when Path(call) is { } input && input != "stdin" => ("an input", input, inputs),
                _ => ("", "", []),
            };
            if (what.Length > 0 && !stated.Any(each => each == path || path.StartsWith(each + "/", StringComparison.Ordinal)))
            {
                string near = NearestWord.Of(path, stated) is { } word ? $"the nearest is {word}" : stated.Length == 0 ? "none is stated" : "stated are " + string.Join(", ", stated.Take(5));
                problems.Add(new InvariantError(node.Column, $"found '{path}', which is not stated as {what} of what the invariant is about", near).ToProblem(place));
            }
        }

        return problems;
    }

    private static string Path(CallExpression call) => Encoding.UTF8.GetString(((TextValue)((LiteralExpression)call.Arguments[0]).Value).Span);
}
