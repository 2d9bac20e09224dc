using Hone.Equivalence.Invariants.Syntax;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Evaluation;

/// <summary>The operators that compare.</summary>
internal static class Comparison
{
    /// <summary><c>==</c> and <c>!=</c>: values of different kinds are not equal.</summary>
    public static Value Equality(BinaryExpression binary, Value left, Value right, Meter meter)
    {
        if (left is RunValue || right is RunValue)
        {
            return Evaluator.Unfit(left is RunValue ? binary.Left : binary.Right, left is RunValue ? left : right, Kinds.Any);
        }

        return meter.Spend(1 + Math.Min(Size(left), Size(right))) ?? (Value)BooleanValue.Of(ValueOrder.Instance.Equals(left, right) == (binary.Sign == "=="));
    }

    /// <summary><c>&lt; &lt;= &gt; &gt;=</c>: two numbers or two texts.</summary>
    public static Value Order(BinaryExpression binary, Value left, Value right)
    {
        if (left is not (NumberValue or TextValue))
        {
            return Evaluator.Unfit(binary.Left, left, Kinds.Number | Kinds.Text);
        }

        if (right.Rank != left.Rank)
        {
            return Evaluator.Unfit(binary.Right, right, StaticType.KindOf(left));
        }

        int order = ValueOrder.Instance.Compare(left, right);
        return BooleanValue.Of(binary.Sign switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        });
    }

    private static long Size(Value value) => value switch
    {
        TextValue text => text.Span.Length / 16,
        ListValue list => list.Items.Count,
        BagValue bag => bag.Counts.Count,
        RecordValue record => record.Values.Count,
        _ => 1,
    };
}
