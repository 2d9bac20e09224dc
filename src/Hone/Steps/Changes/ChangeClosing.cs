using System.Text.Json.Serialization.Metadata;
using Hone.Beads;
using Hone.Changes;
using Hone.Changes.Verdicts;
using Hone.Ledger;

namespace Hone.Cli.Steps.Changes;

/// <summary>
/// The end of a change: one entry, and what follows from it. The change's folder goes last, so that a closed change which still has one was
/// not finished, and every step can be taken again.
/// </summary>
internal static class ChangeClosing
{
    /// <summary>Writes the end of a change and does what follows. The session holds the project.</summary>
    public static void Close(Session session, ChangeView view, ChangeState how, string because, string? landed = null)
    {
        session.Append(
            EntryKind.ChangeClosed, new ChangeClosedFact(view.Change.Id, how.Name(), because, landed, view.Last?.Recorded.Run.Entry.Seq), FactJson.Default.ChangeClosedFact);
        Finish(session, ChangeView.Find(session, view.Change.Id));
    }

    /// <summary>Does what follows from the end of a closed change, as far as it was not done yet.</summary>
    public static void Finish(Session session, ChangeView view)
    {
        Recorded<ChangeClosedFact> closed = view.Recorded.Closed!;
        ChangeState how = view.Recorded.State;
        if (Word(view, how) is string word && !Has(session, EntryKind.Outcome, closed.Entry.Seq, FactJson.Default.OutcomeFact, fact => fact.Row == view.Change.Row))
        {
            session.Append(EntryKind.Outcome, ChangeOutcome.Of(view, word, closed.Entry.Time), FactJson.Default.OutcomeFact);
        }

        if (how == ChangeState.NoWin && !Has(session, EntryKind.Judgement, closed.Entry.Seq, FactJson.Default.JudgementFact, fact => fact.Row == view.Change.Row))
        {
            session.Append(EntryKind.Judgement, new JudgementFact(view.Change.Row, null, null, true, "no win: " + closed.Fact.Because), FactJson.Default.JudgementFact);
        }

        if (how == ChangeState.Abandoned)
        {
            Release(session, view);
        }
        else
        {
            CloseBead(session, view, how == ChangeState.NoWin ? "no win, with evidence: " + closed.Fact.Because : $"landed as {closed.Fact.Landed?[..12]}: {closed.Fact.Because}");
        }

        ChangeSweep.Remove(session, view.Change.Id);
    }

    // What was given up before anything was refused is no outcome: nothing was learnt of the row.
    private static string? Word(ChangeView view, ChangeState how) => how switch
    {
        ChangeState.Landed => "landed",
        ChangeState.NoWin => "no-win",
        _ => view.Runs.Any(run => run.Verdict is Verdict.Rejected) ? "refused" : null,
    };

    private static bool Has<T>(Session session, string kind, long after, JsonTypeInfo<T> type, Func<T, bool> isIt)
        where T : class =>
        session.Ledger.ReadTrusted().Any(entry => entry.Kind == kind && entry.Seq > after && Evidence.Read(entry, type) is { } recorded && isIt(recorded.Fact));

    private static void Release(Session session, ChangeView view)
    {
        if (view.Change.Bead is not null && BeadsStep.Read(session).FirstOrDefault(bead => bead.Name == view.Change.Bead) is { IsOpen: true, Assignee: string })
        {
            _ = BeadsStep.Tracker(session).Release(view.Change.Bead, session.Actor, Session.Now, force: true);
        }
    }

    private static void CloseBead(Session session, ChangeView view, string reason)
    {
        if (view.Change.Bead is string name && BeadsStep.Read(session).FirstOrDefault(bead => bead.Name == name) is { IsOpen: true } bead && CloseReason.Check(reason, true) is null
            && BeadsStep.Tracker(session).Close(bead.Key, reason, success: true, session.Actor, Session.Now, force: true).Changed)
        {
            session.Append(EntryKind.Beads, new BeadsFact([], new Dictionary<string, string> { [bead.Key] = reason }), FactJson.Default.BeadsFact);
        }
    }
}
