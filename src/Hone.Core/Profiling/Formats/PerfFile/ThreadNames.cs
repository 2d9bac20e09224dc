namespace Hone.Profiling.Formats.PerfFile;

/// <summary>What each thread was called when; like <see cref="ProgramHistory"/>, it is put in order before it is understood.</summary>
internal sealed class ThreadNames
{
    private readonly List<Change> _changes = [];
    private readonly Dictionary<int, List<(ulong From, string Name)>> _names = [];

    /// <summary>A thread took a name.</summary>
    public void Name(ulong time, int thread, string name) => _changes.Add(new Change(time, _changes.Count, thread, 0, name));

    /// <summary>A thread began, with its maker's name.</summary>
    public void Fork(ulong time, int thread, int maker) => _changes.Add(new Change(time, _changes.Count, thread, maker, null));

    /// <summary>Puts what was collected in order; before, nothing can be found.</summary>
    public void Close()
    {
        _changes.Sort(static (left, right) => left.Time != right.Time ? left.Time.CompareTo(right.Time) : left.Order.CompareTo(right.Order));
        foreach (Change change in _changes)
        {
            string name = change.Name ?? At(change.Maker, change.Time);
            if (!_names.TryGetValue(change.Thread, out List<(ulong, string)>? names))
            {
                names = [];
                _names.Add(change.Thread, names);
            }

            names.Add((change.Time, name));
        }

        _changes.Clear();
    }

    /// <summary>The thread's name at that time; empty when nothing is known of it.</summary>
    public string At(int thread, ulong time)
    {
        if (!_names.TryGetValue(thread, out List<(ulong From, string Name)>? names))
        {
            return "";
        }

        // The last that began by then; before its first, a thread is called by it.
        int low = 0;
        int high = names.Count;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            (low, high) = names[middle].From <= time ? (middle, high) : (low, middle);
        }

        return names[low].Name;
    }

    private readonly record struct Change(ulong Time, int Order, int Thread, int Maker, string? Name);
}
