using Hone.Profiling.Formats.Input;
using Hone.Units;

namespace Hone.Profiling.Formats.Readers;

/// <summary>What a speedscope file holds, while it is read: frames are known by their numbers, and stacks may come before them.</summary>
internal sealed class SpeedscopeStacks(bool byProfile)
{
    private readonly StackTree _tree = new(1);
    private readonly FrameTable _frames = new();
    private readonly List<int> _numbers = [];
    private readonly Dictionary<string, int> _roots = new(StringComparer.Ordinal);
    private readonly HashSet<string> _notes = [];
    private UnitScale? _scale;
    private string _weight = "weight";
    private long _otherUnits;

    /// <summary>Takes the next of the shared frames.</summary>
    public void AddFrame(Frame frame) => _numbers.Add(_numbers.Count < TooLarge.MostSamples ? _frames.Number(frame) : throw TooLarge.Problem("frames"));

    /// <summary>Below which node the stacks of a profile stand; -1 for none.</summary>
    public int Root(string profile)
    {
        if (!byProfile)
        {
            return -1;
        }

        if (!_roots.TryGetValue(profile, out int number))
        {
            number = _roots.Count;
            _roots.Add(profile, number);
        }

        // Numbers of profiles go downwards, so that those of frames need not be known.
        return _tree.Child(-1, -1 - number);
    }

    /// <summary>The node of a frame.</summary>
    public int Child(int parent, int frame) => _tree.Child(parent, frame);

    /// <summary>Says what went wrong, once.</summary>
    public void Note(string note) => _notes.Add(note);

    /// <summary>Adds the sums of one profile, in its unit.</summary>
    public void Add(IReadOnlyDictionary<int, decimal> sums, string unit)
    {
        UnitScale scale = UnitScale.Of(unit);
        _weight = _scale is null ? scale.Weight : _weight;
        _scale ??= scale;
        if (_scale.Value.Unit != scale.Unit)
        {
            _otherUnits++;
            return;
        }

        foreach ((int node, decimal sum) in sums)
        {
            _tree.Add(node, scale.Scale(sum));
        }
    }

    /// <summary>The profile.</summary>
    public Profile Build(string exporter, ReadOptions options, bool cutOff)
    {
        List<string> notes = [.. _notes];
        if (cutOff)
        {
            notes.Add("the file is cut off, and only what it held is shown: get it again");
        }

        if (_otherUnits > 0)
        {
            notes.Add($"{_otherUnits} of its profiles have another unit than the first and are left out");
        }

        Unit unit = _scale?.Unit ?? Unit.Count;
        ProfileKind kind = unit == Unit.Bytes ? ProfileKind.Allocation : ProfileKind.Cpu;
        Profile profile = _tree.Build(kind, [new(_weight, unit)], [], exporter, options, notes);
        return Named(profile, notes);
    }

    /// <summary>Replaces the numbers of frames, of which two may mean the same function, and which may lack their names.</summary>
    private Profile Named(Profile profile, List<string> notes)
    {
        FrameTable table = _frames;
        string[] profiles = [.. _roots.Keys];
        Dictionary<int, int> missing = [];
        StackTree merged = new(1);
        int[] copied = new int[profile.Nodes.Count];
        for (int i = 0; i < copied.Length; i++)
        {
            StackNode node = profile.Nodes[i];
            int frame = node.Frame < 0 ? table.Number(new Frame(profiles[-1 - node.Frame], "", FrameOrigin.Native))
                : node.Frame < _numbers.Count ? _numbers[node.Frame]
                : missing.TryGetValue(node.Frame, out int known) ? known
                : missing[node.Frame] = table.Number(new Frame(node.Frame == SpeedscopeProfile.NoStack ? "[no stack]" : $"[frame {node.Frame}]", "", FrameOrigin.Unknown));
            copied[i] = merged.Child(node.Parent < 0 ? -1 : copied[node.Parent], frame);
        }

        foreach (StackValues stack in profile.Stacks)
        {
            merged.Add(copied[stack.Node], stack.Values[0]);
        }

        missing.Remove(SpeedscopeProfile.NoStack);
        if (missing.Count > 0)
        {
            notes.Add($"{missing.Count} frames are used and not listed, so they have no names");
        }

        return merged.Build(profile.Kind, profile.Metrics, table.Frames, profile.Collector, new ReadOptions { Place = profile.Command }, notes);
    }
}
