using Hone.Changes;
using Hone.Changes.Verdicts;
using Hone.Cli.Steps.Changes;
using Hone.Problems;
using Hone.Reporting.Working;

namespace Hone.Cli.Steps.Working;

/// <summary>How a bead ends: closed with its evidence, or given back. The session is Hone's own and holds the project.</summary>
internal static class WorkEnd
{
    /// <summary>Ends a change by its last verdict: as no win where a whole verification shows that, else given up and its bead given back.</summary>
    public static WorkRow ByVerdict(Session session, WorkRow row)
    {
        ChangeView view = ChangeView.FindOpen(session, row.Change);
        try
        {
            ChangeAbandon.NoWin(session, view);
            return row with { Result = WorkResult.NoWin };
        }
        catch (ProblemException problem) when (problem.Problem.Rule is "no-win-not-shown" or "only-quick" or "not-verified")
        {
            ChangeAbandon.Run(session, view, $"{row.Rule ?? "not verified"}: {row.Measured ?? "nothing was measured"}");
            return row with { Result = view.Last?.Verdict is Verdict.Inconclusive or null ? WorkResult.Undecided : WorkResult.Refused };
        }
    }

    /// <summary>
    /// Gives a change up and its bead back, whatever else is going on. What was accepted is kept for whoever lands it, and what has come
    /// to an end already keeps that end.
    /// </summary>
    public static WorkRow Returned(WorkSessions sessions, WorkRow row, WorkResult result, string? rule, string because)
    {
        using Session session = sessions.Cleaner();
        session.Lock("work", TimeSpan.FromMinutes(10));
        return Returned(session, row, result, rule, because);
    }

    /// <summary>The same, in a session that holds the project.</summary>
    public static WorkRow Returned(Session session, WorkRow row, WorkResult result, string? rule, string because)
    {
        ChangeView view = ChangeView.Find(session, row.Change);
        row = row with { Rule = rule ?? row.Rule, Measured = because };
        if (view.Recorded.Closed is { } closed)
        {
            return view.Recorded.State switch
            {
                ChangeState.Landed => row with { Result = WorkResult.Landed, Commit = closed.Fact.Landed },
                ChangeState.NoWin => row with { Result = WorkResult.NoWin },
                _ => row with { Result = result },
            };
        }

        if (view.IsAccepted)
        {
            return row with { Result = WorkResult.Accepted };
        }

        ChangeAbandon.Run(session, view, because);
        return row with { Result = result };
    }
}
