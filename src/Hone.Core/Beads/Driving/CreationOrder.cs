namespace Hone.Beads.Driving;

/// <summary>The order in which beads are made so that each has its edges from its first moment: what it depends on comes before it.</summary>
public static class CreationOrder
{
    /// <summary>The plan's beads in that order; otherwise as they stand. A circle, which no plan has, is broken where it is met.</summary>
    public static IReadOnlyList<PlannedBead> Of(BeadPlan plan)
    {
        Dictionary<string, PlannedBead> byId = plan.Beads.ToDictionary(bead => bead.Id, StringComparer.Ordinal);
        List<PlannedBead> ordered = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (PlannedBead bead in plan.Beads)
        {
            Add(bead);
        }

        return ordered;

        void Add(PlannedBead bead)
        {
            if (!seen.Add(bead.Id))
            {
                return;
            }

            foreach (BeadDependency edge in bead.Dependencies)
            {
                if (byId.TryGetValue(edge.On, out PlannedBead? before))
                {
                    Add(before);
                }
            }

            ordered.Add(bead);
        }
    }
}
