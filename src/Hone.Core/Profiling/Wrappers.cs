namespace Hone.Profiling;

/// <summary>
/// Rows that would say the same thing twice. A caller F is a wrapper of its callee G when all but
/// <see cref="HotspotOptions.WrapperSlack"/> (2 %) of F's weight lies in G and all but 2 % of G's comes from F. Then
/// <list type="bullet">
/// <item>if G is own code, F folds into G and is named in G's <see cref="Hotspot.Via"/>: of <c>A → B → C</c> the deepest
/// is where the time is spent or divides;</item>
/// <item>if neither is code (kernel, runtime), the same;</item>
/// <item>if both are foreign code, G folds into F: the function that was called is the one its caller knows.</item>
/// </list>
/// Foreign code also folds where one own hotspot explains it: at least 90 % of its weight lies below that function,
/// which names it in <see cref="Hotspot.SpentIn"/>. Other foreign code is a row where own code calls it (half of its
/// weight) or where it spends half of its weight itself; and a frame that is not code is no row when more than half of
/// its weight lies in code below it.
/// </summary>
internal sealed class Wrappers
{
    private const double Explained = 0.9;

    private readonly int[] _wrapperOf;

    private Wrappers(int[] wrapperOf, bool[] folded)
    {
        _wrapperOf = wrapperOf;
        Folded = folded;
    }

    /// <summary>Which frames are no rows of their own.</summary>
    public bool[] Folded { get; }

    public static Wrappers Find(FrameSums sums, bool[] inChain, HotspotOptions options)
    {
        int frames = inChain.Length;
        bool[] folded = new bool[frames];
        int[] wrapperOf = new int[frames];
        Array.Fill(wrapperOf, -1);
        double keep = 1 - options.WrapperSlack;
        foreach ((int callee, int caller, long weight) in sums.Callers)
        {
            if (caller == callee || weight < keep * sums.Inclusive[caller] || weight < keep * sums.Inclusive[callee])
            {
                continue;
            }

            if (sums.Own[callee] || (!sums.Code[callee] && !sums.Code[caller]))
            {
                wrapperOf[callee] = caller;
                folded[caller] = true;
            }
            else if (sums.Code[callee] && sums.Code[caller] && !sums.Own[caller])
            {
                folded[callee] = true;
            }
        }

        foreach ((int foreign, int own, long weight) in sums.NearestOwn)
        {
            folded[foreign] |= sums.Code[foreign] && !inChain[own] && weight >= Explained * sums.Inclusive[foreign];
        }

        for (int frame = 0; frame < frames; frame++)
        {
            double half = 0.5 * sums.Inclusive[frame];
            folded[frame] |= sums.Code[frame]
                ? !sums.Own[frame] && sums.FromOutside[frame] < half && sums.Self[frame] < half
                : sums.CodeBelow[frame] > half;
        }

        return new Wrappers(wrapperOf, folded);
    }

    /// <summary>The wrappers of a frame, nearest first, without those that only start programs or threads.</summary>
    public List<int> Via(int frame, FrameSums sums)
    {
        List<int> via = [];
        for (int above = _wrapperOf[frame]; above >= 0 && via.Count < _wrapperOf.Length; above = _wrapperOf[above])
        {
            if (!sums.IsEntry(above))
            {
                via.Add(above);
            }
        }

        return via;
    }
}
