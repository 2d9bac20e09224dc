using Hone.Equivalence.Invariants.Evaluation;
using Hone.Equivalence.Invariants.Syntax;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Functions;

/// <summary>One call of a function at work: its arguments, and what it may use.</summary>
internal sealed class Call(CallExpression node, Value?[] arguments, Evaluator evaluator)
{
    /// <summary>The call in the text.</summary>
    public CallExpression Node => node;

    /// <summary>Counts the cost.</summary>
    public Meter Meter => evaluator.Meter;

    /// <summary>What was read before.</summary>
    public Readings Readings => evaluator.Readings;

    /// <summary>The run that is checked.</summary>
    public IObserved Observed => evaluator.Observed;

    /// <summary>An argument.</summary>
    public Value this[int index] => arguments[index]!;

    /// <summary>True when an argument was written.</summary>
    public bool Has(int index) => index < arguments.Length;

    /// <summary>The argument as a list.</summary>
    public ListValue List(int index) => (ListValue)this[index];

    public TextValue Text(int index) => (TextValue)this[index];

    public ExactNumber Number(int index) => ((NumberValue)this[index]).Number;

    /// <summary>True for a written <c>desc</c>.</summary>
    public bool Descending(int index) => Has(index) && node.Arguments[index] is OrderExpression { Descending: true };

    /// <summary>The argument as it is written, for what is said of it.</summary>
    public string Name(int index) => evaluator.Name(node.Arguments[index]);

    /// <summary>The per-item expression, of an item.</summary>
    public Value Each(int index, Value item) => evaluator.Evaluate(node.Arguments[index], item);

    /// <summary>Why the per-item expression is false for an item.</summary>
    public string Why(int index, Value item) => new Explanation(evaluator).Of(node.Arguments[index], item);
}
