using Hone.Cli.Steps.Sealing;
using Hone.Guardrails;
using Hone.Ledger;
using Hone.Linux.Storage;
using Hone.Measurement.Comparing;
using Hone.Problems;
using Hone.Reporting.Guarding;
using Hone.Workloads;

namespace Hone.Cli.Steps.Guarding;

/// <summary>
/// Holds a commit against another one: both are built here and run in pairs, on this machine and at this hour, until each figure is
/// decided. The project is held for the moment of appending only, the machine for as long as it measures.
/// </summary>
internal static class GuardCheck
{
    private const int StepsOfAll = 3;
    private static readonly TimeSpan _appendPatience = TimeSpan.FromSeconds(600);

    /// <summary>Measures and records. What goes wrong on the way is never a regression: it is a problem of exit code 2, 3 or 5.</summary>
    public static GuardReport Run(Session session, GuardPlan plan)
    {
        SealGuard.Insist(session);
        GuardRecord record = session.Evidence().Guard;
        List<string> notes = [];
        ArmSource head = ArmSource.Head(session, plan.Head);
        ArmSource before = !plan.Drift ? ArmSource.Base(session, plan.Base, head)
            : record.Set is Recorded<GuardSetFact> set ? ArmSource.Pinned(session, set.Fact.Commit)
            : throw new ProblemException(new(ExitCode.Usage, "nothing-pinned", "no reference is pinned to drift from", "pin one: hone guard set") { Place = session.Folder });
        IReadOnlyList<Workload> workloads = Comparable(session, plan, before, notes);
        IReadOnlyList<GuardLimit> limits = GuardBounds.Of(session, record, plan, before, workloads);
        try
        {
            return Measured(session, plan, (before, head), workloads, limits, notes);
        }
        catch (ProblemException error) when (error.Problem.Exit is ExitCode.GateSaidNo or ExitCode.Usage)
        {
            throw new ProblemException(error.Problem with { Exit = ExitCode.ToolMissing }, error);
        }
    }

    private static GuardReport Measured(Session session, GuardPlan plan, (ArmSource Base, ArmSource Head) sources, IReadOnlyList<Workload> workloads, IReadOnlyList<GuardLimit> limits, List<string> notes)
    {
        using HostLock alone = HostLock.Take(
            UserState.Folder(session.Folder, "locks"),
            $"hone guard check in {session.Folder}",
            plan.Patience,
            who => session.Progress.Say($"another hone measures on this machine ({who}); waiting"),
            session.Cancellation);
        session.Progress.Step(1, StepsOfAll, "build");
        foreach (Workload workload in workloads)
        {
            WorkloadRun.Prepare(session, workload);
        }

        using GuardArms arms = GuardArms.Build(session, workloads, sources.Base, sources.Head);
        ComparisonDesign design = GuardRule.Design(limits.Count(limit => !GuardLimits.IsCounted(limit.Metric)));
        GuardTurns turns = new(design, plan.Budget, session.Host.Id, (ulong)Random.Shared.NextInt64(1, long.MaxValue))
        {
            AfterPair = (name, pairs) => session.Progress.At($"{name} · pair {pairs}"),
            OnRefused = GuardFailure.Throw,
        };
        session.Progress.Step(2, StepsOfAll, "timed runs");
        IReadOnlyList<GuardedWorkload> seen = turns.Run(
            [.. workloads.Select(workload => new GuardTurn(workload.Name, workload.Command.Text, arms.Subjects(workload), [.. limits.Where(limit => limit.Workload == workload.Name)]))],
            session.Cancellation);
        seen = new GuardCounting(session, arms, notes).Run(workloads, seen, plan.Metrics);
        GuardRun run = new() { Base = sources.Base.Commit!, Head = sources.Head.Commit ?? session.Commit, Drift = plan.Drift, Workloads = seen, Notes = notes };
        IReadOnlyList<GuardFigure> figures = GuardRule.Judge(run);
        session.Progress.Step(3, StepsOfAll, "functions that cost more");
        IReadOnlyList<RecordedCosts> costs = plan.Explain ? GuardCosts.Record(session, arms, workloads, run, figures, notes) : [];
        run = run with { Notes = [.. notes.Distinct()] };
        if (plan.Record)
        {
            Append(session, plan, run, costs);
        }

        return new(session.Project.Name, run, figures, [.. costs.Select(each => each.Costs)]) { Graphs = costs.Where(each => each.Graph is not null).ToDictionary(each => each.Costs.Workload, each => each.Graph!) };
    }

    private static List<Workload> Comparable(Session session, GuardPlan plan, ArmSource before, List<string> notes)
    {
        List<Workload> workloads = [];
        foreach (Workload workload in session.Select(plan.Workloads))
        {
            if (workload.Service is not null)
            {
                notes.Add($"{workload.Name} is a server, which this version does not guard");
            }
            else if (before.Project is Project then && then.Workloads.All(each => each.Name != workload.Name))
            {
                notes.Add($"{workload.Name} is new: the base's manifest does not have it");
            }
            else
            {
                workloads.Add(workload);
            }
        }

        return workloads.Count > 0 ? workloads : throw new ProblemException(new(
            ExitCode.Inconclusive, "nothing-to-compare", "no workload can be compared: " + string.Join("; ", notes), "state a workload that ends by itself, and check the commit after it")
        { Place = session.Folder });
    }

    private static void Append(Session session, GuardPlan plan, GuardRun run, IReadOnlyList<RecordedCosts> costs)
    {
        session.Lock("guard check", _appendPatience);
        List<Artifact> artifacts = [session.Artifacts.Put(GuardCheckFact.Artifact, run.Write())];
        artifacts.AddRange(costs.SelectMany(each => each.Files).Select(file => session.Artifacts.Put(file.Name, file.Bytes)));
        session.Append(EntryKind.GuardCheck, new GuardCheckFact(run.Base, run.Head, run.Drift, plan.Budget.Nanoseconds), FactJson.Default.GuardCheckFact, artifacts);
        session.Unlock();
    }
}
