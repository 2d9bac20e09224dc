namespace Hone.Profiling.Formats.ChromeTrace;

/// <summary>The calls of one thread of a trace, as spans of time; 24 bytes each.</summary>
internal sealed class TraceThread
{
    private readonly List<(long Start, long End, int Name)> _calls = [];
    private readonly List<int> _open = [];
    private long _last = long.MinValue;

    /// <summary>The thread's name, where the trace tells it.</summary>
    public string Name { get; set; } = "";

    /// <summary>Ends without a beginning.</summary>
    public long Unmatched { get; private set; }

    /// <summary>Beginnings without an end; they end with the thread's last event.</summary>
    public int Unfinished => _open.Count;

    /// <summary>A call whose length is known.</summary>
    public void Complete(long start, long length, int name)
    {
        _calls.Add((start, start + length, name));
        _last = Math.Max(_last, start + length);
    }

    /// <summary>A call begins.</summary>
    public void Begin(long start, int name)
    {
        _open.Add(_calls.Count);
        _calls.Add((start, long.MinValue, name));
        _last = Math.Max(_last, start);
    }

    /// <summary>The innermost call ends.</summary>
    public void End(long end)
    {
        _last = Math.Max(_last, end);
        if (_open.Count == 0)
        {
            Unmatched++;
            return;
        }

        int call = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        _calls[call] = _calls[call] with { End = Math.Max(end, _calls[call].Start) };
    }

    /// <summary>
    /// Hands out the time that was spent in each call itself. A call that begins within another and ends after it counts as long as the
    /// outer one lasts.
    /// </summary>
    /// <param name="child">Gives the node of a name below a node (-1 for none).</param>
    /// <param name="add">Takes a node and nanoseconds.</param>
    public void Nest(Func<int, int, int> child, Action<int, long> add)
    {
        foreach (int call in _open)
        {
            _calls[call] = _calls[call] with { End = Math.Max(_last, _calls[call].Start) };
        }

        // Where two begin together the longer one is the caller, and of equal ones the first that the file has.
        int[] order = [.. Enumerable.Range(0, _calls.Count)];
        Array.Sort(order, (left, right) =>
        {
            int earlier = _calls[left].Start.CompareTo(_calls[right].Start);
            earlier = earlier != 0 ? earlier : _calls[right].End.CompareTo(_calls[left].End);
            return earlier != 0 ? earlier : left.CompareTo(right);
        });
        Stack<(int Node, long End)> outer = [];
        long at = 0;
        foreach (int call in order)
        {
            (long start, long end, int name) = _calls[call];
            Leave(start);
            int parent = -1;
            if (outer.TryPeek(out (int Node, long End) above))
            {
                add(above.Node, start - at);
                end = Math.Min(end, above.End);
                parent = above.Node;
            }

            at = start;
            outer.Push((child(parent, name), end));
        }

        Leave(long.MaxValue);

        void Leave(long until)
        {
            while (outer.TryPeek(out (int Node, long End) inner) && inner.End <= until)
            {
                add(inner.Node, inner.End - at);
                at = inner.End;
                outer.Pop();
            }
        }
    }
}
