using Hone.Profiling;

namespace Hone.Changes.Lint;

/// <summary>
/// What belongs to functions on the stacks of a profile, of the project's own code: direct callers and callees, past library code between them;
/// callers farther away that do mostly this, since who calls too often is rarely the next one (wrappers stand between); and what is called farther
/// away and costs a good part of it.
/// </summary>
public static class HotNeighbours
{
    /// <summary>A caller farther away belongs to them when so large a part of its cost is theirs, and of theirs comes through it.</summary>
    private const double Mostly = 0.5;

    /// <summary>What is called farther away belongs to them with so large a part of their cost.</summary>
    private const double GoodPart = 0.2;

    /// <summary>The functions, files as the profile has them.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="isOwn">Whether a frame is code of the project.</param>
    /// <param name="declared">The functions, as the profile names them.</param>
    public static IReadOnlyList<NamedFunction> Of(Profile profile, Func<Frame, bool> isOwn, IReadOnlyList<NamedFunction> declared)
    {
        ArgumentNullException.ThrowIfNull(profile);
        bool[] own = [.. profile.Frames.Select(isOwn)];
        bool[] named = [.. profile.Frames.Select(frame => declared.Any(function => function.Name == frame.Function && (function.File is null || frame.Source is null || function.File == frame.Source.File)))];
        SortedSet<int> found = [.. Direct(profile, own, named), .. FartherAway(profile, own, named)];
        return [.. found.Select(frame => new NamedFunction(profile.Frames[frame].Function, profile.Frames[frame].Source?.File))];
    }

    private static HashSet<int> Direct(Profile profile, bool[] own, bool[] named)
    {
        // Of each node the nearest frame of the project above it.
        int[] above = new int[profile.Nodes.Count];
        HashSet<int> found = [];
        for (int i = 0; i < above.Length; i++)
        {
            StackNode node = profile.Nodes[i];
            above[i] = node.Parent < 0 ? -1 : own[profile.Nodes[node.Parent].Frame] ? profile.Nodes[node.Parent].Frame : above[node.Parent];
            if (above[i] >= 0 && own[node.Frame] && above[i] != node.Frame)
            {
                if (named[above[i]])
                {
                    found.Add(node.Frame);
                }

                if (named[node.Frame])
                {
                    found.Add(above[i]);
                }
            }
        }

        return found;
    }

    private static IEnumerable<int> FartherAway(Profile profile, bool[] own, bool[] named)
    {
        double[] all = new double[own.Length];
        double[] above = new double[own.Length];
        double[] below = new double[own.Length];
        double declared = 0;
        HashSet<int> seen = [];
        List<int> path = [];
        foreach (StackValues stack in profile.Stacks)
        {
            path.Clear();
            for (int node = stack.Node; node >= 0; node = profile.Nodes[node].Parent)
            {
                path.Add(profile.Nodes[node].Frame);
            }

            // From the leaf to the root: what comes after the last declared one lies below none of them.
            int first = path.FindIndex(frame => named[frame]);
            int last = path.FindLastIndex(frame => named[frame]);
            double weight = stack.Values[0];
            declared += first >= 0 ? weight : 0;
            Add(all, 0, path.Count);
            if (first >= 0)
            {
                Add(above, first + 1, path.Count);
                Add(below, 0, last);
            }

            void Add(double[] sums, int from, int to)
            {
                seen.Clear();
                for (int i = from; i < to; i++)
                {
                    if (own[path[i]] && seen.Add(path[i]))
                    {
                        sums[path[i]] += weight;
                    }
                }
            }
        }

        return Enumerable.Range(0, own.Length).Where(frame => own[frame] && !named[frame] && declared > 0
            && ((above[frame] >= Mostly * all[frame] && above[frame] >= Mostly * declared) || below[frame] >= GoodPart * declared));
    }
}
