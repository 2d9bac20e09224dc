using Hone.Problems;
using Hone.Workloads;

namespace Hone.Beads;

/// <summary>What seeding a phase did, or with a dry run would do; keys of beads.</summary>
public sealed record SeedResult
{
    /// <summary>Beads that were added.</summary>
    public required IReadOnlyList<string> Created { get; init; }

    /// <summary>Beads whose text was still Hone's and was renewed.</summary>
    public required IReadOnlyList<string> Updated { get; init; }

    /// <summary>Beads that are there and need nothing.</summary>
    public required IReadOnlyList<string> Unchanged { get; init; }

    /// <summary>Beads whose text Hone would write differently now, but which somebody edited: they are left alone.</summary>
    public required IReadOnlyList<string> KeptEdited { get; init; }

    /// <summary>Open opportunity beads whose row is no longer in the matrix at the score; somebody must decide about them.</summary>
    public required IReadOnlyList<string> Stale { get; init; }

    /// <summary>What was odd about the tracker file.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>True when the file is, or with a dry run would be, written.</summary>
    public bool Changed => Created.Count + Updated.Count > 0;
}

/// <summary>Brings a phase into a tracker file, by the rules of <see cref="SeedWork"/>. A second call changes nothing.</summary>
public static class BeadSeed
{
    /// <summary>Adds what is missing and renews Hone's own text where nobody edited it.</summary>
    public static SeedResult Apply(BeadDocument document, BeadPlan plan, Project project, DateTimeOffset now, string actor)
    {
        SeedWork work = SeedWork.Of(document.Beads, plan, project);
        SeedResult result = work.Result(plan, document.Notes);
        foreach (PlannedBead planned in work.Create)
        {
            RequireFree(document, planned);
        }

        foreach ((string id, PlannedBead planned) in work.Reword)
        {
            int index = document.IndexOf(id);
            Bead bead = document.Lines[index].Bead!;
            DateTimeOffset time = bead.UpdatedAt > now ? bead.UpdatedAt.Value : now;
            document.Edit(index,
            [
                new JsonChange("title", BeadLineWriter.Value(planned.Title)),
                new JsonChange("description", BeadLineWriter.Value(planned.Description)),
                new JsonChange("updated_at", BeadLineWriter.Value(BeadLineWriter.Time(time))),
            ]);
        }

        if (work.Create.Count > 0)
        {
            RequirePrefix(document, project);
        }

        // In a file that is written whole, a bead may stand before those that it depends on.
        Dictionary<string, string> ids = work.Create.ToDictionary(bead => bead.Key, bead => bead.Id, StringComparer.Ordinal);
        foreach ((string key, string id) in work.Ids)
        {
            ids[key] = id;
        }

        foreach (PlannedBead planned in plan.Beads.Where(work.Create.Contains))
        {
            document.Add(BeadLineWriter.New(planned with { Dependencies = SeedWork.Edges(planned, plan, ids) }, now, actor));
        }

        return result;
    }

    private static void RequireFree(BeadDocument document, PlannedBead planned)
    {
        int index = document.IndexOf(planned.Id);
        if (index >= 0)
        {
            throw new ProblemException(new Problem(
                ExitCode.Usage,
                "bead-id-taken",
                $"the id {planned.Id} belongs to another bead: {BeadDescription.OneLine(document.Lines[index].Bead!.Title, 80)}",
                "choose another project name or bead prefix in hone.toml"));
        }
    }

    // br refuses a file whose ids have several prefixes, when it has to build its database from it (beads_rust #184, #188, #440).
    private static void RequirePrefix(BeadDocument document, Project project)
    {
        List<string> foreign = [.. document.Beads.Where(bead => bead.Key is null && bead.Id.LastIndexOf('-') > 0).Select(bead => bead.Id)];
        if (foreign.Count > 0 && !foreign.Exists(id => id.StartsWith(project.BeadPrefix + "-", StringComparison.Ordinal)))
        {
            string prefix = foreign[0][..foreign[0].LastIndexOf('-')];
            throw new ProblemException(new Problem(
                ExitCode.Usage,
                "bead-prefix",
                $"no id in the tracker begins with '{project.BeadPrefix}-', as Hone's would; the first begins with '{prefix}-', and br refuses a file of two prefixes",
                $"set bead-prefix = \"{prefix}\" in hone.toml"));
        }
    }
}
