using Hone.Beads;
using Hone.Beads.Driving;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Linux.Trackers;

/// <summary>Brings a phase into a driven tracker. What ends in the middle is completed by the next seeding.</summary>
/// <param name="project">The project.</param>
/// <param name="dialect">Which tracker.</param>
/// <param name="program">Its program.</param>
/// <param name="journal">The beads whose making began.</param>
internal sealed class CommandSeed(Project project, ITrackerDialect dialect, TrackerProgram program, SeedJournal journal)
{
    /// <summary>Makes what is missing and renews Hone's own words; call with the lock held.</summary>
    public void Apply(SeedWork work, BeadPlan plan, string who)
    {
        Dictionary<string, string> ids = new(work.Ids, StringComparer.Ordinal);
        string[] unfinished = [.. journal.Read()];
        foreach (PlannedBead bead in plan.Beads.Where(bead => unfinished.Contains(bead.Key) && ids.ContainsKey(bead.Key)))
        {
            AddEdges(bead, plan, ids, who);
        }

        if (work.Create.Count > 0)
        {
            journal.Write(work.Create.Select(bead => bead.Key));
        }

        List<string> made = [];
        try
        {
            foreach (PlannedBead bead in work.Create)
            {
                ids[bead.Key] = Create(bead, plan, ids, who);
                made.Add(ids[bead.Key]);
            }
        }
        catch (ProblemException error) when (made.Count > 0)
        {
            Problem problem = error.Problem;
            throw new ProblemException(
                problem with
                {
                    What = $"{problem.What}; {made.Count} of {work.Create.Count} beads were made before it, the last is {made[^1]}",
                    Next = problem.Next + "; then hone beads seed makes the rest",
                },
                error);
        }

        foreach ((string id, PlannedBead bead) in work.Reword)
        {
            _ = program.Ask(dialect.Reword(id, bead.Title, bead.Description, who));
        }

        journal.Write([]);
    }

    private string Create(PlannedBead bead, BeadPlan plan, Dictionary<string, string> ids, string who)
    {
        string? id = dialect.IdOf(project, bead);

        // bd writes over an issue whose id is given to it again, and says nothing.
        if (id is not null && program.Find(id) is { } other)
        {
            throw new ProblemException(new(
                ExitCode.Usage,
                "bead-id-taken",
                $"the id {id} belongs to another issue, which {dialect.Program} would write over: {other.Title}",
                $"see what it is ({dialect.Program} show {id}), then choose another project name or bead-prefix in hone.toml"));
        }

        IReadOnlyList<string> words = dialect.Create(bead, id, SeedWork.Edges(bead, plan, ids), who);
        byte[] answer = program.TryAsk(words, out string complaint, out IReadOnlyList<string> said) ?? throw Refused(words, complaint);
        string made = TrackerAnswer.One(answer, program.Shown(words)).Id;
        if (said.Any(line => line.Contains("dependency", StringComparison.OrdinalIgnoreCase)))
        {
            // bd makes the issue, and only warns when one of its edges could not be made.
            AddEdges(bead, plan, new(ids, StringComparer.Ordinal) { [bead.Key] = made }, who);
        }

        return made;
    }

    private void AddEdges(PlannedBead bead, BeadPlan plan, Dictionary<string, string> ids, string who)
    {
        string id = ids[bead.Key];
        foreach (BeadDependency edge in SeedWork.Edges(bead, plan, ids))
        {
            // One that is there with another type is what somebody made of it.
            IReadOnlyList<string> words = dialect.AddEdge(id, edge, who);
            if (program.TryAsk(words, out string complaint) is null && !complaint.Contains("already exists", StringComparison.OrdinalIgnoreCase))
            {
                throw new ProblemException(new(
                    ExitCode.GateSaidNo,
                    "bead-edge-missing",
                    $"{id} is made, and lacks its edge {edge.Type} to {edge.On}: {complaint}",
                    "put right what it names, then hone beads seed adds the edge; until then take care that nobody claims it too early"));
            }
        }
    }

    private ProblemException Refused(IReadOnlyList<string> words, string complaint) => BdDialect.PrefixAsked(complaint) is { } prefix
        ? new(new(
            ExitCode.Usage,
            "bead-prefix",
            $"{dialect.Program}'s database gives its ids the prefix '{prefix}-', and Hone's would begin with '{project.BeadPrefix}-': {complaint}",
            $"set bead-prefix = \"{prefix}\" in hone.toml"))
        : TrackerProgram.Refused(program.Shown(words), complaint);
}
