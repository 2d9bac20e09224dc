namespace Hone.Equivalence.Invariants.Values;

/// <summary>What an expression can be worth. Values do not change once they are made.</summary>
internal abstract class Value
{
    /// <summary>Its kind, as people call it and in the order in which values of different kinds are sorted.</summary>
    public abstract ValueRank Rank { get; }
}

/// <summary>The kinds of values, in the order in which they are sorted beside each other.</summary>
internal enum ValueRank
{
    /// <summary>The null of JSON.</summary>
    Null,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Bytes.</summary>
    Text,

    /// <summary>Values in their order.</summary>
    List,

    /// <summary>Values by name.</summary>
    Record,

    /// <summary>Values without an order.</summary>
    Bag,

    /// <summary>What a run did.</summary>
    Run,

    /// <summary>There is no value, for a reason.</summary>
    Fault,
}

/// <summary>The null of JSON.</summary>
internal sealed class NullValue : Value
{
    private NullValue()
    {
    }

    public static NullValue Only { get; } = new();

    public override ValueRank Rank => ValueRank.Null;
}

/// <summary>true or false.</summary>
internal sealed class BooleanValue : Value
{
    private BooleanValue(bool value) => IsTrue = value;

    public static BooleanValue True { get; } = new(true);

    public static BooleanValue False { get; } = new(false);

    public bool IsTrue { get; }

    public override ValueRank Rank => ValueRank.Boolean;

    public static BooleanValue Of(bool value) => value ? True : False;
}

/// <summary>A number.</summary>
internal sealed class NumberValue(ExactNumber number) : Value
{
    public ExactNumber Number { get; } = number;

    public override ValueRank Rank => ValueRank.Number;
}

/// <summary>Bytes that are UTF-8 as a rule, and compared byte by byte in any case (which is the order of code points).</summary>
internal sealed class TextValue(ReadOnlyMemory<byte> bytes) : Value
{
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    public ReadOnlySpan<byte> Span => Bytes.Span;

    public override ValueRank Rank => ValueRank.Text;
}

/// <summary>Values in their order.</summary>
/// <param name="items">The values.</param>
/// <param name="noun">What one of them is called: line, row, item.</param>
internal sealed class ListValue(IReadOnlyList<Value> items, string noun = "item") : Value
{
    public IReadOnlyList<Value> Items { get; } = items;

    public string Noun { get; } = noun;

    /// <summary>The column names, of a list that was read from CSV; else null.</summary>
    public FieldNames? Columns { get; init; }

    public override ValueRank Rank => ValueRank.List;
}

/// <summary>Values by name: an object of JSON, a row of CSV.</summary>
internal sealed class RecordValue(FieldNames names, Value[] values) : Value
{
    public FieldNames Names { get; } = names;

    public IReadOnlyList<Value> Values { get; } = values;

    public override ValueRank Rank => ValueRank.Record;

    /// <summary>The value of a name; null when there is no such field.</summary>
    public Value? Find(TextValue name) => Names.IndexOf(name) is int index and >= 0 ? values[index] : null;
}

/// <summary>Values without an order, each as often as it occurs (or once, in a set).</summary>
internal sealed class BagValue(IReadOnlyDictionary<Value, int> counts, int total) : Value
{
    public IReadOnlyDictionary<Value, int> Counts { get; } = counts;

    public int Total { get; } = total;

    public override ValueRank Rank => ValueRank.Bag;
}

/// <summary>What another run of the program did.</summary>
internal sealed class RunValue(IObserved observed) : Value
{
    public IObserved Observed { get; } = observed;

    public override ValueRank Rank => ValueRank.Run;
}

/// <summary>Why there is no value.</summary>
internal enum FaultKind
{
    /// <summary>What was asked for is not there: a path, a file, a column.</summary>
    Missing,

    /// <summary>It is there and is not what it must be: no number, no JSON, an empty list.</summary>
    Wrong,

    /// <summary>It cannot be decided here: too large, too slow, not kept.</summary>
    Undecided,
}

/// <summary>There is no value, and why; it becomes the result of everything that is computed from it.</summary>
internal sealed class FaultValue(FaultKind kind, string reason) : Value
{
    public FaultKind Kind { get; } = kind;

    /// <summary>One clause, printable: <c>the item 3 of stdout has no field price</c>.</summary>
    public string Reason { get; } = reason;

    public override ValueRank Rank => ValueRank.Fault;

    public static FaultValue Missing(string reason) => new(FaultKind.Missing, reason);

    public static FaultValue Wrong(string reason) => new(FaultKind.Wrong, reason);

    public static FaultValue Undecided(string reason) => new(FaultKind.Undecided, reason);
}
