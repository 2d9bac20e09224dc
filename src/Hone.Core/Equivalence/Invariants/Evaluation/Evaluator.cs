using System.Runtime.CompilerServices;
using Hone.Equivalence.Invariants.Functions;
using Hone.Equivalence.Invariants.Syntax;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Evaluation;

/// <summary>
/// Computes the value of an expression for one run. Total: every expression has a value or a fault with its reason, after at most
/// the steps of the meter. <c>and</c>, <c>or</c> and <c>implies</c> look at their right side only when it counts.
/// </summary>
internal sealed class Evaluator(IObserved observed, Meter meter, Readings readings)
{
    private readonly Dictionary<Expression, Value> _constant = new(ByReference.Instance);
    private readonly Dictionary<string, Value> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<Expression, string> _names = new(ByReference.Instance);
    private readonly Dictionary<Expression, IReadOnlySet<Value>> _sets = new(ByReference.Instance);

    /// <summary>The run that is checked.</summary>
    public IObserved Observed => observed;

    /// <summary>Counts the cost.</summary>
    public Meter Meter => meter;

    /// <summary>What was read before.</summary>
    public Readings Readings => readings;

    /// <summary>The value of an expression; <paramref name="it"/> is the item at hand, null outside of lists.</summary>
    public Value Evaluate(Expression node, Value? it)
    {
        if (meter.Spend(1) is { } tooLarge)
        {
            return tooLarge;
        }

        switch (node)
        {
            case LiteralExpression literal:
                return literal.Value;
            case ItExpression:
                return it ?? FaultValue.Wrong("it stands where there is no item");
            case SourceExpression source:
                return Sources.Read(this, source, it);
            case BaseExpression:
                return new RunValue(observed.Base ?? observed);
            case OrderExpression:
                return NullValue.Only;
            case UnaryExpression unary:
                return Unary(unary, it);
            case BinaryExpression binary:
                return Binary(binary, it);
            default:
                return Kept(node, it);
        }
    }

    /// <summary>The expression as text, for what is said of it.</summary>
    public string Name(Expression node)
    {
        if (!_names.TryGetValue(node, out string? name))
        {
            name = Printer.Print(node);
            _names[node] = name;
        }

        return name;
    }

    /// <summary>Lists, paths and calls: what does not depend on the item is computed once, and a run is made once.</summary>
    private Value Kept(Expression node, Value? it)
    {
        bool keep = !node.UsesIt;
        if (keep && _constant.TryGetValue(node, out Value? kept))
        {
            return kept;
        }

        Value value = node switch
        {
            ListExpression list => List(list, it),
            PathExpression path => Evaluate(path.Operand, it) is var operand && operand is FaultValue ? operand : PathWalk.Follow(path, operand, meter),
            CallExpression { Function.Runs: true } call => Run(call, it),
            CallExpression call => Call(call, it),
            _ => throw new InvalidOperationException("unknown expression " + node.GetType().Name),
        };
        if (keep)
        {
            _constant[node] = value;
        }

        return value;
    }

    private Value Run(CallExpression call, Value? it)
    {
        // The same text is the same run: nothing in the language changes between two places of one expression.
        string key = Printer.Print(call);
        if (!_runs.TryGetValue(key, out Value? run))
        {
            run = Call(call, it);
            _runs[key] = run;
        }

        return run;
    }

    private Value List(ListExpression list, Value? it)
    {
        Value[] items = new Value[list.Items.Count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = Evaluate(list.Items[i], it);
            if (items[i] is FaultValue)
            {
                return items[i];
            }
        }

        return meter.Spend(0, Meter.ListBytes(items.Length)) ?? (Value)new ListValue(items);
    }

    private Value Call(CallExpression call, Value? it) => Arguments(call, it, out Value?[] arguments) ?? call.Function.Body(new(call, arguments, this));

    /// <summary>The arguments of a call that are values; a fault when one is none or of the wrong kind.</summary>
    public FaultValue? Arguments(CallExpression call, Value? it, out Value?[] arguments)
    {
        arguments = new Value?[call.Arguments.Count];
        for (int i = 0; i < arguments.Length; i++)
        {
            Parameter parameter = call.Function.Parameters[i];
            if (parameter.PerItem || parameter.Kinds == Kinds.Order)
            {
                continue;
            }

            Value value = Evaluate(call.Arguments[i], it);
            if (value is FaultValue fault)
            {
                if (!call.Function.TakesMissing || fault.Kind != FaultKind.Missing)
                {
                    return fault;
                }
            }
            else if ((StaticType.KindOf(value) & parameter.Kinds) == 0)
            {
                return FaultValue.Wrong($"{Printer.Print(call.Arguments[i])} is {ShownValue.WithKind(value)}, and {call.Function.Name} takes {StaticType.Words(parameter.Kinds)}");
            }

            arguments[i] = value;
        }

        return null;
    }

    private Value Unary(UnaryExpression unary, Value? it)
    {
        Value operand = Evaluate(unary.Operand, it);
        return (unary.Sign, operand) switch
        {
            (_, FaultValue) => operand,
            ("not", BooleanValue flag) => BooleanValue.Of(!flag.IsTrue),
            ("-", NumberValue number) => new NumberValue(number.Number.Negated()),
            _ => Unfit(unary.Operand, operand, unary.Sign == "not" ? Kinds.Boolean : Kinds.Number),
        };
    }

    private Value Binary(BinaryExpression binary, Value? it)
    {
        Value left = Evaluate(binary.Left, it);
        if (left is FaultValue)
        {
            return left;
        }

        switch (binary.Sign)
        {
            case "and" or "or" or "implies":
                if (left is not BooleanValue condition)
                {
                    return Unfit(binary.Left, left, Kinds.Boolean);
                }

                bool decided = binary.Sign == "or" ? condition.IsTrue : !condition.IsTrue;
                if (decided)
                {
                    return BooleanValue.Of(binary.Sign != "and");
                }

                Value last = Evaluate(binary.Right, it);
                return last is FaultValue or BooleanValue ? last : Unfit(binary.Right, last, Kinds.Boolean);
            case "in":
                return In(binary, left, it);
        }

        Value right = Evaluate(binary.Right, it);
        return right is FaultValue ? right : binary.Sign switch
        {
            "==" or "!=" => Comparison.Equality(binary, left, right, meter),
            "+" or "-" or "*" or "/" => Arithmetic(binary, left, right),
            _ => Comparison.Order(binary, left, right),
        };
    }

    private static Value Arithmetic(BinaryExpression binary, Value left, Value right)
    {
        if (left is not NumberValue first)
        {
            return Unfit(binary.Left, left, Kinds.Number);
        }

        if (right is not NumberValue second)
        {
            return Unfit(binary.Right, right, Kinds.Number);
        }

        return binary.Sign switch
        {
            "+" => NumberFunctions.Number(first.Number.Plus(second.Number)),
            "-" => NumberFunctions.Number(first.Number.Minus(second.Number)),
            "*" => NumberFunctions.Number(first.Number.Times(second.Number)),
            _ when second.Number.Digits.IsZero => FaultValue.Wrong($"{Printer.Print(binary.Left)} is divided by {Printer.Print(binary.Right)}, which is 0"),
            _ => NumberFunctions.Number(first.Number.Over(second.Number)),
        };
    }

    private Value In(BinaryExpression binary, Value item, Value? it)
    {
        if (!binary.Right.UsesIt && _sets.TryGetValue(binary.Right, out IReadOnlySet<Value>? known))
        {
            return BooleanValue.Of(known.Contains(item));
        }

        Value right = Evaluate(binary.Right, it);
        if (right is not (ListValue or BagValue))
        {
            return right is FaultValue ? right : Unfit(binary.Right, right, Kinds.List | Kinds.Bag);
        }

        if (SetFunctions.Distinct(right, meter, out IReadOnlySet<Value> distinct) is { } tooLarge)
        {
            return tooLarge;
        }

        if (!binary.Right.UsesIt)
        {
            _sets[binary.Right] = distinct;
        }

        return BooleanValue.Of(distinct.Contains(item));
    }

    /// <summary>A fault: the value of the part is not of the kinds that are needed.</summary>
    public static FaultValue Unfit(Expression part, Value value, Kinds kinds) =>
        FaultValue.Wrong($"{Printer.Print(part)} is {ShownValue.WithKind(value)}, and {StaticType.Words(kinds)} is needed");

    /// <summary>Nodes are told apart by identity: two places of one expression may be worded alike.</summary>
    private sealed class ByReference : IEqualityComparer<Expression>
    {
        public static ByReference Instance { get; } = new();

        public bool Equals(Expression? x, Expression? y) => ReferenceEquals(x, y);

        public int GetHashCode(Expression obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
