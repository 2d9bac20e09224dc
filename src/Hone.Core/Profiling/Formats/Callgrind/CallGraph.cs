using Hone.Profiling.Formats.Input;

namespace Hone.Profiling.Formats.Callgrind;

/// <summary>Who calls whom at what cost, as callgrind records it: functions with their own cost, and calls with what was spent in them.</summary>
internal sealed class CallGraph
{
    private readonly List<Frame> _frames = [];
    private readonly List<long> _self = [];
    private readonly List<Dictionary<int, long>> _calls = [];
    private readonly Dictionary<int, KeyValuePair<int, long>[]> _ordered = [];
    private int _edges;
    private long _letters;

    /// <summary>The functions.</summary>
    public IReadOnlyList<Frame> Frames => _frames;

    /// <summary>The sum of what was spent in all functions themselves.</summary>
    public long Total { get; private set; }

    /// <summary>Adds a function and gives its number.</summary>
    public int Add(Frame frame)
    {
        _letters += frame.Function.Length;
        if (_frames.Count == TooLarge.MostRows || _letters > TooLarge.MostLetters)
        {
            throw TooLarge.Problem("functions");
        }

        _frames.Add(frame);
        _self.Add(0);
        _calls.Add([]);
        return _frames.Count - 1;
    }

    /// <summary>Adds to what a function spent itself; false when the sums grow out of all measure.</summary>
    public bool Spend(int function, long cost)
    {
        if (cost < 0 || cost > (1L << 60) - Total)
        {
            return false;
        }

        _self[function] += cost;
        Total += cost;
        return true;
    }

    /// <summary>Adds to what one function spent by calling another. A function's calls of itself are within what it spends anyway.</summary>
    public bool Call(int caller, int callee, long cost)
    {
        if (cost is < 0 or > 1L << 60 || (_edges == TooLarge.MostRows && !_calls[caller].ContainsKey(callee)))
        {
            return false;
        }

        if (caller != callee)
        {
            _edges += _calls[caller].TryGetValue(callee, out long before) ? 0 : 1;
            _calls[caller][callee] = Math.Min(before + cost, 1L << 60);
        }

        return true;
    }

    /// <summary>What a function spent itself, and what in each of its callees, heaviest first; asked once all calls are known.</summary>
    public (long Self, IReadOnlyList<KeyValuePair<int, long>> Callees) Of(int function)
    {
        if (!_ordered.TryGetValue(function, out KeyValuePair<int, long>[]? callees))
        {
            callees = [.. _calls[function].Where(call => call.Value > 0).OrderByDescending(call => call.Value).ThenBy(call => call.Key)];
            _ordered.Add(function, callees);
        }

        return (_self[function], callees);
    }

    /// <summary>What of each function nobody's calls explain: the roots, with what is spent in and below them.</summary>
    public IReadOnlyList<KeyValuePair<int, long>> Roots()
    {
        decimal[] unexplained = new decimal[_frames.Count];
        for (int function = 0; function < unexplained.Length; function++)
        {
            unexplained[function] += _self[function];
            foreach ((int callee, long cost) in _calls[function])
            {
                unexplained[function] += cost;
                unexplained[callee] -= cost;
            }
        }

        List<KeyValuePair<int, long>> roots = [];
        int heaviest = 0;
        for (int function = 0; function < unexplained.Length; function++)
        {
            heaviest = unexplained[function] > unexplained[heaviest] ? function : heaviest;
            if (unexplained[function] >= 1)
            {
                roots.Add(new(function, (long)Math.Min(unexplained[function], 1L << 60)));
            }
        }

        return roots.Count > 0 || unexplained.Length == 0 ? roots : [new(heaviest, 1)];
    }
}
