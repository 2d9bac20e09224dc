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

/// <summary>
/// Brings a phase into a tracker file. A second call changes nothing; a closed or deleted bead stays so; status, priority,
/// labels, assignee and edges of a bead that exists belong to the people who work with it.
/// </summary>
public static class BeadSeed
{
    /// <summary>Adds what is missing and renews Hone's own text where nobody edited it.</summary>
    public static SeedResult Apply(BeadDocument document, BeadPlan plan, Project project, DateTimeOffset now, string actor)
    {
        List<string> created = [], updated = [], unchanged = [], edited = [];
        Dictionary<string, int> byKey = KeyIndex(document);
        foreach (PlannedBead planned in plan.Beads)
        {
            if (!byKey.TryGetValue(planned.Key, out int index))
            {
                RequireFree(document, planned);
                created.Add(planned.Key);
                continue;
            }

            Bead bead = document.Lines[index].Bead!;
            if (bead.IsResolved || (bead.Title == planned.Title && bead.Description == planned.Description))
            {
                unchanged.Add(planned.Key);
            }
            else if (!TextSeal.IsIntact(bead.Title, bead.Description))
            {
                edited.Add(planned.Key);
            }
            else
            {
                DateTimeOffset time = bead.UpdatedAt > now ? bead.UpdatedAt.Value : now;
                document.Edit(index,
                [
                    new JsonChange("title", BeadLineWriter.Value(planned.Title)),
                    new JsonChange("description", BeadLineWriter.Value(planned.Description)),
                    new JsonChange("updated_at", BeadLineWriter.Value(BeadLineWriter.Time(time))),
                ]);
                updated.Add(planned.Key);
            }
        }

        if (created.Count > 0)
        {
            RequirePrefix(document, project);
        }

        Dictionary<string, string> ids = byKey.ToDictionary(pair => pair.Key, pair => document.Lines[pair.Value].Bead!.Id);
        foreach (PlannedBead planned in plan.Beads.Where(bead => created.Contains(bead.Key)))
        {
            document.Add(BeadLineWriter.New(Rewire(planned, plan, ids), now, actor));
        }

        return new SeedResult
        {
            Created = created,
            Updated = updated,
            Unchanged = unchanged,
            KeptEdited = edited,
            Stale = Stale(document, plan, project),
            Notes = document.Notes,
        };
    }

    // A tracker may have given a bead another id than the planned one (br's --rename-prefix): edges follow the key.
    private static PlannedBead Rewire(PlannedBead planned, BeadPlan plan, Dictionary<string, string> ids) => planned with
    {
        Dependencies =
        [
            .. planned.Dependencies.Select(edge =>
                plan.Beads.FirstOrDefault(other => other.Id == edge.On) is { } target && ids.TryGetValue(target.Key, out string? id)
                    ? edge with { On = id }
                    : edge),
        ],
    };

    private static Dictionary<string, int> KeyIndex(BeadDocument document)
    {
        Dictionary<string, int> byKey = new(StringComparer.Ordinal);
        foreach (Bead bead in document.Beads)
        {
            if (bead.Key is { } key)
            {
                byKey[key] = document.IndexOf(bead.Id);
            }
        }

        return byKey;
    }

    private static List<string> Stale(BeadDocument document, BeadPlan plan, Project project)
    {
        string levers = BeadId.Key(project, "lever-");
        HashSet<string> planned = [.. plan.Beads.Select(bead => bead.Key)];
        return
        [
            .. document.Beads
                .Where(bead => !bead.IsResolved && bead.Key is { } key && key.StartsWith(levers, StringComparison.Ordinal) && !planned.Contains(key))
                .Select(bead => bead.Key!),
        ];
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
