using Hone.Equivalence.Invariants.Evaluation;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Functions;

/// <summary>Functions about the order of lists.</summary>
internal static class OrderFunctions
{
    private const Kinds Ordered = Kinds.Number | Kinds.Text | Kinds.List | Kinds.Boolean;

    public static IReadOnlyList<Function> All { get; } =
    [
        new("sorted", [new("list", Kinds.List) { Items = Ordered }, new("order", Kinds.Order) { Optional = true }],
            "True when no item stands before one that belongs before it: ascending, or descending with the order `desc`; equal neighbours are in order. Numbers are compared as numbers, texts byte by byte (the order of their code points).",
            "sorted(lines(stdout))")
        {
            Type = _ => StaticType.Boolean,
            Body = call => Sorted(call, out _),
            WhyNot = call =>
            {
                Sorted(call, out int at);
                ListValue list = call.List(0);
                return Neighbours(list, at, call.Descending(1), list.Items[at - 1], list.Items[at]);
            },
        },
        new("sorted_by",
            [
                new("list", Kinds.List), new("key", Kinds.Any) { PerItem = true }, new("order", Kinds.Order) { Optional = true },
                new("key", Kinds.Any) { PerItem = true, Optional = true }, new("order", Kinds.Order) { Optional = true },
                new("key", Kinds.Any) { PerItem = true, Optional = true }, new("order", Kinds.Order) { Optional = true },
            ],
            "True when the list is sorted by a key of each item, called `it`; items with equal keys by the next key.",
            "sorted_by(csv(file('out/pairs.csv')), it.count, desc, it.term, asc)")
        {
            Type = _ => StaticType.Boolean,
            Body = call => SortedBy(call, out _, out _),
            WhyNot = call =>
            {
                SortedBy(call, out int at, out int key);
                ListValue list = call.List(0);
                string place = Neighbours(list, at, call.Descending(key + 1), call.Each(key, list.Items[at - 1]), call.Each(key, list.Items[at]));
                return $"by {call.Name(key)}, {place}";
            },
        },
        new("reverse", [new("list", Kinds.List)],
            "The list from its end.",
            "lines(rerun('input/words.txt', unlines(reverse(lines(input('input/words.txt'))))).stdout) == lines(stdout)")
        {
            Type = types => types[0] with { Kinds = Kinds.List },
            Body = call => Copy(call, items => items.Reverse()),
        },
        new("shuffle", [new("list", Kinds.List), new("seed", Kinds.Number)],
            "The list in another order, which follows from the seed, a whole number: the same on every machine.",
            "multiset(lines(rerun('stdin', unlines(shuffle(lines(stdin), 7))).stdout)) == multiset(lines(stdout))")
        {
            Type = types => types[0] with { Kinds = Kinds.List },
            Body = call => call.Number(1).ToInt32() is not int seed
                ? FaultValue.Wrong($"shuffle takes a whole number as its seed, and this is {ShownValue.Of(call[1])}")
                : Copy(call, items => Shuffle.Of(items, seed)),
        },
        new("take", [new("list", Kinds.List), new("number", Kinds.Number)],
            "The first so many items of a list; the last ones for a negative number; all of them when there are fewer.",
            "take(lines(run(concat(command, ['--top', '10'])).stdout), 3) == take(lines(stdout), 3)")
        {
            Type = types => types[0] with { Kinds = Kinds.List },
            Body = call => call.Number(1).ToInt32() is not int number
                ? FaultValue.Wrong($"take takes a whole number, and this is {ShownValue.Of(call[1])}")
                : Copy(call, items => number >= 0 ? items.Take(number) : items.TakeLast((int)Math.Min(int.MaxValue, -(long)number))),
        },
        new("concat", [new("first", Kinds.Text | Kinds.List), new("second", Kinds.Text | Kinds.List)],
            "Two texts, or two lists, one after the other.",
            "json(rerun('stdin', concat(stdin, stdin)).stdout).total == 2 * json(stdout).total")
        {
            Type = types => (types[0].Kinds & Kinds.List) == 0 || (types[1].Kinds & Kinds.List) == 0
                ? StaticType.Text
                : (types[0].Kinds & Kinds.Text) == 0 || (types[1].Kinds & Kinds.Text) == 0
                    ? StaticType.ListOf(types[0].ItemOrAny.Or(types[1].ItemOrAny))
                    : new(Kinds.Text | Kinds.List),
            Body = Concat,
        },
        new("unlines", [new("lines", Kinds.List) { Items = Kinds.Text }],
            "A list of texts as one text, a line feed after each.",
            "unlines(lines(stdout)) == stdout")
        {
            Type = _ => StaticType.Text,
            Body = call => Comparable.Fault(call.List(0), call.Name(0), Kinds.Text) ?? Pieces.Unlines(call.List(0).Items, call.Meter),
        },
    ];

    private static string Neighbours(ListValue list, int at, bool descending, Value before, Value after) =>
        $"{list.Noun} {at} is {ShownValue.Of(before)} and {list.Noun} {at + 1} is {ShownValue.Of(after)}, which belongs before it {(descending ? "in descending order" : "in ascending order")}";

    private static Value Sorted(Call call, out int at)
    {
        ListValue list = call.List(0);
        at = 0;
        if (call.Meter.Spend(1 + 2L * list.Items.Count) is { } tooLarge)
        {
            return tooLarge;
        }

        if (Comparable.Fault(list, call.Name(0), Ordered) is { } fault)
        {
            return fault;
        }

        int sign = call.Descending(1) ? -1 : 1;
        for (at = 1; at < list.Items.Count; at++)
        {
            if (ValueOrder.Instance.Compare(list.Items[at - 1], list.Items[at]) * sign > 0)
            {
                return BooleanValue.False;
            }
        }

        return BooleanValue.True;
    }

    private static Value SortedBy(Call call, out int at, out int key)
    {
        ListValue list = call.List(0);
        (at, key) = (0, 1);
        int keys = call.Node.Arguments.Count / 2;
        Value[]? before = null;
        for (at = 0; at < list.Items.Count; at++)
        {
            Value[] here = new Value[keys];
            for (int i = 0; i < keys; i++)
            {
                here[i] = call.Each(1 + 2 * i, list.Items[at]);
                if (here[i] is FaultValue fault)
                {
                    return fault;
                }

                if ((StaticType.KindOf(here[i]) & Ordered) == 0 || (before is not null && before[i].Rank != here[i].Rank))
                {
                    return FaultValue.Wrong($"the key {call.Name(1 + 2 * i)} of {list.Noun} {at + 1} is {ShownValue.WithKind(here[i])}" + (before is null ? "" : $", and that of the one before it {ShownValue.WithKind(before[i])}"));
                }
            }

            for (int i = 0; before is not null && i < keys; i++)
            {
                key = 1 + 2 * i;
                int order = ValueOrder.Instance.Compare(before[i], here[i]) * (call.Descending(key + 1) ? -1 : 1);
                if (order > 0)
                {
                    return BooleanValue.False;
                }

                if (order < 0)
                {
                    break;
                }
            }

            before = here;
        }

        return BooleanValue.True;
    }

    private static Value Copy(Call call, Func<IReadOnlyList<Value>, IEnumerable<Value>> make)
    {
        ListValue list = call.List(0);
        return call.Meter.Spend(1 + list.Items.Count, Meter.ListBytes(list.Items.Count))
            ?? (Value)new ListValue([.. make(list.Items)], list.Noun) { Columns = list.Columns };
    }

    private static Value Concat(Call call)
    {
        switch (call[0], call[1])
        {
            case (TextValue left, TextValue right):
                long length = (long)left.Span.Length + right.Span.Length;
                if (length > int.MaxValue)
                {
                    return FaultValue.Undecided("the text would be longer than 2 GiB");
                }

                return call.Meter.Spend(1 + length / 8, length) ?? (Value)new TextValue((byte[])[.. left.Span, .. right.Span]);
            case (ListValue left, ListValue right):
                long items = (long)left.Items.Count + right.Items.Count;
                return call.Meter.Spend(1 + items, Meter.ListBytes(items)) ?? (Value)new ListValue([.. left.Items, .. right.Items], left.Noun);
            default:
                return FaultValue.Wrong($"concat takes two texts or two lists, and these are {ShownValue.WithKind(call[0])} and {ShownValue.WithKind(call[1])}");
        }
    }
}
