using Hone.Profiling;
using Hone.Units;

namespace Hone.Opportunities.Levers.Reading;

/// <summary>
/// One profile as the rules read it: its weight by function, by the own function that stands nearest above it, and by what is called
/// below. Numbers of functions are indexes into <see cref="Frames"/>. Everything is linear in the size of the profile.
/// </summary>
internal sealed class StackFigures
{
    private readonly WeightTree _tree;
    private readonly FrameTrait[] _traits;
    private readonly int[] _nearestOwn;
    private readonly Dictionary<FrameTrait, IReadOnlyDictionary<int, long>> _below = [];
    private IReadOnlyList<IoUse>? _uses;

    public StackFigures(Profile profile, Func<Frame, bool> isOwn)
    {
        Profile = profile;
        _tree = WeightTree.Of(profile);
        int frames = profile.Frames.Count;
        Own = [.. profile.Frames.Select(frame => FrameRules.IsCode(frame) && isOwn(frame))];
        if (!Array.Exists(Own, own => own))
        {
            // Without debug information no frame can be told to lie in the project: then all code that looks like it counts.
            Own = [.. profile.Frames.Select(FrameRules.LooksOwn)];
        }

        _traits = [.. profile.Frames.Select((frame, i) => FrameTraits.Of(frame, Own[i]))];
        Inclusive = new long[frames];
        Nearest = new long[frames];
        Recursive = new long[frames];
        Samples = new long[frames];
        Caller = new int[frames];
        (long[] samples, long all) = _tree.Also(profile, SamplesMetric(profile));
        AllSamples = all;
        bool[] outermost = _tree.Outermost(frames);
        _nearestOwn = new int[_tree.Parent.Length];
        long[] heaviest = new long[frames];
        Array.Fill(Caller, -1);
        for (int node = 0; node < _nearestOwn.Length; node++)
        {
            int frame = _tree.Frame[node];
            int above = _tree.Parent[node] < 0 ? -1 : _nearestOwn[_tree.Parent[node]];

            // A lambda or a comprehension is part of the function around it.
            _nearestOwn[node] = Own[frame] && (above < 0 || !Names.IsNameless(profile.Frames[frame].Function)) ? frame : above;
            if (_nearestOwn[node] >= 0)
            {
                Nearest[_nearestOwn[node]] += _tree.Self[node];
            }

            if (outermost[node])
            {
                Inclusive[frame] += _tree.Inclusive[node];
                Samples[frame] += samples[node];
            }

            if (_nearestOwn[node] == frame && above >= 0 && above != frame && _tree.Inclusive[node] > heaviest[frame])
            {
                heaviest[frame] = _tree.Inclusive[node];
                Caller[frame] = above;
            }
        }

        CountRecursion(outermost);
    }

    public Profile Profile { get; }

    public IReadOnlyList<Frame> Frames => Profile.Frames;

    /// <summary>Of an I/O profile, what each function did with which files (<see cref="IoUses.ByTemplate"/>), summed up once.</summary>
    public IReadOnlyList<IoUse> Uses => _uses ??= IoUses.ByTemplate(this);

    /// <summary>The sum of the weights.</summary>
    public long Total => _tree.Total;

    /// <summary>All observations.</summary>
    public long AllSamples { get; }

    /// <summary>Code of the project.</summary>
    public bool[] Own { get; }

    /// <summary>Weight of the stacks that hold the function.</summary>
    public long[] Inclusive { get; }

    /// <summary>Weight of the stacks in which the function is the innermost own one: what it spends itself or in foreign code.</summary>
    public long[] Nearest { get; }

    /// <summary>Weight of the stacks that hold the function at least twice.</summary>
    public long[] Recursive { get; }

    /// <summary>Observations behind <see cref="Inclusive"/>.</summary>
    public long[] Samples { get; }

    /// <summary>The own function that calls it most, -1 when none does.</summary>
    public int[] Caller { get; }

    /// <summary>The innermost own function of the stack whose leaf is the node; -1 when it has none.</summary>
    public int SiteOf(int node) => _nearestOwn[node];

    /// <summary>The traits of a function.</summary>
    public FrameTrait Traits(int frame) => _traits[frame];

    /// <summary>A weight as a part of the whole.</summary>
    public Ratio Part(long weight) => Ratio.Of(weight, Total);

    /// <summary>The numbers of the own functions that are there, heaviest first by <see cref="Nearest"/>.</summary>
    public IEnumerable<int> OwnByWeight() => Enumerable.Range(0, Own.Length).Where(frame => Own[frame] && Inclusive[frame] > 0).OrderByDescending(frame => Nearest[frame])
        .ThenBy(frame => Frames[frame].Function, StringComparer.Ordinal);

    /// <summary>The number of the same function as another profile's frame; -1 when it is not there.</summary>
    public int IndexOf(Frame frame)
    {
        for (int i = 0; i < Frames.Count; i++)
        {
            if (Frames[i].Function == frame.Function && Frames[i].Module == frame.Module && Frames[i].Origin == frame.Origin)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>
    /// The weight of stacks that hold a function with one of the traits, by the own function that asked for it: the outermost such
    /// function itself where it is own, else the nearest own one above. -1 stands for none.
    /// </summary>
    public IReadOnlyDictionary<int, long> Below(FrameTrait traits)
    {
        if (!_below.TryGetValue(traits, out IReadOnlyDictionary<int, long>? sums))
        {
            sums = Sum(traits, FrameTrait.None, 0);
            _below.Add(traits, sums);
        }

        return sums;
    }

    /// <summary>
    /// The same for a metric, leaving out the stacks where a foreign function with one of the traits <paramref name="between"/> stands
    /// between the own function and the one looked for.
    /// </summary>
    public IReadOnlyDictionary<int, long> Sum(FrameTrait traits, FrameTrait between, int metric)
    {
        int[] site = new int[_nearestOwn.Length];
        FrameTrait[] passed = new FrameTrait[_nearestOwn.Length];
        for (int node = 0; node < site.Length; node++)
        {
            int parent = _tree.Parent[node];
            int frame = _tree.Frame[node];
            site[node] = parent < 0 ? -2 : site[parent];
            passed[node] = Own[frame] ? FrameTrait.None : (parent < 0 ? FrameTrait.None : passed[parent]) | _traits[frame];
            bool blocked = parent >= 0 && !Own[frame] && (passed[parent] & between) != 0;
            if (site[node] == -2 && (_traits[frame] & traits) != 0 && !blocked && (Own[frame] || (_traits[frame] & between & ~traits) == 0))
            {
                site[node] = _nearestOwn[node];
            }
        }

        Dictionary<int, long> sums = [];
        foreach (StackValues stack in Profile.Stacks)
        {
            if (site[stack.Node] > -2)
            {
                sums[site[stack.Node]] = sums.GetValueOrDefault(site[stack.Node]) + stack.Values[metric];
            }
        }

        return sums;
    }

    /// <summary>The weight of stacks that hold a function with one of the traits.</summary>
    public long Holding(FrameTrait traits) => Below(traits).Values.Sum();

    /// <summary>A metric by the innermost own function of each stack; -1 stands for none.</summary>
    public IReadOnlyDictionary<int, long> BySite(int metric)
    {
        Dictionary<int, long> sums = [];
        foreach (StackValues stack in Profile.Stacks)
        {
            int site = _nearestOwn[stack.Node];
            sums[site] = sums.GetValueOrDefault(site) + stack.Values[metric];
        }

        return sums;
    }

    /// <summary>The functions that the own function calls directly or through foreign code, by the name that a source calls them by, with the weight below them.</summary>
    public IReadOnlyDictionary<string, (int Frame, long Weight)> Callees(int own)
    {
        Dictionary<string, (int Frame, long Weight)> callees = new(StringComparer.Ordinal);
        for (int node = 0; node < _nearestOwn.Length; node++)
        {
            int parent = _tree.Parent[node];
            int frame = _tree.Frame[node];
            if (parent >= 0 && _nearestOwn[parent] == own && frame != own)
            {
                string name = Own[frame] || Frames[frame].Origin != FrameOrigin.Native ? Names.Simple(Frames[frame].Function) : Names.Library(Frames[frame].Function);
                (int known, long weight) = callees.GetValueOrDefault(name, (frame, 0));
                callees[name] = (known, weight + _tree.Inclusive[node]);
            }
        }

        return callees;
    }

    private static int SamplesMetric(Profile profile)
    {
        int samples = profile.MetricIndex("samples");
        for (int i = 0; samples < 0 && i < profile.Metrics.Count; i++)
        {
            samples = profile.Metrics[i].Unit == Unit.Count ? i : -1;
        }

        return samples;
    }

    // A node below another of the same frame; only the outermost such of each stack counts, or deep recursion would count again and again.
    private void CountRecursion(bool[] outermost)
    {
        int[] numbers = new int[_tree.Frame.Length];
        for (int node = 0; node < numbers.Length; node++)
        {
            numbers[node] = outermost[node] ? Own.Length : _tree.Frame[node];
        }

        bool[] second = _tree.Outermost(numbers, Own.Length + 1);
        for (int node = 0; node < numbers.Length; node++)
        {
            if (!outermost[node] && second[node])
            {
                Recursive[_tree.Frame[node]] += _tree.Inclusive[node];
            }
        }
    }
}
