using Hone.Changes.Verdicts;
using Hone.Cli.Steps.Changes;
using Hone.Problems;
using Hone.Reporting.Working;

namespace Hone.Cli.Steps.Working;

/// <summary>
/// What is done one at a time however many agents edit: measuring, and landing with all that must be measured anew after it. The whole
/// machine's lock lies behind it, for other Hones.
/// </summary>
/// <param name="sessions">Opens the project.</param>
/// <param name="lands">What is accepted lands.</param>
internal sealed class WorkGates(WorkSessions sessions, bool lands)
{
    private static readonly TimeSpan _landingPatience = TimeSpan.FromMinutes(10);

    private readonly Lock _measuring = new();

    // The commit whose evidence is complete.
    private string? _measured;

    /// <summary>Held while the project's commit or its evidence changes, and while a change is begun on them. Taken after the measuring lock, never before.</summary>
    public Lock Base { get; } = new();

    /// <summary>
    /// The project's source is another than the one that was measured last: something landed here, or somebody else committed. No change
    /// can be begun. The caller holds <see cref="Base"/>.
    /// </summary>
    public bool IsStale(Session session)
    {
        string? head = Head(session);
        if (head is not null && head != _measured && _measured is not null && session.Git.IsSameSource(_measured, head, session.Cancellation))
        {
            _measured = head;
        }

        return head != _measured;
    }

    /// <summary>Measures what is missing. The caller holds <see cref="Base"/>, or nobody else works yet.</summary>
    public void Refresh(WorkPlan plan)
    {
        using Session session = sessions.Judge();

        // Who commits while it is measured makes it stale again.
        string? head = Head(session);
        WorkEvidence.Provide(session, plan.Patience);
        _measured = head;
    }

    /// <summary>The same, where the source is another by now.</summary>
    public void RefreshIfStale(WorkPlan plan)
    {
        bool isStale;
        using (Session session = sessions.Judge())
        {
            isStale = IsStale(session);
        }

        if (isStale)
        {
            Refresh(plan);
        }
    }

    /// <summary>Verifies a change, whole, and lands what is accepted before anything else can.</summary>
    /// <param name="change">The change's id.</param>
    /// <param name="plan">How.</param>
    /// <param name="told">The row with what was found.</param>
    /// <returns>What was found, and the row where that was the end of it.</returns>
    public (JudgedRun Judged, WorkRow Row, bool IsEnd) Verify(string change, WorkPlan plan, Func<JudgedRun, WorkRow> told)
    {
        lock (_measuring)
        {
            JudgedRun judged = Verified(change, plan);
            WorkRow row = told(judged);
            return judged.Verdict is Verdict.Accepted ? (judged, Accept(row, plan), true) : (judged, row, false);
        }
    }

    private JudgedRun Verified(string change, WorkPlan plan)
    {
        // What landed meanwhile is another program: it is measured before anything is held against it.
        lock (Base)
        {
            RefreshIfStale(plan);
        }

        using Session session = sessions.Judge();
        VerifyPlan verify = VerifyPlan.Of(quick: false, session.Project, plan.Patience);
        verify = plan.Timing is { } timing ? verify with { Timing = timing } : verify;
        long entry = ChangeVerify.Run(session, ChangeView.FindOpen(session, change).Change, verify);
        return ChangeView.Find(session, change).Runs.First(run => run.Recorded.Run.Entry.Seq == entry);
    }

    // Where it may; else it waits for a person.
    private WorkRow Accept(WorkRow row, WorkPlan plan)
    {
        row = row with { Result = WorkResult.Accepted };
        if (!lands)
        {
            return row;
        }

        lock (Base)
        {
            // Between the commit and its entry in the record nothing interrupts it; before, it waits for a person all the same.
            sessions.Cancellation.ThrowIfCancellationRequested();
            using Session session = sessions.Cleaner();
            try
            {
                session.Lock("work", _landingPatience);
                Landing landing = ChangeLand.Run(session, ChangeView.FindOpen(session, row.Change), dryRun: false, unsandboxed: null);
                return row with { Result = WorkResult.Landed, Commit = landing.Commit };
            }
            catch (ProblemException problem)
            {
                // It is accepted all the same: a person sees what keeps it from landing.
                return row with { Rule = problem.Problem.Rule, Measured = problem.Problem.What.Split('\n')[0] };
            }
        }
    }

    /// <summary>Ends a bead by its last verdict.</summary>
    public WorkRow End(WorkRow row)
    {
        using Session session = sessions.Cleaner();
        session.Lock("work", TimeSpan.FromMinutes(10));
        return WorkEnd.ByVerdict(session, row);
    }

    private static string? Head(Session session) => session.Git.Resolve("HEAD", session.Cancellation);
}
