using Hone.Equivalence.Invariants.Evaluation;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Functions;

/// <summary>Functions that count and compute.</summary>
internal static class NumberFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        new("count", [new("list", Kinds.List | Kinds.Bag | Kinds.Record)],
            "How many items a list has, rows a table, items a set, fields a record.",
            "count(csv(file('out/routes.csv'))) == count(csv(input('input/trips.csv')))")
        {
            Type = _ => StaticType.Number,
            Body = call => new NumberValue(ExactNumber.From(call[0] switch
            {
                ListValue list => list.Items.Count,
                BagValue bag => bag.Total,
                _ => ((RecordValue)call[0]).Values.Count,
            })),
        },
        new("sum", [new("numbers", Kinds.List) { Items = Kinds.Number }],
            "The sum of a list of numbers, exact; 0 for an empty list.",
            "sum(column(csv(file('out/summary.csv')), 'requests')) == count(lines(input('input/access.log')))")
        {
            Type = _ => StaticType.Number,
            Body = Sum,
        },
        new("min", [new("list", Kinds.List) { Items = Kinds.Number | Kinds.Text }],
            "The least item of a list of numbers or of texts; an empty list breaks the invariant.",
            "min(column(csv(stdout), 'price')) >= 0")
        {
            Type = types => new(types[0].ItemOrAny.Kinds & (Kinds.Number | Kinds.Text)),
            Body = call => Extreme(call, -1),
        },
        new("max", [new("list", Kinds.List) { Items = Kinds.Number | Kinds.Text }],
            "The greatest item of a list of numbers or of texts; an empty list breaks the invariant.",
            "max(column(csv(stdout), 'share')) <= 1")
        {
            Type = types => new(types[0].ItemOrAny.Kinds & (Kinds.Number | Kinds.Text)),
            Body = call => Extreme(call, 1),
        },
        new("abs", [new("number", Kinds.Number)],
            "A number without its sign.",
            "abs(json(stdout).mean - json(base.stdout).mean) <= 1e-12")
        {
            Type = _ => StaticType.Number,
            Body = call => new NumberValue(call.Number(0).Absolute()),
        },
        new("round", [new("number", Kinds.Number), new("places", Kinds.Number) { Optional = true }],
            "A number rounded to so many places after the point (0 when left out), half to even.",
            "round(100 * json(stdout).ratio, 1) <= 100")
        {
            Type = _ => StaticType.Number,
            Body = call => (call.Has(1) ? call.Number(1).ToInt32() : 0) is not int places || Math.Abs(places) > ExactNumber.MostDigits
                ? FaultValue.Wrong($"round takes a whole number of places up to {ExactNumber.MostDigits}, and this is {ShownValue.Of(call[1])}")
                : Number(call.Number(0).Rounded(places)),
        },
        new("number", [new("text", Kinds.Text | Kinds.Number)],
            "The number that a text is written as, white space around it aside: `-1.5e3`, `+7`, `007`. Any other text breaks the invariant.",
            "sorted(map(lines(stdout), number(words(it)[0])), desc)")
        {
            Type = _ => StaticType.Number,
            Body = call => call[0] is NumberValue ? call[0] : NumberReader.Read(Pieces.Trimmed(call.Text(0)).Span, strict: false, out ExactNumber number) switch
            {
                NumberReading.Number => new NumberValue(number),
                NumberReading.NotANumber => FaultValue.Wrong($"the text {ShownValue.Of(call[0])} is no number"),
                _ => TooLong(),
            },
        },
    ];

    /// <summary>A number, or that it has left the range.</summary>
    public static Value Number(ExactNumber? number) => number is { } found ? new NumberValue(found) : TooLong();

    private static FaultValue TooLong() => FaultValue.Undecided($"a number has more than {ExactNumber.MostDigits} digits");

    private static Value Sum(Call call)
    {
        IReadOnlyList<Value> items = call.List(0).Items;
        if (call.Meter.Spend(1 + items.Count) is { } tooLarge)
        {
            return tooLarge;
        }

        ExactNumber? sum = ExactNumber.From(0);
        for (int i = 0; i < items.Count && sum is not null; i++)
        {
            if (items[i] is not NumberValue number)
            {
                return FaultValue.Wrong($"{call.List(0).Noun} {i + 1} of {call.Name(0)} is {ShownValue.WithKind(items[i])}, and not a number");
            }

            sum = sum.Value.Plus(number.Number);
        }

        return Number(sum);
    }

    private static Value Extreme(Call call, int sign)
    {
        IReadOnlyList<Value> items = call.List(0).Items;
        if (call.Meter.Spend(1 + items.Count) is { } tooLarge)
        {
            return tooLarge;
        }

        if (items.Count == 0)
        {
            return FaultValue.Wrong($"{call.Name(0)} is empty, and has no {call.Node.Function.Name}");
        }

        if (Comparable.Fault(call.List(0), call.Name(0), Kinds.Number | Kinds.Text) is { } fault)
        {
            return fault;
        }

        Value extreme = items[0];
        foreach (Value item in items)
        {
            extreme = Math.Sign(ValueOrder.Instance.Compare(item, extreme)) == sign ? item : extreme;
        }

        return extreme;
    }
}
