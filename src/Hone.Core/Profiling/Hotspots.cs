using Hone.Profiling.Waiting;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Profiling;

/// <summary>
/// Finds the frames worth looking at: code by cumulative weight, recursion counted once a stack, without the entry chain
/// (rule: <see cref="EntryChain"/>) and without rows that repeat another (rule: <see cref="Wrappers"/>). Frames that
/// nobody can edit are counted like all others but ranked apart.
/// </summary>
public static class Hotspots
{
    private const int SpentInRows = 3;

    /// <summary>The hotspots of <paramref name="profile"/>; linear in its size, whatever the depth of its stacks.</summary>
    /// <exception cref="Problems.ProblemException"><c>profile-inconsistent</c>: values or tree break the profile's contract.</exception>
    public static HotspotReport Find(Profile profile, HotspotOptions options)
    {
        WeightTree tree = WeightTree.Of(profile);
        (long[] samples, long allSamples) = tree.Also(profile, SamplesMetric(profile));
        FrameSums sums = new(profile, tree, samples, options);
        (bool[] inChain, List<int> order) = EntryChain.Find(tree, sums, options);
        Wrappers wrappers = Wrappers.Find(sums, inChain, options);
        int[] ranked = Rank(profile.Frames, sums);
        bool exact = profile.MetricIndex("samples") < 0;
        List<Hotspot> code = [];
        List<Hotspot> apart = [];
        Dictionary<int, List<CalleeShare>> spentIn = SpentIn(profile.Frames, sums, tree.Total);
        int[] heaviestChildren = profile.Kind == ProfileKind.OffCpu ? tree.HeaviestChildren() : [];
        foreach (int frame in ranked)
        {
            List<Hotspot> rows = sums.Code[frame] ? code : apart;
            if ((rows.Count < options.Top && !inChain[frame] && !wrappers.Folded[frame]) || options.Also?.Invoke(profile.Frames[frame]) == true)
            {
                rows.Add(Row(frame));
            }
        }

        return new HotspotReport
        {
            Kind = profile.Kind,
            Metric = profile.Metrics[0],
            Total = tree.Total,
            Samples = allSamples,
            Hotspots = code,
            Apart = apart,
            Origins = Origins(profile.Frames, sums, tree.Total),
            EntryChain = [.. order.Select(frame => profile.Frames[frame])],
        };

        Hotspot Row(int index)
        {
            Frame frame = profile.Frames[index];
            Ratio share = Ratio.Of(sums.Inclusive[index], tree.Total);
            IReadOnlyList<CalleeShare> callees = spentIn.GetValueOrDefault(index, []);
            return new Hotspot
            {
                Frame = frame,
                Cumulative = sums.Inclusive[index],
                Share = share,
                Self = sums.Self[index],
                SelfShare = Ratio.Of(sums.Self[index], tree.Total),
                Samples = sums.Samples[index],
                // What a system call cost is counted; who called it is sampled (see IoProfile).
                Exact = exact && !(profile.Kind == ProfileKind.Io && sums.Code[index]),
                ShareInterval = exact ? null : Proportion.Wilson(share.Value * allSamples, allSamples),
                IsCode = sums.Code[index],
                Own = sums.Own[index],
                Category = profile.Kind == ProfileKind.OffCpu
                    ? HotspotCategories.OfReason(WaitReasons.Of(HeaviestStack(profile.Frames, tree, sums.HeaviestNode[index], heaviestChildren)))
                    : Category(frame, sums.Own[index], share, callees, profile.Kind),
                Path = Path(profile.Frames, tree, sums.HeaviestNode[index]),
                Via = [.. wrappers.Via(index, sums).Select(above => profile.Frames[above])],
                SpentIn = callees,
            };
        }
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

    /// <summary>Frames in some stack, heaviest first; ties by self weight, then by name, so that the order never depends on the input's.</summary>
    private static int[] Rank(IReadOnlyList<Frame> frames, FrameSums sums)
    {
        List<int> present = [];
        for (int frame = 0; frame < frames.Count; frame++)
        {
            if (sums.Inclusive[frame] > 0)
            {
                present.Add(frame);
            }
        }

        present.Sort((left, right) =>
        {
            int order = sums.Inclusive[right].CompareTo(sums.Inclusive[left]);
            order = order != 0 ? order : sums.Self[right].CompareTo(sums.Self[left]);
            order = order != 0 ? order : string.CompareOrdinal(frames[left].Function, frames[right].Function);
            order = order != 0 ? order : string.CompareOrdinal(frames[left].Module, frames[right].Module);
            return order != 0 ? order : frames[left].Origin.CompareTo(frames[right].Origin);
        });
        return [.. present];
    }

    private static Dictionary<int, List<CalleeShare>> SpentIn(IReadOnlyList<Frame> frames, FrameSums sums, long total)
    {
        Dictionary<int, List<CalleeShare>> callees = [];
        foreach ((int callee, int caller, long weight) in sums.Callers)
        {
            if (sums.Own[caller] && !sums.Own[callee])
            {
                if (!callees.TryGetValue(caller, out List<CalleeShare>? list))
                {
                    callees.Add(caller, list = []);
                }

                list.Add(new CalleeShare(frames[callee], Ratio.Of(weight, total)));
            }
        }

        foreach (List<CalleeShare> list in callees.Values)
        {
            list.Sort((left, right) =>
            {
                int order = right.Share.CompareTo(left.Share);
                return order != 0 ? order : string.CompareOrdinal(left.Frame.Function, right.Frame.Function);
            });
            if (list.Count > SpentInRows)
            {
                list.RemoveRange(SpentInRows, list.Count - SpentInRows);
            }
        }

        return callees;
    }

    private static HotspotCategory Category(Frame frame, bool own, Ratio share, IReadOnlyList<CalleeShare> callees, ProfileKind kind)
    {
        HotspotCategory? category = HotspotCategories.OfFrame(frame);

        // A program's own ReadToken that burns the CPU does no I/O; only what it calls can tell.
        category = category is HotspotCategory.Io && own && kind is ProfileKind.Cpu ? null : category;
        if (category is null && callees.Count > 0 && callees[0].Share.Value >= 0.5 * share.Value)
        {
            category = HotspotCategories.OfFrame(callees[0].Frame);
        }

        return category ?? HotspotCategories.OfKind(kind);
    }

    /// <summary>The frames of the heaviest stack through a node, root first.</summary>
    private static List<Frame> HeaviestStack(IReadOnlyList<Frame> frames, WeightTree tree, int node, int[] heaviestChildren)
    {
        List<Frame> stack = [];
        for (int above = node; above >= 0; above = tree.Parent[above])
        {
            stack.Add(frames[tree.Frame[above]]);
        }

        stack.Reverse();
        for (int below = node < 0 ? -1 : heaviestChildren[node]; below >= 0; below = heaviestChildren[below])
        {
            stack.Add(frames[tree.Frame[below]]);
        }

        return stack;
    }

    private static List<string> Path(IReadOnlyList<Frame> frames, WeightTree tree, int node)
    {
        List<string> path = [];
        for (; node >= 0; node = tree.Parent[node])
        {
            path.Add(frames[tree.Frame[node]].Function);
        }

        path.Reverse();
        return path;
    }

    private static List<OriginShare> Origins(IReadOnlyList<Frame> frames, FrameSums sums, long total)
    {
        long[] spent = new long[Enum.GetValues<FrameOrigin>().Length];
        for (int frame = 0; frame < frames.Count; frame++)
        {
            spent[(int)frames[frame].Origin] += sums.Self[frame];
        }

        List<OriginShare> origins = [];
        for (int origin = 0; origin < spent.Length; origin++)
        {
            if (spent[origin] > 0)
            {
                origins.Add(new OriginShare((FrameOrigin)origin, Ratio.Of(spent[origin], total)));
            }
        }

        origins.Sort((left, right) => right.Share.CompareTo(left.Share) is int order and not 0 ? order : left.Origin.CompareTo(right.Origin));
        return origins;
    }
}
