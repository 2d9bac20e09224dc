using System.Globalization;
using Hone.Beads;
using Hone.Ledger;
using Hone.Linux.Trackers;
using Hone.Problems;
using Hone.Profiling;
using Hone.Reporting;

namespace Hone.Cli.Steps;

/// <summary>The phase's beads in the tracker: seeded, read, and closed where Hone itself did the work.</summary>
internal static class BeadsStep
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    public static JsonlTracker Tracker(Session session) => new(BeadsWorkspace.Find(session.Folder), _patience);

    /// <summary>This project's beads as the tracker has them.</summary>
    public static IReadOnlyList<BeadView> Read(Session session) =>
        [.. Tracker(session).List(Session.Now).Select(standing => standing.Bead).Where(bead => IsOfProject(session, bead)).Select(bead => View(session, bead))];

    /// <summary>This project's beads, with what is ready to be taken.</summary>
    public static IReadOnlyList<(BeadView Bead, bool IsReady)> List(Session session) =>
        [.. Tracker(session).List(Session.Now).Where(standing => IsOfProject(session, standing.Bead)).Select(standing => (View(session, standing.Bead), standing.IsReady))];

    /// <summary>Adds what the plan has and the tracker lacks; returns the new keys.</summary>
    public static IReadOnlyList<string> Seed(Session session)
    {
        JsonlTracker tracker = Tracker(session);
        if (tracker.Workspace.Note is string note)
        {
            session.Progress.Say(note);
        }

        return tracker.Seed(BeadPlan.ForPhase(session.Project, PhaseView.Load(session).Report.Matrix), Session.Now, "hone");
    }

    /// <summary>Seeds, and closes each step whose evidence is in the record, with that evidence as the reason.</summary>
    public static void SeedAndClose(Session session)
    {
        IReadOnlyList<string> seeded = Seed(session);
        PhaseView view = PhaseView.Load(session);
        JsonlTracker tracker = Tracker(session);
        Dictionary<string, string> closed = [];
        foreach ((string step, string? reason) in Evidence(view))
        {
            string key = session.Project.Name + "." + step;
            if (reason is not null && tracker.CloseWhenReady(key, reason, Session.Now))
            {
                closed[key] = reason;
            }
        }

        if (seeded.Count > 0 || closed.Count > 0)
        {
            session.Append(EntryKind.Beads, new BeadsFact(seeded, closed), FactJson.Default.BeadsFact);
        }
    }

    /// <summary>The key of the bead that a person means, or a problem that says what there is.</summary>
    public static string Resolve(Session session, string word)
    {
        foreach (BeadView bead in Read(session))
        {
            string step = bead.Key == session.Project.Name ? "" : bead.Key[(session.Project.Name.Length + 1)..];
            if (new BeadKey(session.Project.BeadPrefix, session.Project.Name, step).IsMeantBy(word))
            {
                return bead.Key;
            }
        }

        throw new ProblemException(new(ExitCode.Usage, "no-such-bead", $"no bead of this phase is called '{word}'", "see what there is: hone beads list; seed them first with: hone beads seed"));
    }

    private static bool IsOfProject(Session session, BeadLine bead) =>
        bead.Key == session.Project.Name || bead.Key.StartsWith(session.Project.Name + ".", StringComparison.Ordinal);

    private static BeadView View(Session session, BeadLine bead)
    {
        string step = bead.Key == session.Project.Name ? "" : bead.Key[(session.Project.Name.Length + 1)..];
        bool isRow = bead.Labels.Contains(BeadLabel.Lever);
        return new(
            bead.Key,
            new BeadKey(session.Project.BeadPrefix, session.Project.Name, step).Name,
            bead.Title,
            bead.Status,
            bead.Assignee,
            bead.Labels.Contains(BeadLabel.Profiling),
            isRow ? step : null);
    }

    // In the order of their dependencies, so that closing one opens the next.
    private static IEnumerable<(string Step, string? Reason)> Evidence(PhaseView view)
    {
        yield return ("baseline", Of(view, workload => workload.BaselineEntry?.Entry, "samples"));
        yield return ("flamegraph", OfProfile(view, ProfileKind.Cpu));
        yield return ("heaptrack", OfProfile(view, ProfileKind.Allocation));
        yield return ("io", OfProfile(view, ProfileKind.Io));
        yield return ("oracle", view.Report.Workloads.All(workload => workload.Golden?.Fact.Channels.All(channel => channel.Stable) == true)
            ? Of(view, workload => workload.Golden?.Entry, "golden output")
            : null);
        yield return ("matrix", view.Report.Workloads.All(workload => workload.Profiles.Count == ProfileStep.Kinds.Count)
            ? string.Create(CultureInfo.InvariantCulture, $"{view.Report.Matrix.Count} rows, {view.Report.Matrix.Count(view.IsUnresolved)} at or above the score; see {AnalysisStep.FileName}")
            : null);
    }

    private static string? OfProfile(PhaseView view, ProfileKind kind)
    {
        // A kind that could not be recorded for any workload was not done; one that could for some says for which.
        bool any = view.Report.Workloads.Any(workload => Profile(workload, kind)?.Hotspots is not null);
        return any ? Of(view, workload => Profile(workload, kind) is { Hotspots: not null } profile ? profile.Recorded.Entry : null, kind.Name() + " profile", partial: true) : null;
    }

    private static ProfileReport? Profile(WorkloadReport workload, ProfileKind kind) => workload.Profiles.FirstOrDefault(profile => profile.Kind == kind);

    private static string? Of(PhaseView view, Func<WorkloadReport, LedgerEntry?> entry, string what, bool partial = false)
    {
        List<string> parts = [];
        foreach (WorkloadReport workload in view.Report.Workloads)
        {
            if (entry(workload) is LedgerEntry recorded)
            {
                string artifact = recorded.Artifacts.Count > 0 ? ", artifact " + recorded.Artifacts[0].Sha256[..12] : "";
                parts.Add($"{workload.Workload.Name} (ledger entry {recorded.Seq}{artifact})");
            }
            else if (!partial)
            {
                return null;
            }
            else
            {
                parts.Add($"{workload.Workload.Name} (not recordable here, see {AnalysisStep.FileName})");
            }
        }

        return $"{what} of {string.Join(", ", parts)}";
    }
}
