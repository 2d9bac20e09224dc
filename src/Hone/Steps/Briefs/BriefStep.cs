using Hone.Beads;
using Hone.Cli.Steps.Changes;
using Hone.Cli.Steps.Handicaps;
using Hone.Ledger;
using Hone.Opportunities;
using Hone.Reporting.Briefs;

namespace Hone.Cli.Steps.Briefs;

/// <summary>Gathers what a brief is rendered from; nothing is written.</summary>
internal static class BriefStep
{
    /// <summary>The facts of a bead, or of a row of the matrix.</summary>
    /// <param name="session">The project.</param>
    /// <param name="view">What the record says.</param>
    /// <param name="typed">The bead's name, id, key or step, or a row's id.</param>
    /// <param name="calls">How often <c>hone work</c>, which starts the reader, has called it for this bead before; null for any other reader.</param>
    public static BriefFacts Of(Session session, PhaseView view, string typed, int? calls = null)
    {
        Opportunity? row = view.Report.Matrix.FirstOrDefault(row => row.Id == typed.Trim());
        Bead? bead = row is null ? BeadsStep.Tracker(session).Find(typed) : view.BeadOf(row)?.Bead;
        string key = bead?.Key ?? BeadId.Key(session.Project, BeadId.StepOfRow(row!.Id));
        string step = PhaseRounds.StepOf(session.Project, key);
        row ??= view.Report.Matrix.FirstOrDefault(each => BeadId.StepOfRow(each.Id) == step);
        Evidence evidence = session.Evidence();
        return new()
        {
            Bead = BeadId.Shown(session.Project, key),
            Step = step,
            Status = bead?.Status ?? "none",
            Assignee = bead?.Assignee,
            Text = bead?.Description ?? "",
            Report = view.Report,
            Open = [.. view.Report.Matrix.Where(view.IsOpen)],
            Row = row,
            Change = row is null ? null : Change(session, evidence, row),
            Tried = row is null ? 0 : Tried(evidence, row),
            Blunt = step == PhaseSteps.Teeth ? HandicapView.Blunt(session, evidence)?.Workloads ?? [] : [],
            Made = calls ?? (row is null ? 0 : Open(evidence, row)?.Attempts ?? 0),
            IsHarnessed = calls is not null,
        };
    }

    private static BriefChange? Change(Session session, Evidence evidence, Opportunity row)
    {
        if (Open(evidence, row) is not RecordedChange open)
        {
            return null;
        }

        string worktree = ChangeFolder.Of(session, open.Change.Id).Worktree;
        ChangeView view = ChangeView.Find(session, open.Change.Id);
        return new(open.Change.Id, Directory.Exists(worktree) ? worktree : null, view.Last is null ? null : ChangeText.Word(view.Last));
    }

    private static RecordedChange? Open(Evidence evidence, Opportunity row) => evidence.Changes.LastOrDefault(change => change.Change.Row == row.Id && change.Closed is null);

    // By the function, as the record counts attempts.
    private static int Tried(Evidence evidence, Opportunity row) => evidence.Changes
        .Where(change => change.Change.Function == row.Hotspot.Frame.Function && change.Change.Module == row.Hotspot.Frame.Module)
        .Select(change => change.TriedBefore)
        .DefaultIfEmpty(0)
        .Max();
}
