namespace Hone.Equivalence.Invariants.Values;

/// <summary>
/// Equality and one total order over all values: by kind, then numbers as numbers, texts byte by byte, lists item by item,
/// records by name whatever the order in which they were written.
/// </summary>
internal sealed class ValueOrder : IEqualityComparer<Value>, IComparer<Value>
{
    private ValueOrder()
    {
    }

    public static ValueOrder Instance { get; } = new();

    public int Compare(Value? x, Value? y) => (x, y) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (NumberValue left, NumberValue right) => left.Number.CompareTo(right.Number),
        (TextValue left, TextValue right) => left.Span.SequenceCompareTo(right.Span),
        (BooleanValue left, BooleanValue right) => left.IsTrue.CompareTo(right.IsTrue),
        (ListValue left, ListValue right) => Compare(left.Items, right.Items),
        (RecordValue left, RecordValue right) => Compare(left, right),
        (BagValue left, BagValue right) => Compare(Flat(left), Flat(right)),
        _ => x.Rank.CompareTo(y.Rank),
    };

    public bool Equals(Value? x, Value? y) => (x, y) switch
    {
        (NumberValue left, NumberValue right) => left.Number.Equals(right.Number),
        (TextValue left, TextValue right) => left.Span.SequenceEqual(right.Span),
        (ListValue left, ListValue right) => left.Items.Count == right.Items.Count && Compare(left, right) == 0,
        (BagValue left, BagValue right) => left.Total == right.Total && left.Counts.Count == right.Counts.Count
            && left.Counts.All(each => right.Counts.TryGetValue(each.Key, out int count) && count == each.Value),
        _ => Compare(x, y) == 0,
    };

    public int GetHashCode(Value obj)
    {
        HashCode hash = default;
        hash.Add(obj.Rank);
        switch (obj)
        {
            case NumberValue number:
                hash.Add(number.Number);
                break;
            case TextValue text:
                hash.AddBytes(text.Span);
                break;
            case BooleanValue flag:
                hash.Add(flag.IsTrue);
                break;
            case ListValue list:
                foreach (Value item in list.Items)
                {
                    hash.Add(GetHashCode(item));
                }

                break;
            case RecordValue record:
                // The order of the fields does not count.
                int sum = 0;
                for (int i = 0; i < record.Values.Count; i++)
                {
                    sum = unchecked(sum + HashCode.Combine(GetHashCode(record.Names.Names[i]), GetHashCode(record.Values[i])));
                }

                hash.Add(sum);
                break;
            case BagValue bag:
                hash.Add(bag.Total);
                break;
            default:
                break;
        }

        return hash.ToHashCode();
    }

    private int Compare(IReadOnlyList<Value> left, IReadOnlyList<Value> right)
    {
        for (int i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            int order = Compare(left[i], right[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Count.CompareTo(right.Count);
    }

    private int Compare(RecordValue left, RecordValue right)
    {
        if (!ReferenceEquals(left.Names, right.Names))
        {
            return Compare(Fields(left), Fields(right));
        }

        // Rows of one table have the same names.
        foreach (int i in left.Names.Sorted)
        {
            int order = Compare(left.Values[i], right.Values[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    /// <summary>Name, value, name, value, … by name.</summary>
    private static List<Value> Fields(RecordValue record)
    {
        List<Value> flat = new(record.Values.Count * 2);
        foreach (int i in record.Names.Sorted)
        {
            flat.Add(record.Names.Names[i]);
            flat.Add(record.Values[i]);
        }

        return flat;
    }

    private List<Value> Flat(BagValue bag)
    {
        List<Value> flat = new(bag.Counts.Count * 2);
        foreach ((Value value, int count) in bag.Counts.OrderBy(each => each.Key, this))
        {
            flat.Add(value);
            flat.Add(new NumberValue(ExactNumber.From(count)));
        }

        return flat;
    }
}
