using System.Globalization;
using System.Text;
using Hone.Equivalence.Invariants.Syntax;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Evaluation;

/// <summary>Follows the steps of a path; behind a <c>[*]</c> in each item.</summary>
internal static class PathWalk
{
    /// <summary>The value, or the list of values behind a <c>[*]</c>; a fault that says at which step there was nothing.</summary>
    public static Value Follow(PathExpression path, Value operand, Meter meter)
    {
        bool every = path.Steps.Any(step => step.IsEvery);
        List<Value> reached = [];
        Trail trail = new(path, meter, reached);
        if (trail.Walk(operand, 0) is { } fault)
        {
            return fault;
        }

        return every ? new ListValue(reached, operand is ListValue list ? list.Noun : "item") : reached[0];
    }

    /// <summary>Where a walk is: the indexes taken at each <c>[*]</c>, for the message.</summary>
    private sealed class Trail(PathExpression path, Meter meter, List<Value> reached)
    {
        private readonly int[] _taken = new int[path.Steps.Count];

        /// <summary>Goes on from a step; a fault when there is nothing.</summary>
        public FaultValue? Walk(Value value, int at)
        {
            if (at == path.Steps.Count)
            {
                reached.Add(value);
                return meter.Spend(1, 8);
            }

            PathStep step = path.Steps[at];
            return step switch
            {
                { Field: { } field } => value is not RecordValue record
                    ? FaultValue.Wrong($"{Place(at)} is {ShownValue.WithKind(value)}, and has no field {ShownValue.Of(field)}")
                    : record.Find(field) is { } found ? Walk(found, at + 1) : FaultValue.Missing($"{Place(at)} has no field {ShownValue.Of(field)}"),
                { Index: int index } => value is not ListValue list
                    ? FaultValue.Wrong($"{Place(at)} is {ShownValue.WithKind(value)}, and not a list")
                    : Indexed(list, index, at),
                _ => Each(value, at),
            };
        }

        private FaultValue? Indexed(ListValue list, int index, int at)
        {
            long place = index < 0 ? (long)list.Items.Count + index : index;
            return place < 0 || place >= list.Items.Count
                ? FaultValue.Missing(string.Create(CultureInfo.InvariantCulture, $"{Place(at)} has {ShownValue.Count(list.Items.Count, list.Noun)}, and no [{index}]"))
                : Walk(list.Items[(int)place], at + 1);
        }

        private FaultValue? Each(Value value, int at)
        {
            IReadOnlyList<Value>? items = value switch
            {
                ListValue list => list.Items,
                RecordValue record => record.Values,
                _ => null,
            };
            if (items is null)
            {
                return FaultValue.Wrong($"{Place(at)} is {ShownValue.WithKind(value)}, and not a list");
            }

            for (int i = 0; i < items.Count; i++)
            {
                _taken[at] = i;
                if (Walk(items[i], at + 1) is { } fault)
                {
                    return fault;
                }
            }

            return meter.Spend(1);
        }

        private string Place(int steps)
        {
            StringBuilder place = new(Printer.Print(path.Operand));
            for (int i = 0; i < steps; i++)
            {
                PathStep step = path.Steps[i];
                string index = (step.Index ?? _taken[i]).ToString(CultureInfo.InvariantCulture);
                place.Append(step.Field is { } field ? Printer.Field(field) : "[" + index + "]");
            }

            return place.ToString();
        }
    }
}
