using System.Globalization;
using Hone.Equivalence.Invariants.Functions;
using Hone.Equivalence.Invariants.Syntax;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Evaluation;

/// <summary>
/// Finds the smallest part of a false expression that makes it false, and says with which values: the two lines in the wrong
/// order, the first item that differs, both sides of a comparison.
/// </summary>
internal sealed class Explanation(Evaluator evaluator)
{
    /// <summary>Why the expression is false, in one clause or a few lines; printable.</summary>
    public string Of(Expression node, Value? it)
    {
        switch (node)
        {
            case BinaryExpression { Sign: "and" } binary:
                return Of(IsFalse(binary.Left, it) ? binary.Left : binary.Right, it);
            case BinaryExpression { Sign: "or" } binary:
                return $"neither holds: {Of(binary.Left, it)}; and {Of(binary.Right, it)}";
            case BinaryExpression { Sign: "implies" } binary:
                return $"{Printer.Print(binary.Left)}, and {Of(binary.Right, it)}";
            case BinaryExpression { Sign: "==" } binary:
                return Difference.Between(Printer.Print(binary.Left), Value(binary.Left, it), Printer.Print(binary.Right), Value(binary.Right, it));
            case BinaryExpression { Sign: "!=" } binary:
                return $"{Printer.Print(binary.Left)} and {Printer.Print(binary.Right)} are both {ShownValue.Of(Value(binary.Left, it))}";
            case BinaryExpression { Sign: "in" } binary:
                return $"{Side(binary.Left, it)}, which is not in {Printer.Print(binary.Right)}";
            case BinaryExpression { Sign: "<" or "<=" or ">" or ">=" } binary:
                return binary.Right is LiteralExpression limit ? $"{Side(binary.Left, it)}, and not {binary.Sign} {ShownValue.Of(limit.Value)}" : $"{Side(binary.Left, it)} and {Side(binary.Right, it)}";
            case UnaryExpression { Sign: "not" } unary:
                return Held(unary.Operand, it);
            case CallExpression { Function.WhyNot: { } why } call:
                return evaluator.Arguments(call, it, out Value?[] arguments) is { } fault ? fault.Reason : why(new(call, arguments, evaluator));
            default:
                return Value(node, it) is FaultValue none ? none.Reason : Printer.Print(node) + " is false";
        }
    }

    /// <summary>Why an expression is true, where <c>not</c> stands before it.</summary>
    private string Held(Expression node, Value? it) => node switch
    {
        BinaryExpression { Sign: "==" or "<" or "<=" or ">" or ">=" } binary => binary.Right is LiteralExpression ? Side(binary.Left, it) : $"{Side(binary.Left, it)} and {Side(binary.Right, it)}",
        BinaryExpression { Sign: "in" } binary => $"{Side(binary.Left, it)}, which is in {Printer.Print(binary.Right)}",
        CallExpression { Function.Name: "contains" } call when Value(call.Arguments[0], it) is TextValue text && Value(call.Arguments[1], it) is TextValue part && text.Span.IndexOf(part.Span) is int at and >= 0 =>
            string.Create(CultureInfo.InvariantCulture, $"{ShownValue.Of(part)} stands in line {text.Span[..at].Count((byte)'\n') + 1} of {Printer.Print(call.Arguments[0])}"),
        CallExpression { Function.Name: "any" } call when Value(call.Arguments[0], it) is ListValue list && list.Items.ToList().FindIndex(item => evaluator.Evaluate(call.Arguments[1], item) is BooleanValue { IsTrue: true }) is int at and >= 0 =>
            string.Create(CultureInfo.InvariantCulture, $"{list.Noun} {at + 1} is {ShownValue.Of(list.Items[at])}, and {Printer.Print(call.Arguments[1])}"),
        _ => Printer.Print(node) + " holds",
    };

    private string Side(Expression node, Value? it) => node is LiteralExpression literal ? ShownValue.Of(literal.Value) : $"{Printer.Print(node)} is {ShownValue.Of(Value(node, it))}";

    private Value Value(Expression node, Value? it) => evaluator.Evaluate(node, it);

    private bool IsFalse(Expression node, Value? it) => Value(node, it) is BooleanValue { IsTrue: false };
}
