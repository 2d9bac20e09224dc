using System.Text;

namespace Hone.Profiling.Formats;

/// <summary>
/// The modules that are loaded while a raw heaptrack recording goes on. Each load or unload lists all of them anew, so segments
/// are numbered once and only the list of what is loaded now changes.
/// </summary>
internal sealed class HeaptrackModules
{
    private const int MaxSegments = 1 << 18;

    private readonly List<HeaptrackSegment> _segments = [];
    private readonly Dictionary<HeaptrackSegment, int> _numbers = [];
    private readonly List<int> _loaded = [];
    private bool _sorted = true;

    /// <summary>The format number of the recording; from 3 on strings bear their length.</summary>
    public int Format { get; set; } = 3;

    /// <summary>The path of the executable; empty while unknown.</summary>
    public string Executable { get; private set; } = "";

    /// <summary>Every segment that was ever loaded.</summary>
    public IReadOnlyList<HeaptrackSegment> Segments => _segments;

    /// <summary>Reads the fields of an <c>x</c> line.</summary>
    public bool SetExecutable(ReadOnlySpan<byte> fields)
    {
        int at = 0;
        if (!Text(fields, ref at, out string path, toTheEnd: true))
        {
            return false;
        }

        Executable = path;
        return true;
    }

    /// <summary>Reads the fields of an <c>m</c> line.</summary>
    public bool Add(ReadOnlySpan<byte> fields)
    {
        int at = 0;
        if (!Text(fields, ref at, out string name, toTheEnd: false))
        {
            return false;
        }

        if (name == "-" && at >= fields.Length)
        {
            _loaded.Clear();
            return true;
        }

        if (!Hex.Next(fields, ref at, out ulong bias))
        {
            return false;
        }

        string path = name == "x" ? Executable : name;
        while (at < fields.Length)
        {
            if (!Hex.Next(fields, ref at, out ulong address) || !Hex.Next(fields, ref at, out ulong length) || _segments.Count == MaxSegments)
            {
                return false;
            }

            HeaptrackSegment segment = new(path, bias, bias + address, length);
            if (!_numbers.TryGetValue(segment, out int number))
            {
                number = _segments.Count;
                _segments.Add(segment);
                _numbers.Add(segment, number);
            }

            _loaded.Add(number);
            _sorted = false;
        }

        return _loaded.Count <= MaxSegments;
    }

    /// <summary>The number of the segment that is loaded at an address, or -1.</summary>
    public int Find(ulong address)
    {
        if (!_sorted)
        {
            _loaded.Sort((a, b) => _segments[a].Start.CompareTo(_segments[b].Start));
            _sorted = true;
        }

        int low = 0;
        int high = _loaded.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            HeaptrackSegment segment = _segments[_loaded[middle]];
            if (address < segment.Start)
            {
                high = middle - 1;
            }
            else if (address - segment.Start >= segment.Length)
            {
                low = middle + 1;
            }
            else
            {
                return _loaded[middle];
            }
        }

        return -1;
    }

    private bool Text(ReadOnlySpan<byte> fields, ref int at, out string text, bool toTheEnd)
    {
        text = "";
        ReadOnlySpan<byte> bytes;
        if (Format >= 3)
        {
            if (!Hex.Next(fields, ref at, out ulong length) || at > fields.Length || length > (ulong)(fields.Length - at))
            {
                return false;
            }

            bytes = fields.Slice(at, (int)length);
        }
        else
        {
            // Formats before 3 separate by spaces only.
            int end = toTheEnd ? -1 : fields[at..].IndexOf((byte)' ');
            bytes = end < 0 ? fields[at..] : fields.Slice(at, end);
        }

        at += bytes.Length + 1;
        text = Encoding.UTF8.GetString(bytes);
        return true;
    }
}
