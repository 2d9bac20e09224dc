namespace Hone.Profiling;

/// <summary>
/// Sums by pairs of small numbers. Values are only kept as they come, and grouped at the end by counting, which is several times
/// faster than a look-up for each.
/// </summary>
/// <param name="numbers">Every number is below this.</param>
/// <param name="capacity">So many values are expected.</param>
internal sealed class PairSums(int numbers, int capacity)
{
    private readonly List<(int Left, int Right, long Value)> _values = new(capacity);

    /// <summary>Adds to the sum of a pair.</summary>
    public void Add(int left, int right, long value) => _values.Add((left, right, value));

    /// <summary>The pairs with their sums, by the left number; within it in the order in which they came first.</summary>
    public List<(int Left, int Right, long Sum)> All()
    {
        List<(int, int, long)> pairs = [];
        (int[] ends, int[] byLeft) = Group();
        long[] sums = new long[numbers];
        bool[] seen = new bool[numbers];
        List<int> rights = [];
        int at = 0;
        for (int left = 0; left < numbers; left++)
        {
            for (; at < ends[left]; at++)
            {
                (_, int right, long value) = _values[byLeft[at]];
                if (!seen[right])
                {
                    seen[right] = true;
                    rights.Add(right);
                }

                sums[right] += value;
            }

            foreach (int right in rights)
            {
                pairs.Add((left, right, sums[right]));
                sums[right] = 0;
                seen[right] = false;
            }

            rights.Clear();
        }

        return pairs;
    }

    /// <summary>A counting sort (Knuth, The Art of Computer Programming 3, 5.2, algorithm D): where each left number's values end, and the values' places in that order.</summary>
    private (int[] Ends, int[] Order) Group()
    {
        int[] ends = new int[numbers + 1];
        foreach ((int left, _, _) in _values)
        {
            ends[left + 1]++;
        }

        for (int left = 0; left < numbers; left++)
        {
            ends[left + 1] += ends[left];
        }

        int[] order = new int[_values.Count];
        for (int i = 0; i < order.Length; i++)
        {
            order[ends[_values[i].Left]++] = i;
        }

        return (ends, order);
    }
}
