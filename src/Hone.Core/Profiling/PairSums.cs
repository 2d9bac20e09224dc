namespace Hone.Profiling;

/// <summary>Sums by pairs of numbers, in the order in which the pairs came first.</summary>
internal sealed class PairSums
{
    private readonly StackNodes _pairs = new();
    private long[] _sums = new long[256];

    /// <summary>Adds to the sum of a pair.</summary>
    public void Add(int left, int right, long value)
    {
        int pair = _pairs.Find(left, right);
        if (pair == _sums.Length)
        {
            Array.Resize(ref _sums, pair * 2);
        }

        _sums[pair] += value;
    }

    /// <summary>The pairs with their sums.</summary>
    public IEnumerable<(int Left, int Right, long Sum)> All()
    {
        StackNode[] pairs = _pairs.ToArray();
        for (int i = 0; i < pairs.Length; i++)
        {
            yield return (pairs[i].Parent, pairs[i].Frame, _sums[i]);
        }
    }
}
