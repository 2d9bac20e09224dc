using Hone.Profiling.Formats.Input;

namespace Hone.Profiling.Formats.Readers;

/// <summary>What each trace of an interpreted heaptrack recording costs, kept up to date event by event.</summary>
internal sealed class HeapCosts
{
    private const long MostBytes = 1L << 61;

    private readonly List<(ulong Place, int Parent)> _traces = [(0, 0)];
    private readonly List<(long Size, int Trace)> _allocations = [];
    private Site[] _sites = new Site[64];
    private long _alive;
    private long _peak;
    private long _bytes;
    private int _epoch;
    private long _last = -1;

    /// <summary>How many blocks were allocated and released.</summary>
    public long Events { get; private set; }

    /// <summary>A trace: a place called from an earlier trace, 0 for none.</summary>
    public bool AddTrace(ulong place, ulong parent)
    {
        // A row that makes no sense still takes its number.
        bool good = parent < (ulong)_traces.Count;
        if (_traces.Count == TooLarge.MostRows)
        {
            throw TooLarge.Problem("traces");
        }

        _traces.Add((place, good ? (int)parent : 0));
        if (_traces.Count > _sites.Length)
        {
            Array.Resize(ref _sites, _sites.Length * 2);
        }

        return good;
    }

    /// <summary>A size and the trace that asks for it.</summary>
    public bool AddAllocation(ulong size, ulong trace)
    {
        bool good = trace < (ulong)_traces.Count && size < MostBytes;
        if (_allocations.Count == TooLarge.MostSamples)
        {
            throw TooLarge.Problem("kinds of allocations");
        }

        _allocations.Add(good ? ((long)size, (int)trace) : (0, 0));
        return good;
    }

    /// <summary>A block is allocated.</summary>
    public bool Allocate(ulong allocation)
    {
        if (allocation >= (ulong)_allocations.Count || _bytes > MostBytes)
        {
            return false;
        }

        (long size, int trace) = _allocations[(int)allocation];
        ref Site site = ref Touched(trace);
        site.Allocations++;
        site.Bytes += size;
        site.Current += size;
        _bytes += size;
        _alive += size;
        if (_alive > _peak)
        {
            _peak = _alive;
            _epoch++;
        }

        _last = (long)allocation;
        Events++;
        return true;
    }

    /// <summary>A block is released.</summary>
    public bool Release(ulong allocation)
    {
        if (allocation >= (ulong)_allocations.Count)
        {
            return false;
        }

        (long size, int trace) = _allocations[(int)allocation];
        ref Site site = ref Touched(trace);
        long freed = Math.Min(size, site.Current);
        site.Temporary += _last == (long)allocation ? 1 : 0;
        site.Current -= freed;
        _alive -= freed;
        _last = -1;
        Events++;
        return true;
    }

    /// <summary>All of it; the address of a trace is the number of its place.</summary>
    public HeaptrackRecording Recording(string version, IReadOnlyList<string> notes)
    {
        HeaptrackTrace[] traces = new HeaptrackTrace[_traces.Count];
        for (int i = 0; i < traces.Length; i++)
        {
            ref Site site = ref Touched(i);
            HeapCost cost = new(site.Allocations, site.Bytes, site.Temporary, site.Current, site.Peak);
            traces[i] = new HeaptrackTrace(_traces[i].Place, _traces[i].Parent, -1, cost);
        }

        return new HeaptrackRecording { Version = version, Executable = "", Segments = [], Traces = traces, Total = default, Events = Events, Notes = notes };
    }

    /// <summary>A site's peak is what it held when the whole heap was largest: its last amount before the first change after that.</summary>
    private ref Site Touched(int trace)
    {
        ref Site site = ref _sites[trace];
        if (site.Epoch != _epoch)
        {
            site.Peak = site.Current;
            site.Epoch = _epoch;
        }

        return ref site;
    }

    private struct Site
    {
        public long Allocations;
        public long Bytes;
        public long Temporary;
        public long Current;
        public long Peak;
        public int Epoch;
    }
}
