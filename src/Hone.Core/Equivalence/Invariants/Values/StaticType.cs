namespace Hone.Equivalence.Invariants.Values;

/// <summary>Kinds of values, as a set: what an expression may be worth, or what a function takes.</summary>
[Flags]
internal enum Kinds
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Number = 4,
    Text = 8,
    List = 16,
    Record = 32,
    Bag = 64,

    /// <summary>Whatever JSON holds.</summary>
    Json = Null | Boolean | Number | Text | List | Record,

    /// <summary>Any value but a run.</summary>
    Any = Json | Bag,
    Run = 128,

    /// <summary><c>asc</c> or <c>desc</c>.</summary>
    Order = 256,
}

/// <summary>What is known of a value before it is computed.</summary>
/// <param name="Kinds">The kinds it may be of.</param>
/// <param name="Item">Of a list or bag, what its items are; null when nothing is known of them.</param>
internal sealed record StaticType(Kinds Kinds, StaticType? Item = null)
{
    public static StaticType Any { get; } = new(Kinds.Json);

    public static StaticType Boolean { get; } = new(Kinds.Boolean);

    public static StaticType Number { get; } = new(Kinds.Number);

    public static StaticType Text { get; } = new(Kinds.Text);

    public static StaticType Run { get; } = new(Kinds.Run);

    public static StaticType Order { get; } = new(Kinds.Order);

    /// <summary>A field of CSV: a number where it is written as one, else a text.</summary>
    public static StaticType Cell { get; } = new(Kinds.Number | Kinds.Text);

    /// <summary>What the items are known to be.</summary>
    public StaticType ItemOrAny => Item ?? Any;

    public static StaticType ListOf(StaticType? item) => new(Kinds.List, item);

    public static StaticType BagOf(StaticType? item) => new(Kinds.Bag, item);

    /// <summary>The type that covers both.</summary>
    public StaticType Or(StaticType other) => new(Kinds | other.Kinds, Item is null || other.Item is null ? null : Item.Or(other.Item));

    /// <summary>True when some value is of both types.</summary>
    public bool Meets(Kinds kinds) => (Kinds & kinds) != 0;

    /// <summary>The kind of a value.</summary>
    public static Kinds KindOf(Value value) => value.Rank switch
    {
        ValueRank.Null => Kinds.Null,
        ValueRank.Boolean => Kinds.Boolean,
        ValueRank.Number => Kinds.Number,
        ValueRank.Text => Kinds.Text,
        ValueRank.List => Kinds.List,
        ValueRank.Record => Kinds.Record,
        ValueRank.Bag => Kinds.Bag,
        ValueRank.Run => Kinds.Run,
        _ => Kinds.None,
    };

    /// <summary>The kinds in words: <c>a number or a text</c>.</summary>
    public static string Words(Kinds kinds)
    {
        if ((kinds & Kinds.Any) == Kinds.Any || kinds == Kinds.Json)
        {
            return "any value";
        }

        List<string> words = [];
        foreach ((Kinds kind, string word) in (ReadOnlySpan<(Kinds, string)>)[
            (Kinds.Boolean, "a truth value"), (Kinds.Number, "a number"), (Kinds.Text, "a text"), (Kinds.List, "a list"),
            (Kinds.Record, "a record"), (Kinds.Bag, "a set"), (Kinds.Null, "null"), (Kinds.Run, "a run"), (Kinds.Order, "asc or desc")])
        {
            if ((kinds & kind) != 0)
            {
                words.Add(word);
            }
        }

        return words.Count switch
        {
            0 => "nothing",
            1 => words[0],
            _ => string.Join(", ", words.Take(words.Count - 1)) + " or " + words[^1],
        };
    }

    /// <summary>The type in words: <c>a list of texts</c>.</summary>
    public string InWords() => (Kinds, Item) switch
    {
        (Kinds.List, { } item) => "a list of " + Plural(item),
        (Kinds.Bag, { } item) => "a set of " + Plural(item),
        _ => Words(Kinds),
    };

    private static string Plural(StaticType item) => item.Kinds switch
    {
        Kinds.Number => "numbers",
        Kinds.Text => "texts",
        Kinds.Boolean => "truth values",
        Kinds.List => "lists",
        Kinds.Record => "records",
        Kinds.Number | Kinds.Text => "numbers or texts",
        _ => "values",
    };
}
