namespace Hone.Statistics.ChangePoints;

/// <summary>Counts marked places in ranges in logarithmic time (P. M. Fenwick, Software: Practice and Experience 24 (1994)).</summary>
internal sealed class TakenPlaces(int n)
{
    private readonly int[] _tree = new int[n + 1];

    /// <summary>Marks a place, 0 to n − 1.</summary>
    public void Add(int place)
    {
        for (int i = place + 1; i <= n; i += i & -i)
        {
            _tree[i]++;
        }
    }

    /// <summary>How many marked places lie at <paramref name="start"/> or after it and before <paramref name="end"/>.</summary>
    public int Within(int start, int end) => Below(end) - Below(start);

    private int Below(int place)
    {
        int count = 0;
        for (int i = Math.Min(place, n); i > 0; i -= i & -i)
        {
            count += _tree[i];
        }

        return count;
    }
}
