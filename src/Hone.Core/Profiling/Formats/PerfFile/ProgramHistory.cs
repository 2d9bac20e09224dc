namespace Hone.Profiling.Formats.PerfFile;

/// <summary>
/// Which program each process ran when, and what it had mapped. perf writes one buffer for each CPU, so records come in
/// the order of time only within a buffer: they are collected first and put in order before they are understood.
/// </summary>
internal sealed class ProgramHistory
{
    /// <summary>A forked child starts with its parent's mappings; a file made to exhaust memory would have many of both.</summary>
    private const int MostCopies = 1 << 21;

    private readonly List<Change> _changes = [];
    private readonly List<PerfProgram> _programs = [];
    private readonly Dictionary<int, List<int>> _ofProcess = [];

    private long _copies;

    private enum ChangeKind
    {
        Fork,
        Exec,
        Map,
    }

    public IReadOnlyList<PerfProgram> Programs => _programs;

    public void Fork(ulong time, int child, int parent) => _changes.Add(new Change(time, _changes.Count, ChangeKind.Fork, child, parent, default));

    public void Exec(ulong time, int process) => _changes.Add(new Change(time, _changes.Count, ChangeKind.Exec, process, 0, default));

    public void Map(ulong time, int process, PerfMapping mapping) => _changes.Add(new Change(time, _changes.Count, ChangeKind.Map, process, 0, mapping));

    /// <summary>Puts what was collected in order; before, nothing can be found.</summary>
    public void Close()
    {
        _changes.Sort(static (left, right) => left.Time != right.Time ? left.Time.CompareTo(right.Time) : left.Order.CompareTo(right.Order));
        foreach (Change change in _changes)
        {
            switch (change.Kind)
            {
                case ChangeKind.Fork when change.Process != change.Parent:
                    int parent = Find(change.Parent, ulong.MaxValue);
                    int inherited = parent < 0 ? 0 : _programs[parent].Mappings.Count;
                    _copies += inherited;
                    Begin(change.Process, change.Time, inherited == 0 || _copies > MostCopies ? [] : [.. _programs[parent].Mappings]);
                    break;
                case ChangeKind.Exec:
                    Begin(change.Process, change.Time, []);
                    break;
                case ChangeKind.Map:
                    int program = Find(change.Process, ulong.MaxValue);
                    program = program < 0 ? Begin(change.Process, 0, []) : program;
                    ((List<PerfMapping>)_programs[program].Mappings).Add(change.Mapping);
                    break;
            }
        }

        _changes.Clear();
    }

    /// <summary>The index of the program that the process ran at that time; -1 when nothing is known of the process.</summary>
    public int Find(int process, ulong time)
    {
        if (!_ofProcess.TryGetValue(process, out List<int>? programs))
        {
            return -1;
        }

        for (int i = programs.Count - 1; i > 0; i--)
        {
            if (_programs[programs[i]].From <= time)
            {
                return programs[i];
            }
        }

        return programs[0];
    }

    private int Begin(int process, ulong time, List<PerfMapping> mappings)
    {
        int index = _programs.Count;
        _programs.Add(new PerfProgram(process, time, mappings));
        if (!_ofProcess.TryGetValue(process, out List<int>? programs))
        {
            programs = [];
            _ofProcess.Add(process, programs);
        }

        programs.Add(index);
        return index;
    }

    private readonly record struct Change(ulong Time, int Order, ChangeKind Kind, int Process, int Parent, PerfMapping Mapping);
}
