namespace Hone.Equivalence.Invariants.Values;

/// <summary>The names of a record's fields, shared by all records that have the same ones in the same order.</summary>
internal sealed class FieldNames
{
    private const int FewEnoughToScan = 8;

    private readonly Dictionary<Value, int>? _index;
    private int[]? _sorted;

    public FieldNames(IReadOnlyList<TextValue> names)
    {
        Names = names;
        if (names.Count > FewEnoughToScan)
        {
            _index = new(names.Count, ValueOrder.Instance);
            for (int i = 0; i < names.Count; i++)
            {
                _index.TryAdd(names[i], i);
            }
        }
    }

    public IReadOnlyList<TextValue> Names { get; }

    /// <summary>The indexes of the names in the order of the names.</summary>
    public IReadOnlyList<int> Sorted => _sorted ??= [.. Enumerable.Range(0, Names.Count).OrderBy(i => Names[i], ValueOrder.Instance)];

    /// <summary>The field's index; −1 when there is none.</summary>
    public int IndexOf(TextValue name)
    {
        if (_index is not null)
        {
            return _index.TryGetValue(name, out int found) ? found : -1;
        }

        for (int i = 0; i < Names.Count; i++)
        {
            if (Names[i].Span.SequenceEqual(name.Span))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The name that stands twice; null when all are different.</summary>
    public static TextValue? FirstDouble(IReadOnlyList<TextValue> names)
    {
        if (names.Count <= FewEnoughToScan)
        {
            for (int i = 1; i < names.Count; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    if (names[i].Span.SequenceEqual(names[j].Span))
                    {
                        return names[i];
                    }
                }
            }

            return null;
        }

        HashSet<Value> seen = new(ValueOrder.Instance);
        return names.FirstOrDefault(name => !seen.Add(name));
    }
}
