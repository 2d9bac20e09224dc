using Hone.Equivalence.Invariants.Evaluation;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Functions;

/// <summary>Functions that make lists, tables and values of texts.</summary>
internal static class ReadingFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        new("lines", [new("text", Kinds.Text)],
            "The lines of a text as a list, without their line feeds. A last line needs no line feed to count; a text that ends with one has no empty line behind it.",
            "count(lines(stdout)) == 100")
        {
            Type = _ => StaticType.ListOf(StaticType.Text),
            Body = call => call.Readings.Read("lines", call.Text(0), call.Meter, Pieces.Lines),
        },
        new("words", [new("text", Kinds.Text)],
            "What stands between white space, as a list.",
            "all(lines(stdout), count(words(it)) == 3)")
        {
            Type = _ => StaticType.ListOf(StaticType.Text),
            Body = call => call.Readings.Read("words", call.Text(0), call.Meter, Pieces.Words),
        },
        new("split", [new("text", Kinds.Text), new("separator", Kinds.Text)],
            "The pieces of a text between separators, as a list; empty pieces count.",
            "all(lines(stdout), count(split(it, '\\t')) == 4)")
        {
            Type = _ => StaticType.ListOf(StaticType.Text),
            Body = call => call.Text(1).Span.IsEmpty
                ? FaultValue.Wrong("split by an empty text: the separator needs at least one letter")
                : Pieces.Split(call.Text(0).Bytes, call.Text(1).Span, call.Meter),
        },
        new("json", [new("text", Kinds.Text)],
            "The value of a JSON document (RFC 8259). Numbers are read digit by digit: 0.1 is a tenth, and whole numbers of any size stay whole. Step into it with `.name`, `['odd name']`, `[0]`, `[-1]` and `[*]` (every item, as a list).",
            "json(stdout).total == sum(json(stdout).terms[*].count)")
        {
            Type = _ => StaticType.Any,
            Body = call => Named(call, call.Readings.Read("json", call.Text(0), call.Meter, JsonReading.Read)),
        },
        new("csv", [new("text", Kinds.Text), new("separator", Kinds.Text) { Optional = true }],
            "The rows of a CSV table (RFC 4180) with a header line, as records: `it.count` is the field of the column count. Every row must have as many fields as the header. A field that is written as a number of JSON is a number, any other a text.",
            "count(csv(file('out/pairs.csv'))) <= 1000")
        {
            Type = _ => StaticType.ListOf(new(Kinds.Record, StaticType.Cell)),
            Body = call => call.Has(1) && call.Text(1).Span is not { Length: 1 }
                ? FaultValue.Wrong($"csv takes a separator of one byte, and this is {ShownValue.Of(call[1])}")
                : Named(call, Csv(call, call.Has(1) ? call.Text(1).Span[0] : (byte)',')),
        },
        new("column", [new("rows", Kinds.List), new("name", Kinds.Text)],
            "One column of a table, as a list: the same as `rows[*].name`.",
            "sorted(column(csv(file('out/pairs.csv')), 'count'), desc)")
        {
            Type = types => StaticType.ListOf(types[0].ItemOrAny.Item),
            Body = Column,
        },
        new("columns", [new("rows", Kinds.List)],
            "The names in the header of a CSV table, as a list.",
            "columns(csv(file('out/pairs.csv'))) == ['term', 'count']")
        {
            Type = _ => StaticType.ListOf(StaticType.Text),
            Body = call => call.List(0).Columns is { } columns
                ? new ListValue(columns.Names, "column")
                : FaultValue.Wrong($"{call.Name(0)} is no table that was read with csv"),
        },
        new("keys", [new("record", Kinds.Record)],
            "The names of a record's fields as a list, in the order in which they are written.",
            "keys(json(stdout)) == ['total', 'terms']")
        {
            Type = _ => StaticType.ListOf(StaticType.Text),
            Body = call => new ListValue(((RecordValue)call[0]).Names.Names, "name"),
        },
        new("exists", [new("value", Kinds.Any)],
            "True when the value is there: the file was written, the field stands in the document. Everywhere else, what is not there breaks the invariant, unless `implies` guards it.",
            "exists(json(stdout).error) implies exit != 0")
        {
            Type = _ => StaticType.Boolean,
            TakesMissing = true,
            Body = call => BooleanValue.Of(call[0] is not FaultValue),
            WhyNot = call => ((FaultValue)call[0]).Reason,
        },
    ];

    private static Value Csv(Call call, byte separator) =>
        call.Readings.Read("csv" + (char)separator, call.Text(0), call.Meter, (text, cost) => CsvReading.Read(text, separator, cost));

    // "is no JSON at line 3": of what, is known only here.
    private static Value Named(Call call, Value value) => value is FaultValue fault && !fault.Reason.StartsWith("it ", StringComparison.Ordinal) && !fault.Reason.StartsWith("its ", StringComparison.Ordinal)
        ? new FaultValue(fault.Kind, call.Name(0) + " " + fault.Reason)
        : value;

    private static Value Column(Call call)
    {
        IReadOnlyList<Value> rows = call.List(0).Items;
        TextValue name = call.Text(1);
        if (call.Meter.Spend(1 + rows.Count, Meter.ListBytes(rows.Count)) is { } tooLarge)
        {
            return tooLarge;
        }

        Value[] cells = new Value[rows.Count];
        for (int i = 0; i < cells.Length; i++)
        {
            if (rows[i] is not RecordValue row)
            {
                return FaultValue.Wrong($"{call.List(0).Noun} {i + 1} of {call.Name(0)} is {ShownValue.WithKind(rows[i])}, and not a record");
            }

            if (row.Find(name) is not { } cell)
            {
                return FaultValue.Missing($"{call.List(0).Noun} {i + 1} of {call.Name(0)} has no {ShownValue.Of(name)}");
            }

            cells[i] = cell;
        }

        // A table without rows still knows its columns.
        return cells.Length == 0 && call.List(0).Columns is { } columns && columns.IndexOf(name) < 0
            ? FaultValue.Missing($"{call.Name(0)} has no column {ShownValue.Of(name)}")
            : new ListValue(cells, call.List(0).Noun);
    }
}
