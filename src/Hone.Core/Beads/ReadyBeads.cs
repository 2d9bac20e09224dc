namespace Hone.Beads;

/// <summary>Which beads can be worked on now.</summary>
public static class ReadyBeads
{
    /// <summary>
    /// The beads of this project's phase that are open (or whose claim has run out), not deferred and not blocked, in the order in
    /// which to take them (<see cref="InOrder"/>). The epic is a container and never ready.
    /// </summary>
    /// <param name="beads">All beads of the tracker, foreign ones too, because they can block.</param>
    /// <param name="project">The project's name: the first part of the keys.</param>
    /// <param name="now">The present time, for <c>defer_until</c>.</param>
    /// <param name="scores">The scores of opportunity beads by key; null when there is no matrix.</param>
    public static IReadOnlyList<Bead> Of(
        IReadOnlyList<Bead> beads, string project, DateTimeOffset now, IReadOnlyDictionary<string, double>? scores = null)
    {
        Dictionary<string, Bead> byId = Index(beads);
        return InOrder(
            beads.Where(bead => IsOf(bead, project) && bead.Key != project && (bead.Status == BeadStatus.Open || bead.IsStale(now))
                && !(bead.DeferUntil > now) && Blockers(bead, byId).Count == 0),
            scores);
    }

    /// <summary>Beads in the order in which to take them: priority, then score, then age, then id.</summary>
    public static IReadOnlyList<Bead> InOrder(IEnumerable<Bead> beads, IReadOnlyDictionary<string, double>? scores = null) =>
    [
        .. beads
            .OrderBy(bead => bead.Priority)
            .ThenByDescending(bead => scores is not null && bead.Key is { } key && scores.TryGetValue(key, out double score) ? score : 0)
            .ThenBy(bead => bead.CreatedAt ?? DateTimeOffset.MaxValue)
            .ThenBy(bead => bead.Id, StringComparer.Ordinal),
    ];

    /// <summary>Whether an actor may take a ready bead: nobody else is its assignee, or that one's claim has run out.</summary>
    public static bool IsFor(Bead bead, string actor, DateTimeOffset now) => bead.Assignee is null || bead.Assignee == actor || bead.IsStale(now);

    /// <summary>True when the bead is Hone's and belongs to the project.</summary>
    public static bool IsOf(Bead bead, string project) =>
        bead.Key is { } key
        && (key == project || (key.Length > project.Length && key[project.Length] == '.' && key.StartsWith(project, StringComparison.Ordinal)));

    /// <summary>The beads by id; of two with one id the later in the list.</summary>
    public static Dictionary<string, Bead> Index(IReadOnlyList<Bead> beads)
    {
        Dictionary<string, Bead> byId = new(beads.Count, StringComparer.Ordinal);
        foreach (Bead bead in beads)
        {
            byId[bead.Id] = bead;
        }

        return byId;
    }

    /// <summary>
    /// The unresolved beads that keep this one from starting: its own blocking edges, and those of its parents
    /// (bd and br both hand a parent's blockers down). An edge to a bead that does not exist blocks nothing, as in br.
    /// </summary>
    public static IReadOnlyList<Bead> Blockers(Bead bead, IReadOnlyDictionary<string, Bead> byId)
    {
        List<Bead> blockers = [];
        HashSet<string> named = [bead.Id];
        HashSet<string> seen = [bead.Id];
        Queue<Bead> line = new([bead]);
        while (line.TryDequeue(out Bead? current))
        {
            foreach (BeadDependency edge in current.Dependencies)
            {
                if (!byId.TryGetValue(edge.On, out Bead? other))
                {
                    continue;
                }

                if (edge.IsBlocking)
                {
                    if (!other.IsResolved && named.Add(other.Id))
                    {
                        blockers.Add(other);
                    }
                }
                else if (edge.Type == BeadDependency.ParentChild && seen.Add(other.Id))
                {
                    line.Enqueue(other);
                }
            }
        }

        return blockers;
    }
}
