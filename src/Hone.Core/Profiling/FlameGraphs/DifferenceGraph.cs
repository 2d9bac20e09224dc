using Hone.Profiling.Differences;

namespace Hone.Profiling.FlameGraphs;

/// <summary>
/// A differential flame graph: the stacks of both sides together, each side scaled to one run, so that what is gone and what is
/// new both have room; coloured by what <see cref="ProfileDifferences"/> says of each function. Colours say what changed by
/// itself: the callers of a dearer function stay grey.
/// </summary>
public static class DifferenceGraph
{
    /// <summary>Writes the drawing as UTF-8.</summary>
    /// <param name="before">The profiles that <paramref name="difference"/> was made of.</param>
    /// <param name="after">The later ones.</param>
    /// <param name="difference">Their difference.</param>
    /// <param name="options">Title, size and order; marks and subtitle are set here.</param>
    /// <param name="stream">Where the drawing goes.</param>
    public static void Render(IReadOnlyList<Profile> before, IReadOnlyList<Profile> after, ProfileDifference difference, FlameGraphOptions options, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(difference);
        ArgumentNullException.ThrowIfNull(options);
        (Profile both, FlameGraphOptions marked) = Of(before, after, difference, options);
        FlameGraphSvg.Render(FlameGraphLayout.Of(both, marked), marked, stream);
    }

    /// <summary>What such a graph is drawn of: both sides' stacks, and the options with marks and subtitle.</summary>
    public static (Profile Both, FlameGraphOptions Marked) Of(IReadOnlyList<Profile> before, IReadOnlyList<Profile> after, ProfileDifference difference, FlameGraphOptions options)
    {
        ArgumentNullException.ThrowIfNull(difference);
        ArgumentNullException.ThrowIfNull(options);
        FunctionTable table = new(before, after);
        Profile both = Both(table, before, after, difference);
        Dictionary<FrameIdentity, FunctionDifference> rows = difference.Functions.ToDictionary(row => row.Identity);
        DifferenceNote note = new(difference);
        FrameMark[] marks = new FrameMark[table.Count];
        for (int i = 0; i < marks.Length; i++)
        {
            marks[i] = rows.TryGetValue(table.Identity(i), out FunctionDifference? row)
                ? new(DifferencePalette.Class(row), note.Of(row))
                : new(DifferencePalette.Unchanged, "too small to judge");
        }

        string subtitle = $"{difference.Kind.Name()} · width: both sides together, per run · {difference.Changed.Count()} of {difference.Functions.Count} functions changed";
        return (both, options with { Marks = marks, Subtitle = options.Workload is null ? subtitle : options.Workload + " · " + subtitle });
    }

    private static Profile Both(FunctionTable table, IReadOnlyList<Profile> before, IReadOnlyList<Profile> after, ProfileDifference difference)
    {
        List<StackNode> nodes = [];
        Dictionary<StackNode, int> index = [];
        Dictionary<int, long> weights = [];

        // Shares are scaled to the later side's mean, so that both sides have the same weight and a unit that says something.
        double whole = difference.After.Total / Math.Max(1, after.Count);
        foreach ((IReadOnlyList<Profile> profiles, DifferenceSide side) in new[] { (before, difference.Before), (after, difference.After) })
        {
            double scale = side.Total <= 0 ? 0 : difference.Measure == DifferenceMeasure.Share ? whole / side.Total : side.TotalPerRun / side.Total;
            foreach (Profile profile in profiles)
            {
                Profile renumbered = table.Renumbered(profile);
                int[] copied = new int[renumbered.Nodes.Count];
                for (int i = 0; i < copied.Length; i++)
                {
                    StackNode node = new(renumbered.Nodes[i].Parent < 0 ? -1 : copied[renumbered.Nodes[i].Parent], renumbered.Nodes[i].Frame);
                    if (!index.TryGetValue(node, out copied[i]))
                    {
                        copied[i] = nodes.Count;
                        nodes.Add(node);
                        index.Add(node, copied[i]);
                    }
                }

                foreach (StackValues stack in renumbered.Stacks)
                {
                    weights[copied[stack.Node]] = weights.GetValueOrDefault(copied[stack.Node]) + (long)Math.Round(stack.Values[0] * scale);
                }
            }
        }

        return new Profile
        {
            Kind = difference.Kind,
            Metrics = [difference.Metric],
            Frames = [.. Enumerable.Range(0, table.Count).Select(table.Frame)],
            Nodes = nodes,
            Stacks = [.. weights.OrderBy(pair => pair.Key).Select(pair => new StackValues(pair.Key, [pair.Value]))],
            Collector = "",
            Command = "",
        };
    }
}
