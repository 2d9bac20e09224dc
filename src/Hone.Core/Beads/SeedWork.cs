using Hone.Beads.Driving;
using Hone.Workloads;

namespace Hone.Beads;

/// <summary>
/// What there is to do to bring a phase into a tracker, whichever it is. Nothing twice; a closed or deleted bead stays so; status, priority,
/// labels, assignee and edges of a bead that exists belong to the people who work with it.
/// </summary>
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

    /// <summary>The result, as the front tells it.</summary>
    /// <param name="plan">The plan that this is the work of.</param>
    /// <param name="notes">What a person should know, as sentences.</param>
    public SeedResult Result(BeadPlan plan, IReadOnlyList<string> notes) => new()
    {
        Created = [.. plan.Beads.Where(Create.Contains).Select(bead => bead.Key)],
        Updated = [.. Reword.Select(each => each.Bead.Key)],
        Unchanged = Unchanged,
        KeptEdited = KeptEdited,
        Stale = Stale,
        Notes = notes,
    };

    /// <summary>Holds the plan against what the tracker has.</summary>
    /// <param name="all">The tracker's beads that can be worked with; those of others do not matter.</param>
    /// <param name="plan">The phase.</param>
    /// <param name="project">The project.</param>
    public static SeedWork Of(IReadOnlyList<Bead> all, BeadPlan plan, Project project)
    {
        Dictionary<string, Bead> byKey = new(StringComparer.Ordinal);
        foreach (Bead bead in all.Where(bead => ReadyBeads.IsOf(bead, project.Name)))
        {
            // Of two beads of one key, which no tracker of Hone's makes, an open one is worked with.
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

    /// <summary>A planned bead's edges by the tracker's ids, which may be others than the planned ones (br's --rename-prefix); one to a bead that is not there is left out.</summary>
    /// <param name="bead">The bead.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="ids">The tracker's ids by key.</param>
    public static IReadOnlyList<BeadDependency> Edges(PlannedBead bead, BeadPlan plan, IReadOnlyDictionary<string, string> ids) =>
    [
        .. bead.Dependencies
            .Select(edge => plan.Beads.FirstOrDefault(other => other.Id == edge.On) is { } target && ids.TryGetValue(target.Key, out string? id) ? edge with { On = id } : null)
            .OfType<BeadDependency>(),
        .. bead.Previous is { } previous && ids.TryGetValue(previous, out string? before) ? [new BeadDependency(before, BeadDependency.Related)] : Array.Empty<BeadDependency>(),
    ];
}
