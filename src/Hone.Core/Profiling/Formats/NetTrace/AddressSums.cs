namespace Hone.Profiling.Formats.NetTrace;

/// <summary>One sum for each distinct stack of addresses, leaf first.</summary>
/// <typeparam name="T">What is added up.</typeparam>
internal sealed class AddressSums<T>
    where T : new()
{
    private readonly Dictionary<ulong[], T> _sums = new(StackComparer.Instance);
    private readonly Dictionary<ulong[], T>.AlternateLookup<ReadOnlySpan<ulong>> _lookup;

    /// <summary>No stack yet.</summary>
    public AddressSums() => _lookup = _sums.GetAlternateLookup<ReadOnlySpan<ulong>>();

    /// <summary>The stacks with their sums, in the order in which they were first met.</summary>
    public IEnumerable<KeyValuePair<ulong[], T>> All => _sums;

    /// <summary>The sum of a stack; made when it is new.</summary>
    public T Of(ReadOnlySpan<ulong> addresses)
    {
        if (!_lookup.TryGetValue(addresses, out T? sum))
        {
            sum = new T();
            _lookup[addresses] = sum;
        }

        return sum;
    }

    private sealed class StackComparer : IEqualityComparer<ulong[]>, IAlternateEqualityComparer<ReadOnlySpan<ulong>, ulong[]>
    {
        public static StackComparer Instance { get; } = new();

        public bool Equals(ulong[]? left, ulong[]? right) => left.AsSpan().SequenceEqual(right);

        public bool Equals(ReadOnlySpan<ulong> left, ulong[] right) => left.SequenceEqual(right);

        public int GetHashCode(ulong[] stack) => GetHashCode(stack.AsSpan());

        public int GetHashCode(ReadOnlySpan<ulong> stack)
        {
            HashCode hash = default;
            foreach (ulong address in stack)
            {
                hash.Add(address);
            }

            return hash.ToHashCode();
        }

        public ulong[] Create(ReadOnlySpan<ulong> stack) => stack.ToArray();
    }
}
