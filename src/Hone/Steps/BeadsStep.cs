using System.Globalization;
using Hone.Beads;
using Hone.Cli.Steps.Sealing;
using Hone.Equivalence;
using Hone.Equivalence.Strength;
using Hone.Ledger;
using Hone.Linux.Trackers;
using Hone.Opportunities;
using Hone.Problems;
using Hone.Profiling;
using Hone.Reporting;

namespace Hone.Cli.Steps;

/// <summary>The phase's beads in the tracker: seeded, read, and closed where Hone itself did the work.</summary>
internal static class BeadsStep
{
    private const int MostNamed = 5;

    public static ITracker Tracker(Session session) => TrackerChoice.Open(
        session.Folder,
        session.Project,
        Environment.GetEnvironmentVariable("BEADS_DIR"),
        Environment.GetEnvironmentVariable(TrackerChoice.Variable),
        session.Cancellation);

    /// <summary>This project's beads as the tracker has them.</summary>
    public static IReadOnlyList<BeadView> Read(Session session)
    {
        BeadLook look = Tracker(session).Look(Session.Now);
        HashSet<string> ready = [.. look.Ready.Select(bead => bead.Id)];
        return [.. look.List.Beads.Select(bead => View(session, bead, ready.Contains(bead.Id)))];
    }

    /// <summary>The beads that can be taken now, in the order in which <c>claim --next</c> takes them.</summary>
    public static IReadOnlyList<BeadView> Ready(Session session) =>
        [.. Tracker(session).Look(Session.Now, Scores(session)).Ready.Select(bead => View(session, bead, isReady: true))];

    /// <summary>The scores of the matrix by bead key.</summary>
    public static IReadOnlyDictionary<string, double> Scores(Session session)
    {
        SealGuard.Insist(session);
        Dictionary<string, double> scores = new(StringComparer.Ordinal);
        if (session.Evidence().Profiles.Count == 0)
        {
            // Without a profile the matrix has no rows.
            return scores;
        }

        foreach (Opportunity row in PhaseView.Load(session).Report.Matrix)
        {
            scores[BeadId.Key(session.Project, BeadId.StepOfRow(row.Id))] = row.Score;
        }

        return scores;
    }

    /// <summary>A bead after a move.</summary>
    public static BeadView View(Session session, Bead bead, bool isReady) => new(
        bead,
        BeadId.Shown(session.Project, bead.Key!),
        PhaseSteps.Profiling.Contains(PhaseRounds.StepOf(session.Project, bead.Key!)),
        isReady);

    /// <summary>Adds what the plan has and the tracker lacks.</summary>
    /// <param name="session">The project.</param>
    /// <param name="plan">The phase's beads.</param>
    /// <param name="dryRun">Only says what there is to do.</param>
    public static SeedResult Seed(Session session, BeadPlan plan, bool dryRun = false)
    {
        ITracker tracker = Tracker(session);
        SeedResult result = tracker.Seed(plan, Session.Now, "hone", dryRun);
        foreach (string note in tracker.Workspace.Notes.Concat(result.Notes))
        {
            session.Progress.Say(note);
        }

        return result;
    }

    /// <summary>Adds the beads of rows that raise one since somebody said more of them; only where the phase has been seeded.</summary>
    public static void SeedRaised(Session session)
    {
        if (Read(session).Count == 0)
        {
            return;
        }

        SeedResult result = Seed(session, Plan(session));
        if (result.Changed)
        {
            session.Append(EntryKind.Beads, new BeadsFact(result.Created, new Dictionary<string, string>()), FactJson.Default.BeadsFact);
        }
    }

    /// <summary>The phase's beads.</summary>
    /// <param name="session">The project.</param>
    /// <param name="newRound">Those of the next round, where the last one is over.</param>
    public static BeadPlan Plan(Session session, bool newRound = false) => Plan(session, PhaseView.Load(session), newRound);

    private static BeadPlan Plan(Session session, PhaseView view, bool newRound)
    {
        int round = Round(session, view.Beads);
        if (newRound && view.Beads.Any(bead => PhaseRounds.IsStep(session.Project, bead.Key)))
        {
            // Whoever asked for it saw them closed, and measured since.
            List<BeadView> open = Open(session, view.Beads);
            if (open.Count > 0)
            {
                session.Progress.Say($"no beads of a new round: of the last one {Named(open)} {(open.Count == 1 ? "is" : "are")} open");
            }

            round += open.Count == 0 ? 1 : 0;
        }

        return BeadPlan.ForPhase(
            session.Project,
            [.. view.Report.Matrix.Where(row => row.Rejected is null && row.Raises).Select(Row)],
            view.Report.Strength is StrengthFigures strength ? Strength(strength) : null,
            Handicaps.HandicapView.Blunt(session, session.Evidence()),
            round,
            PhaseRounds.Standing(session.Project, [.. view.Beads.Select(bead => bead.Bead)], round));
    }

    /// <summary>
    /// A next round begins when the last one is over: beads that are open are a <see cref="ProblemException"/> of exit code 1, but for those that
    /// stand over (<see cref="PhaseRounds.KeepsOpen"/>).
    /// </summary>
    public static void RequireOver(Session session)
    {
        List<BeadView> open = Open(session, Read(session));
        if (open.Count > 0)
        {
            throw new ProblemException(new(
                ExitCode.GateSaidNo, "phase-open", $"the last round is not over: {open.Count} of its beads {(open.Count == 1 ? "is" : "are")} open, {Named(open)}", "hone next"));
        }
    }

    /// <summary>The beads that keep the next round from beginning.</summary>
    public static List<BeadView> Open(Session session, IEnumerable<BeadView> beads) => [.. beads.Where(bead => PhaseRounds.KeepsOpen(session.Project, bead.Bead, Session.Now))];

    /// <summary>Their names, or the first of them, for a sentence.</summary>
    public static string Named(IReadOnlyCollection<BeadView> beads) => string.Join(", ", beads.Take(MostNamed).Select(bead => bead.Name)) + (beads.Count > MostNamed ? " and more" : "");

    private static int Round(Session session, IEnumerable<BeadView> beads) => PhaseRounds.Latest(session.Project, beads.Select(bead => bead.Key));

    /// <summary>
    /// A round that has beads and was not measured: its baseline's bead can be taken, and nothing in the record is of this round. The gates hold
    /// all the same where the program is the one that the last round measured.
    /// </summary>
    public static bool IsUnmeasured(Session session, PhaseView view) =>
        Latest(session, view.Beads, PhaseSteps.Baseline) is { } bead && CanClose(session, bead) && new RoundEvidence(session, view).Of(bead.Key) is null;

    private static BeadView? Latest(Session session, IReadOnlyList<BeadView> beads, string step) =>
        PhaseRounds.LatestKey(session.Project, step, beads.Select(bead => bead.Key)) is { } key ? beads.FirstOrDefault(bead => bead.Key == key) : null;

    // A bead that somebody else works on is theirs to close.
    private static bool CanClose(Session session, BeadView bead) => bead.IsOpen && (bead.IsReady || bead.Assignee == session.Actor);

    /// <summary>Seeds, and closes each step whose evidence is in the record, with that evidence as the reason; what the record says, for those who go on.</summary>
    /// <param name="session">The project.</param>
    /// <param name="newRound">With beads of the next round, where the last one is over.</param>
    public static PhaseView SeedAndClose(Session session, bool newRound = false)
    {
        PhaseView before = PhaseView.Load(session);
        SeedResult seeded = Seed(session, Plan(session, before, newRound));
        PhaseView view = before.WithBeads(session);
        ITracker tracker = Tracker(session);
        Dictionary<string, string> closed = [];
        IReadOnlyList<BeadView> beads = view.Beads;
        foreach (string step in RoundEvidence.Order.Concat(PhaseSteps.Standing))
        {
            if (Latest(session, beads, step) is not { } bead || !CanClose(session, bead) || Reason(session, view, bead) is not { } reason)
            {
                continue;
            }

            BeadChange change = tracker.Close(bead.Key, reason, success: true, session.Actor, Session.Now);
            foreach (string note in change.Notes)
            {
                session.Progress.Say(note);
            }

            if (change.Changed)
            {
                closed[bead.Key] = reason;
            }

            // Closing one opens the next.
            beads = Read(session);
        }

        if (seeded.Changed || closed.Count > 0)
        {
            session.Append(EntryKind.Beads, new BeadsFact(seeded.Created, closed), FactJson.Default.BeadsFact);
        }

        return view;
    }

    private static string? Reason(Session session, PhaseView view, BeadView bead) => PhaseSteps.Standing.Contains(PhaseRounds.StepOf(session.Project, bead.Key))
        ? BeadVerdicts.Of(session, view, bead) is { Passes: true } verdict ? verdict.Note : null
        : new RoundEvidence(session, view).Of(bead.Key);

    private static StrengthBead? Strength(StrengthFigures figures) => figures.Grade == OracleGrade.Full ? null : new(
        figures.Grade.Name(),
        figures.Missing,
        [.. figures.Survivors.Select(mutant => StrengthText.Line(mutant) + string.Concat(StrengthText.Changed(mutant.Diff).Select(line => $"\n`{line.Replace('`', '\'')}`")))]);

    private static OpportunityBead Row(Opportunity row) => new()
    {
        RowId = row.Id,
        Title = $"{row.Lever?.Title ?? "a lever"} in {row.Hotspot.Frame.Function} ({row.Kind.Name()}, workload {row.Workload})",
        Lever = row.Lever?.Name,
        Kind = row.Kind,
        Evidence = $"{FigureText.Share(row.Hotspot)} of the {row.Kind.Name()} profile of {row.Workload}, itself {row.Hotspot.SelfShare}; {FigureText.Place(row.Hotspot.Frame)}; {FigureText.Score(row)}; {string.Join("; ", Shown(row))}",
        Score = row.Score,
        Bound = row.Bound.Gain,
        MayBreak = row.Lever?.MayBreak ?? [],
        ArtifactSha256 = row.Evidence,
    };

    private static IEnumerable<string> Shown(Opportunity row) => row.Lines.Count > 0
        ? row.Lines.Select(lines => lines.ToString())
        : (row.Finding?.Readings ?? []).Where(reading => reading.Holds == true).Select(reading => $"{reading.What}: {reading.Measured}");
}
