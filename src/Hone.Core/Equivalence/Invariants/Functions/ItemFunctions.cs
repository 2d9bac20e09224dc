using Hone.Equivalence.Invariants.Evaluation;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Functions;

/// <summary>Functions that look at each item of a list, called <c>it</c>: one pass, no more.</summary>
internal static class ItemFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        new("all", [new("list", Kinds.List), new("condition", Kinds.Boolean) { PerItem = true }],
            "True when the condition holds of each item, called `it`; true for an empty list.",
            "all(csv(stdout), it.low <= it.high)")
        {
            Type = _ => StaticType.Boolean,
            Body = call => First(call, wanted: false, out _) switch
            {
                FaultValue fault => fault,
                null => BooleanValue.True,
                _ => BooleanValue.False,
            },
            WhyNot = call =>
            {
                First(call, wanted: false, out int at);
                Value item = call.List(0).Items[at];
                return $"{call.List(0).Noun} {at + 1} of {call.List(0).Items.Count} is {ShownValue.Of(item)}: {call.Why(1, item)}";
            },
        },
        new("any", [new("list", Kinds.List), new("condition", Kinds.Boolean) { PerItem = true }],
            "True when the condition holds of at least one item, called `it`; false for an empty list.",
            "any(lines(stderr), starts(it, 'warning: '))")
        {
            Type = _ => StaticType.Boolean,
            Body = call => First(call, wanted: true, out _) switch
            {
                FaultValue fault => fault,
                null => BooleanValue.False,
                _ => BooleanValue.True,
            },
            WhyNot = call => call.List(0).Items.Count == 0 ? $"{call.Name(0)} is empty" : $"none of {ShownValue.Count(call.List(0).Items.Count, call.List(0).Noun)} of {call.Name(0)} is such that {call.Name(1)}",
        },
        new("map", [new("list", Kinds.List), new("value", Kinds.Any) { PerItem = true }],
            "What is computed of each item, called `it`, as a list.",
            "sum(map(csv(stdout), it.price * it.number)) == json(file('out/total.json')).total")
        {
            Type = types => StaticType.ListOf(types[1]),
            Body = call => Each(call, keep: false),
        },
        new("where", [new("list", Kinds.List), new("condition", Kinds.Boolean) { PerItem = true }],
            "The items of which the condition holds, each called `it`, in their order.",
            "count(where(lines(stdout), starts(it, 'error '))) == 0")
        {
            Type = types => types[0] with { Kinds = Kinds.List },
            Body = call => Each(call, keep: true),
        },
    ];

    /// <summary>The first item of which the condition has the wanted value; a fault, or null when there is none.</summary>
    private static Value? First(Call call, bool wanted, out int at)
    {
        IReadOnlyList<Value> items = call.List(0).Items;
        for (at = 0; at < items.Count; at++)
        {
            Value held = Condition(call, at);
            if (held is FaultValue || ((BooleanValue)held).IsTrue == wanted)
            {
                return held is FaultValue ? held : items[at];
            }
        }

        return null;
    }

    private static Value Condition(Call call, int at)
    {
        Value held = call.Each(1, call.List(0).Items[at]);
        return held switch
        {
            FaultValue { Kind: not FaultKind.Undecided } fault => new FaultValue(fault.Kind, Placed(call, at, fault)),
            FaultValue or BooleanValue => held,
            _ => FaultValue.Wrong($"{call.Name(1)} of {call.List(0).Noun} {at + 1} is {ShownValue.WithKind(held)}, and not true or false"),
        };
    }

    private static string Placed(Call call, int at, FaultValue fault) => $"{call.List(0).Noun} {at + 1} of {call.Name(0)}: {fault.Reason}";

    private static Value Each(Call call, bool keep)
    {
        ListValue list = call.List(0);
        if (call.Meter.Spend(1, Meter.ListBytes(list.Items.Count)) is { } tooLarge)
        {
            return tooLarge;
        }

        List<Value> made = [];
        for (int at = 0; at < list.Items.Count; at++)
        {
            Value value = keep ? Condition(call, at) : call.Each(1, list.Items[at]);
            if (value is FaultValue fault)
            {
                return keep || fault.Kind == FaultKind.Undecided ? fault : new FaultValue(fault.Kind, Placed(call, at, fault));
            }

            if (!keep)
            {
                made.Add(value);
            }
            else if (((BooleanValue)value).IsTrue)
            {
                made.Add(list.Items[at]);
            }
        }

        return new ListValue(made, list.Noun) { Columns = keep ? list.Columns : null };
    }
}
