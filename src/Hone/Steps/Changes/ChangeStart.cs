using Hone.Changes;
using Hone.Cli.Steps.Rows;
using Hone.Ledger;
using Hone.Linux.Repositories;
using Hone.Linux.Sandboxes;
using Hone.Linux.Storage;
using Hone.Opportunities;
using Hone.Problems;
using Hone.Profiling;
using Hone.Workloads;

namespace Hone.Cli.Steps.Changes;

/// <summary>Begins a change at a row: a worktree outside the repository, the row's bead, a proof to fill in, and an entry in the record.</summary>
internal static class ChangeStart
{
    /// <summary>Begins it. The session holds the project.</summary>
    /// <param name="session">The project.</param>
    /// <param name="view">What the record says.</param>
    /// <param name="row">The row.</param>
    /// <param name="metric">The metric that is to gain.</param>
    public static Change Run(Session session, PhaseView view, Opportunity row, string metric)
    {
        ChangeRequirements.Insist(session, view);
        TakeStep.InsistWorthDoing(view, row);
        Workload workload = session.Select([row.Workload])[0];
        _ = session.Spawn(workload);
        _ = VerifyPlan.MetricOf(workload, metric);
        if (row.Lever is null)
        {
            throw new ProblemException(new(
                ExitCode.GateSaidNo, "no-lever", $"the row {row.Id} names no lever", $"name the one that you will pull: hone matrix set {row.Id} --lever NAME --lines FILE:A-B --because …")
            { Place = row.Id });
        }

        ChangeSweep.Run(session);
        Evidence evidence = session.Evidence();
        ChangeWorktrees worktrees = new(session.Git, session.Folder);
        string id = FreeId(session, evidence, worktrees, row.Id);
        (BeadView? bead, view) = Bead(session, view, row);
        Change change = Of(session, evidence, row, id, metric, bead);
        ChangeFolder folder = ChangeFolder.Of(session, id);
        try
        {
            folder.Create(session.Folder, id);
            worktrees.Add(id, folder.Worktree, change.Base, session.Cancellation);
            DurableFile.Replace(folder.Proof, OtherGates.ProofSkeleton(change));
            session.Append(EntryKind.Change, change, FactJson.Default.Change);
            return change;
        }
        catch
        {
            worktrees.Remove(id, folder.Worktree, CancellationToken.None);
            TreePlace.Remove(folder.Folder);
            throw;
        }
    }

    // Work that a record which went back with git does not know lies in a folder or on a branch of its own, and is not built over.
    private static string FreeId(Session session, Evidence evidence, ChangeWorktrees worktrees, string row)
    {
        for (int number = evidence.Changes.Count(change => change.Change.Row == row) + 1; ; number++)
        {
            string id = FormattableString.Invariant($"{row}.{number}");
            if (!Directory.Exists(ChangeFolder.Of(session, id).Folder) && !worktrees.HasBranch(id, session.Cancellation))
            {
                return id;
            }
        }
    }

    // Claimed before anything is made: somebody else's bead ends it here.
    private static (BeadView? Bead, PhaseView View) Bead(Session session, PhaseView view, Opportunity row)
    {
        if (view.Beads.Count > 0 && view.BeadOf(row) is null)
        {
            BeadsStep.SeedRaised(session);
            view = view.WithBeads(session);
        }

        if (view.BeadOf(row) is not BeadView bead)
        {
            session.Progress.Say("there is no bead of this row to claim: hone beads seed makes those of the phase");
            return (null, view);
        }

        _ = BeadsStep.Tracker(session).Claim(bead.Key, session.Actor, Session.Now);
        return (bead, view);
    }

    private static double? Callers(Session session, Evidence evidence, Opportunity row) => RecordedProfile.Of(session, evidence, session.Select([row.Workload])[0], row.Kind) is not var (_, _, profile)
        ? null
        : CallersShare.Of(profile, OwnCode.In(session.Folder), frame => frame.Function == row.Hotspot.Frame.Function && frame.Module == row.Hotspot.Frame.Module);

    private static Change Of(Session session, Evidence evidence, Opportunity row, string id, string metric, BeadView? bead) => new()
    {
        Id = id,
        Row = row.Id,
        Workload = row.Workload,
        Kind = row.Kind.Name(),
        Function = row.Hotspot.Frame.Function,
        Module = row.Hotspot.Frame.Module,
        File = row.Hotspot.Frame.Source?.File,
        Line = row.Hotspot.Frame.Source?.Line,
        Lever = row.Lever!.Name,
        Base = CandidateReading.Head(session),
        Metric = metric,
        Profile = row.Evidence,
        Evidence = row.Grade.Name(),
        Language = row.Language,
        Predicted = row.Claim?.Gain.Value ?? row.Bound.Gain.Value,
        PredictedLow = row.Claim?.Interval?.Low,
        PredictedHigh = row.Claim?.Interval?.High,
        Bound = new(row.Bound.Gain.Value, row.Bound.Interval.High, row.Bound.Validity != BoundValidity.None, row.Bound.Basis) {
            CpuShare = row.Kind == ProfileKind.Cpu ? row.Hotspot.ShareInterval?.High ?? row.Hotspot.Share.Value : null,
            CallersShare = row.Kind == ProfileKind.Cpu ? Callers(session, evidence, row) : null,
        },
        Claim = row.Claim?.Entry,
        Bead = bead?.Name,
    };
}
