namespace Hone.Equivalence.Sealing;

/// <summary>Everything that a seal fixes, in one order, under one root.</summary>
public sealed class SealedList
{
    private readonly Dictionary<(string Kind, string Name), SealedItem> _byName;

    /// <summary>Orders the items by kind and name (ordinal); what is given twice counts once.</summary>
    /// <exception cref="ArgumentException">Two items of one kind and name differ, or a text holds a NUL.</exception>
    public SealedList(IEnumerable<SealedItem> items)
    {
        _byName = [];
        foreach (SealedItem item in items)
        {
            if (item.Kind.Contains('\0', StringComparison.Ordinal) || item.Name.Contains('\0', StringComparison.Ordinal) || item.State.Contains('\0', StringComparison.Ordinal))
            {
                throw new ArgumentException("a sealed item holds a NUL", nameof(items));
            }

            if (!_byName.TryAdd((item.Kind, item.Name), item) && _byName[(item.Kind, item.Name)] != item)
            {
                throw new ArgumentException($"{item.Kind} {item.Name} is given twice, with different states", nameof(items));
            }
        }

        Items = [.. _byName.Values.OrderBy(item => item.Kind, StringComparer.Ordinal).ThenBy(item => item.Name, StringComparer.Ordinal)];
        Root = Convert.ToHexStringLower(MerkleTree.Root([.. Items.Select(item => item.Hash())]));
    }

    /// <summary>The items, by kind and name.</summary>
    public IReadOnlyList<SealedItem> Items { get; }

    /// <summary>The root of the tree over the items, 64 lower-case hexadecimal digits.</summary>
    public string Root { get; }

    /// <summary>The item of a kind and name, or null.</summary>
    public SealedItem? Find(string kind, string name) => _byName.GetValueOrDefault((kind, name));

    /// <summary>The items of one kind.</summary>
    public IEnumerable<SealedItem> Of(SealedKind kind) => Items.Where(item => item.Kind == kind.Name);
}
