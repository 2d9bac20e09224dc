using Hone.Equivalence.Invariants.Evaluation;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Functions;

/// <summary>Functions that look at items without their order.</summary>
internal static class SetFunctions
{
    private const long EntryBytes = 64;

    public static IReadOnlyList<Function> All { get; } =
    [
        new("unique", [new("list", Kinds.List)],
            "True when no two items are equal.",
            "unique(column(csv(file('out/pairs.csv')), 'term'))")
        {
            Type = _ => StaticType.Boolean,
            Body = call => FirstDouble(call, out _, out _),
            WhyNot = call =>
            {
                FirstDouble(call, out int first, out int second);
                string noun = call.List(0).Noun;
                return $"{noun}s {first + 1} and {second + 1} are both {ShownValue.Of(call.List(0).Items[first])}";
            },
        },
        new("set", [new("list", Kinds.List | Kinds.Bag)],
            "The items without their order, each once: two sets are equal when they have the same items.",
            "set(words(stdout)) == set(words(stdin))")
        {
            Type = types => StaticType.BagOf(types[0].Item),
            Body = call => Bag(call, once: true),
        },
        new("multiset", [new("list", Kinds.List | Kinds.Bag)],
            "The items without their order, each as often as it occurs.",
            "multiset(lines(stdout)) == multiset(lines(stdin))")
        {
            Type = types => StaticType.BagOf(types[0].Item),
            Body = call => Bag(call, once: false),
        },
        new("subset", [new("items", Kinds.List | Kinds.Bag), new("of", Kinds.List | Kinds.Bag)],
            "True when every item of the first is one of the second.",
            "subset(column(csv(file('out/routes.csv')), 'from'), column(csv(input('input/trips.csv')), 'from'))")
        {
            Type = _ => StaticType.Boolean,
            Body = call => Subset(call, out _, out _),
            WhyNot = call =>
            {
                Subset(call, out int at, out Value? item);
                string where = call[0] is ListValue list ? $"{list.Noun} {at + 1}, {ShownValue.Of(item!)}," : ShownValue.Of(item!);
                return $"{where} is not in {call.Name(1)}";
            },
        },
    ];

    /// <summary>The distinct items of a list or bag; a fault when that costs too much.</summary>
    public static FaultValue? Distinct(Value value, Meter meter, out IReadOnlySet<Value> distinct)
    {
        if (value is BagValue bag)
        {
            distinct = bag.Counts.Keys.ToHashSet(ValueOrder.Instance);
            return meter.Spend(1 + bag.Counts.Count, EntryBytes * bag.Counts.Count);
        }

        IReadOnlyList<Value> items = ((ListValue)value).Items;
        distinct = new HashSet<Value>();
        if (meter.Spend(1 + items.Count, EntryBytes * items.Count) is { } tooLarge)
        {
            return tooLarge;
        }

        distinct = items.ToHashSet(ValueOrder.Instance);
        return null;
    }

    private static Value FirstDouble(Call call, out int first, out int second)
    {
        IReadOnlyList<Value> items = call.List(0).Items;
        (first, second) = (0, 0);
        if (call.Meter.Spend(1 + items.Count, EntryBytes * items.Count) is { } tooLarge)
        {
            return tooLarge;
        }

        Dictionary<Value, int> seen = new(items.Count, ValueOrder.Instance);
        for (second = 0; second < items.Count; second++)
        {
            if (!seen.TryAdd(items[second], second))
            {
                first = seen[items[second]];
                return BooleanValue.False;
            }
        }

        return BooleanValue.True;
    }

    private static Value Bag(Call call, bool once)
    {
        if (call[0] is BagValue bag)
        {
            return once ? new BagValue(bag.Counts.ToDictionary(each => each.Key, _ => 1, ValueOrder.Instance), bag.Counts.Count) : bag;
        }

        IReadOnlyList<Value> items = call.List(0).Items;
        if (call.Meter.Spend(1 + items.Count, EntryBytes * items.Count) is { } tooLarge)
        {
            return tooLarge;
        }

        Dictionary<Value, int> counts = new(ValueOrder.Instance);
        foreach (Value item in items)
        {
            counts[item] = once ? 1 : counts.GetValueOrDefault(item) + 1;
        }

        return new BagValue(counts, once ? counts.Count : items.Count);
    }

    private static Value Subset(Call call, out int at, out Value? item)
    {
        (at, item) = (0, null);
        if (Distinct(call[1], call.Meter, out IReadOnlySet<Value> all) is { } tooLarge)
        {
            return tooLarge;
        }

        IEnumerable<Value> items = call[0] is BagValue bag ? bag.Counts.Keys.Order(ValueOrder.Instance) : call.List(0).Items;
        if (call.Meter.Spend(1 + items.Count()) is { } full)
        {
            return full;
        }

        foreach (Value each in items)
        {
            if (!all.Contains(each))
            {
                item = each;
                return BooleanValue.False;
            }

            at++;
        }

        return BooleanValue.True;
    }
}
