using Hone.Workloads;

namespace Hone.Beads.Driving;

/// <summary>What there is to do to bring a phase into a tracker that is driven by commands; the same rules as <see cref="BeadSeed"/>.</summary>
public sealed record SeedWork
{
    /// <summary>Beads to make, each after those that it depends on.</summary>
    public required IReadOnlyList<PlannedBead> Create { get; init; }

    /// <summary>Beads to give new words, with their ids there.</summary>
    public required IReadOnlyList<(string Id, PlannedBead Bead)> Reword { get; init; }

    /// <summary>Keys of beads that need nothing.</summary>
    public required IReadOnlyList<string> Unchanged { get; init; }

    /// <summary>Keys of beads whose words somebody edited: they are left alone.</summary>
    public required IReadOnlyList<string> KeptEdited { get; init; }

    /// <summary>Keys of open opportunity beads that the plan does not have any more.</summary>
    public required IReadOnlyList<string> Stale { get; init; }

    /// <summary>The ids there, by key.</summary>
    public required IReadOnlyDictionary<string, string> Ids { get; init; }

    /// <summary>Holds the plan against what the tracker has.</summary>
    public static SeedWork Of(IReadOnlyList<Bead> all, BeadPlan plan, Project project)
    {
        Dictionary<string, Bead> byKey = new(StringComparer.Ordinal);
        foreach (Bead bead in all.Where(bead => ReadyBeads.IsOf(bead, project.Name) && TrackerAnswer.IsId(bead.Id)))
        {
            // Of two beads of one key, which no tracker of Hone's makes, the open one is worked with.
            if (!byKey.TryGetValue(bead.Key!, out Bead? other) || other.IsResolved)
            {
                byKey[bead.Key!] = bead;
            }
        }

        List<(string, PlannedBead)> reword = [];
        List<string> unchanged = [], edited = [];
        foreach (PlannedBead planned in plan.Beads.Where(planned => byKey.ContainsKey(planned.Key)))
        {
            Bead bead = byKey[planned.Key];
            if (bead.IsResolved || (bead.Title == planned.Title && bead.Description.Trim() == planned.Description.Trim()))
            {
                unchanged.Add(planned.Key);
            }
            else if (TextSeal.IsIntact(bead.Title, bead.Description))
            {
                reword.Add((bead.Id, planned));
            }
            else
            {
                edited.Add(planned.Key);
            }
        }

        string levers = BeadId.Key(project, "lever-");
        HashSet<string> keys = [.. plan.Beads.Select(bead => bead.Key)];
        return new()
        {
            Create = [.. CreationOrder.Of(plan).Where(planned => !byKey.ContainsKey(planned.Key))],
            Reword = reword,
            Unchanged = unchanged,
            KeptEdited = edited,
            Stale = [.. byKey.Values.Where(bead => !bead.IsResolved && bead.Key!.StartsWith(levers, StringComparison.Ordinal) && !keys.Contains(bead.Key!)).Select(bead => bead.Key!)],
            Ids = byKey.ToDictionary(pair => pair.Key, pair => pair.Value.Id, StringComparer.Ordinal),
        };
    }

    /// <summary>A planned bead's edges by the tracker's ids; one to a bead that is not there is left out.</summary>
    /// <param name="bead">The bead.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="ids">The tracker's ids by key.</param>
    public static IReadOnlyList<BeadDependency> Edges(PlannedBead bead, BeadPlan plan, IReadOnlyDictionary<string, string> ids) =>
    [
        .. bead.Dependencies
            .Select(edge => plan.Beads.FirstOrDefault(other => other.Id == edge.On) is { } target && ids.TryGetValue(target.Key, out string? id) ? edge with { On = id } : null)
            .OfType<BeadDependency>(),
    ];
}
