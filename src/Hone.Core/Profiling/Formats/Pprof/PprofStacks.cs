using Hone.Problems;
using Hone.Profiling.Formats.Input;
using Hone.Units;

namespace Hone.Profiling.Formats.Pprof;

/// <summary>The samples of a pprof file: stacks of numbers of locations, which the file explains only after them.</summary>
internal sealed class PprofStacks
{
    private const int MostTypes = 100;
    private const int MostComments = 100;

    private readonly List<(long Type, long Unit)> _types = [];
    private readonly List<long> _comments = [];
    private readonly Dictionary<ulong, int> _numbers = [];
    private readonly List<ulong> _locations = [];
    private readonly List<ulong> _stack = [];
    private readonly List<long> _values = [];
    private StackTree? _tree;
    private (long Type, long Unit) _period;
    private long _default;

    /// <summary>Takes a Profile.sample_type; false when it makes no sense, or comes after the samples that it explains, as no writer has it.</summary>
    public bool AddType(ReadOnlySpan<byte> message)
    {
        bool whole = TryType(message, out (long, long) type);
        _types.Add(type);
        return whole && _tree is null && _types.Count <= MostTypes;
    }

    /// <summary>Takes Profile.period_type.</summary>
    public bool SetPeriod(ReadOnlySpan<byte> message) => TryType(message, out _period);

    /// <summary>Takes Profile.default_sample_type.</summary>
    public void SetDefault(ulong text) => _default = (long)text;

    /// <summary>Takes Profile.comment.</summary>
    public void AddComment(WireField field)
    {
        WireCursor packed = new(field.Bytes);
        if (field.Bytes.IsEmpty)
        {
            _comments.Add((long)field.Value);
        }

        while (packed.NextPacked(out ulong comment) && _comments.Count < MostComments)
        {
            _comments.Add((long)comment);
        }
    }

    /// <summary>Takes a Sample; false when it makes no sense.</summary>
    public bool AddSample(ReadOnlySpan<byte> message)
    {
        _stack.Clear();
        _values.Clear();
        WireCursor cursor = new(message);
        while (cursor.Next(out WireField field))
        {
            if (field.Number == 1 && field.Bytes.IsEmpty)
            {
                _stack.Add(field.Value);
            }
            else if (field.Number == 2 && field.Bytes.IsEmpty)
            {
                _values.Add((long)field.Value);
            }
            else if (field.Number is 1 or 2)
            {
                WireCursor packed = new(field.Bytes);
                while (packed.NextPacked(out ulong value))
                {
                    if (field.Number == 1)
                    {
                        _stack.Add(value);
                    }
                    else
                    {
                        _values.Add((long)value);
                    }
                }
            }
        }

        _tree ??= new StackTree(Math.Max(1, _types.Count));
        int node = _stack.Count == 0 ? _tree.Child(-1, Number(0)) : -1;
        for (int i = _stack.Count - 1; i >= 0; i--)
        {
            node = _tree.Child(node, Number(_stack[i]));
        }

        for (int metric = 0; metric < Math.Min(_values.Count, _types.Count); metric++)
        {
            _tree.Add(node, _values[metric], metric);
        }

        return !cursor.Failed;
    }

    /// <summary>The profile.</summary>
    public Profile Build(PprofTables tables, ReadOptions options, List<string> notes)
    {
        if (_types.Count == 0)
        {
            throw new ProblemException(new(ExitCode.Usage, "pprof-malformed", "the file says nowhere what its values are (sample_type)", "get the file again") { Place = options.Place });
        }

        UnitScale[] scales = [.. _types.Select(type => UnitScale.Of(tables.Text(type.Unit)))];
        Metric[] metrics = [.. _types.Select((type, i) => new Metric(tables.Text(type.Type) is { Length: > 0 } name ? name : "value " + (i + 1), scales[i].Unit))];
        Profile raw = (_tree ?? new StackTree(metrics.Length)).Build(KindOf(tables, metrics), metrics, [], "pprof", options, notes);
        Profile named = Named(raw, scales, tables);
        if (tables.Unknown.Unnamed > 0)
        {
            notes.Add($"{tables.Unknown.Unnamed} places in the code have no name: the file was written without symbols");
        }

        if (tables.Unknown.Missing > 0)
        {
            notes.Add($"{tables.Unknown.Missing} places are used and not listed: the file is cut off or damaged");
        }

        notes.AddRange(_comments.Select(tables.Text).Where(text => text.Length > 0));

        // pprof's own rule: the named type, else the last one.
        int first = _default > 0 ? _types.FindIndex(type => tables.Text(type.Type) == tables.Text(_default)) : -1;
        return named.WithWeight(first < 0 ? metrics.Length - 1 : first);
    }

    private static bool TryType(ReadOnlySpan<byte> message, out (long Type, long Unit) type)
    {
        type = default;
        WireCursor cursor = new(message);
        while (cursor.Next(out WireField field))
        {
            type = field.Number == 1 ? ((long)field.Value, type.Unit) : field.Number == 2 ? (type.Type, (long)field.Value) : type;
        }

        return !cursor.Failed;
    }

    private int Number(ulong location)
    {
        if (!_numbers.TryGetValue(location, out int number))
        {
            number = _locations.Count;
            _locations.Add(location);
            _numbers.Add(location, number);
        }

        return number;
    }

    private ProfileKind KindOf(PprofTables tables, Metric[] metrics)
    {
        string period = tables.Text(_period.Type);
        foreach (ProfileKind kind in Enum.GetValues<ProfileKind>())
        {
            if (kind.Name() == period)
            {
                return kind;
            }
        }

        return period == "contentions" || metrics.Any(metric => metric.Name is "contentions" or "delay") ? ProfileKind.Lock
            : period == "space" || metrics.Any(metric => metric.Unit == Unit.Bytes) ? ProfileKind.Allocation
            : ProfileKind.Cpu;
    }

    private Profile Named(Profile raw, UnitScale[] scales, PprofTables tables)
    {
        FrameTable frames = new();
        int[][] named = [.. _locations.Select(location => location == 0
            ? [frames.Number(new Frame("[no stack]", "", FrameOrigin.Unknown))]
            : tables.Frames(location).Select(frames.Number).ToArray())];
        StackTree merged = new(scales.Length);
        int[] copied = new int[raw.Nodes.Count];
        for (int i = 0; i < copied.Length; i++)
        {
            int node = raw.Nodes[i].Parent < 0 ? -1 : copied[raw.Nodes[i].Parent];
            foreach (int frame in named[raw.Nodes[i].Frame])
            {
                node = merged.Child(node, frame);
            }

            copied[i] = node;
        }

        foreach (StackValues stack in raw.Stacks)
        {
            for (int metric = 0; metric < scales.Length; metric++)
            {
                merged.Add(copied[stack.Node], scales[metric].Scale(stack.Values[metric]), metric);
            }
        }

        return merged.Build(raw.Kind, raw.Metrics, frames.Frames, raw.Collector, new ReadOptions { Place = raw.Command }, (List<string>)raw.Notes);
    }
}
