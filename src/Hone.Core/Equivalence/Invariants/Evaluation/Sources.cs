using System.Text;
using Hone.Equivalence.Invariants.Syntax;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Evaluation;

/// <summary>Reads what was observed.</summary>
internal static class Sources
{
    /// <summary>The value of a source, or a fault that says what is not there.</summary>
    public static Value Read(Evaluator evaluator, SourceExpression node, Value? it)
    {
        IObserved observed = evaluator.Observed;
        if (node.Of is not null)
        {
            Value of = evaluator.Evaluate(node.Of, it);
            if (of is not RunValue run)
            {
                return of;
            }

            observed = run.Observed;
        }

        string name = evaluator.Name(node);
        return node.Source switch
        {
            { IsMetric: true } metric => observed.Number(metric.Name) is decimal figure
                ? new NumberValue(ExactNumber.From(figure))
                : FaultValue.Undecided($"{name} was not measured"),
            { Name: "command" } => new ListValue([.. observed.Command.Select(word => new TextValue(Encoding.UTF8.GetBytes(word)))], "word"),
            { Name: "stdin" } => Text(observed.Input("stdin"), name, absent: new TextValue(default)),
            { Name: "input" } => Text(observed.Input(node.Path!), name, FaultValue.Missing($"{name} is no input of this run")),
            { Name: "exit" } => Exit(Text(observed.Bytes("exit"), name, FaultValue.Missing("the run has no exit code"))),
            _ => Text(observed.Bytes(node.Channel!), name, FaultValue.Missing($"{name} was not written")),
        };
    }

    private static Value Text(ObservedContent content, string name, Value absent) => content switch
    {
        { Exists: false } => absent,
        { Bytes: { } bytes } => new TextValue(bytes),
        _ => FaultValue.Undecided($"{name} is too large to be kept"),
    };

    private static Value Exit(Value text) => text is TextValue exit && NumberReader.Read(exit.Span, strict: true, out ExactNumber code) == NumberReading.Number ? new NumberValue(code) : text;
}
