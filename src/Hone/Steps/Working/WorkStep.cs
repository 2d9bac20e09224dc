using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Hone.Changes;
using Hone.Cli.Steps.Changes;
using Hone.Cli.Terminal;
using Hone.Linux.Storage;
using Hone.Opportunities;
using Hone.Problems;
using Hone.Reporting.Working;
using Hone.Units;

namespace Hone.Cli.Steps.Working;

/// <summary>
/// Gives ready opportunity beads to agents, the best score first, several at a time. Editing goes on side by side; measuring and landing
/// do not. Nothing that was claimed stays claimed.
/// </summary>
internal sealed class WorkStep
{
    private readonly WorkPlan _plan;
    private readonly WorkSessions _sessions;
    private readonly WorkGates _gates;
    private readonly AgentCalls _calls;
    private readonly CancellationTokenSource _stop;
    private readonly string _run = WorkClaims.NewRun();
    private readonly Lock _gate = new();
    private readonly object _endings = new();
    private readonly List<WorkRow> _rows = [];
    private readonly HashSet<string> _tried = [];
    private readonly HashSet<string> _functions = [];
    private Exception? _failure;
    private long _started;
    private int _ended;
    private int _begun;
    private int _busy;

    private WorkStep(WorkPlan plan, WorkSessions sessions, AgentCalls calls, CancellationTokenSource stop)
    {
        _plan = plan;
        _sessions = sessions;
        _calls = calls;
        _stop = stop;
        _gates = new(sessions, plan.Agent.Land);
    }

    /// <summary>What would be given to agents now, best first; nothing is claimed.</summary>
    public static IReadOnlyList<PlannedWork> Planned(PhaseView view) => [.. Ready(view).Select(row => new PlannedWork(view.BeadOf(row)!.Name, row.Id, row.Score))];

    /// <summary>Works until nothing is ready, or a limit is reached; a row for each bead, in the order in which they ended.</summary>
    /// <param name="plan">How.</param>
    /// <param name="folder">The project folder.</param>
    /// <param name="cancellation">Ends it; claims are given back.</param>
    public static IReadOnlyList<WorkRow> Run(WorkPlan plan, string folder, CancellationToken cancellation)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        WorkSessions sessions = new(folder, new Progress(quiet: true), stop.Token);
        AgentCalls.Insist(plan.Agent, folder);
        using AgentCalls calls = new(plan.Agent, stop.Token);
        WorkStep step = new(plan, sessions, calls, stop);
        (AliveMark mark, string marks) = step.Begin();
        using AliveMark open = mark;
        try
        {
            step.WorkAll();
            cancellation.ThrowIfCancellationRequested();
        }
        catch
        {
            // Whatever it was can have come between a change's beginning and its worker's hearing of it.
            if (step.IsGivenBack())
            {
                AliveMark.Forget(marks, step._run);
            }

            throw;
        }

        AliveMark.Forget(marks, step._run);
        return step._rows;
    }

    private void WorkAll()
    {
        _gates.Refresh(_plan);

        // The limit is for agents: what had to be measured before the first is not taken from it.
        _started = Stopwatch.GetTimestamp();
        Thread[] workers = [.. Enumerable.Range(1, _plan.Agents).Select(number => new Thread(() => Guarded(number)) { Name = "work " + number })];
        foreach (Thread worker in workers)
        {
            worker.Start();
        }

        foreach (Thread worker in workers)
        {
            worker.Join();
        }

        if (_failure is Exception failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    // False where that failed, too: the mark of this run stays then, and the next run gives back what it held.
    private bool IsGivenBack()
    {
        try
        {
            using Session session = _sessions.Cleaner();
            session.Lock("work", TimeSpan.FromMinutes(10));
            _ = WorkClaims.GiveBack(session, _run, _stop.IsCancellationRequested && _failure is null or OperationCanceledException ? "hone work was interrupted" : "hone work could not go on");
            return true;
        }
#pragma warning disable CA1031 // What ended the run is told; this must not take its place.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _sessions.Progress.Say($"claims could not be given back; the next hone work does it: {error.Message.Split('\n')[0]}");
            return false;
        }
    }

    private (AliveMark Mark, string Folder) Begin()
    {
        using Session session = _sessions.Judge();
        session.Lock("work", _plan.Patience);
        int returned = WorkClaims.Sweep(session);
        if (returned > 0)
        {
            session.Progress.Say($"{returned} claims of a hone work that was killed are given back");
        }

        foreach (string without in _calls.Without)
        {
            session.Progress.Say(without);
        }

        string folder = WorkClaims.Folder(session);
        return (AliveMark.Begin(folder, _run), folder);
    }

    // A worker that cannot go on ends all of them: what stands in its way stands in theirs.
    private void Guarded(int number)
    {
        try
        {
            Work(WorkClaims.Agent(_plan.Agent.Command[0], number, _run));
        }
#pragma warning disable CA1031 // It is thrown again by the thread that waits for the workers.
        catch (Exception error)
#pragma warning restore CA1031
        {
            lock (_gate)
            {
                _failure ??= error;
            }

            _stop.Cancel();
        }
    }

    private void Work(string agent)
    {
        while (true)
        {
            _stop.Token.ThrowIfCancellationRequested();
            int ended = Volatile.Read(ref _ended);
            (AgentTask Task, WorkRow Row, string Function)? taken = Take(agent, out bool mayComeLater);
            if (taken is null)
            {
                if (!mayComeLater)
                {
                    return;
                }

                WaitForEnd(ended);
                continue;
            }

            (AgentTask task, WorkRow row, string function) = taken.Value;
            try
            {
                row = new BeadWork(_plan, _sessions, _calls, _gates).Run(task, row, Left);
                _sessions.Progress.Say($"{row.Bead}: {row.Result.Name()}{(row.Rule is string rule ? $" ({rule})" : "")}{(row.Gain is string gain ? ", " + gain : "")}");
                lock (_gate)
                {
                    _rows.Add(row);
                    if (row is { Result: WorkResult.Stopped, Rule: "base-moved" })
                    {
                        // Something landed in the same file: there is another base to begin on.
                        _tried.Remove(row.Row);
                    }
                }
            }
            finally
            {
                lock (_gate)
                {
                    _functions.Remove(function);
                    _busy--;
                }

                lock (_endings)
                {
                    _ended++;
                    Monitor.PulseAll(_endings);
                }
            }
        }
    }

    // Looking for work reads the whole record, and would be in the way of what another worker times; before a bead ends nothing comes free.
    private void WaitForEnd(int seen)
    {
        lock (_endings)
        {
            while (_ended == seen && !_stop.IsCancellationRequested)
            {
                _ = Monitor.Wait(_endings, TimeSpan.FromSeconds(1));
            }
        }
    }

    private (AgentTask Task, WorkRow Row, string Function)? Take(string agent, out bool mayComeLater)
    {
        lock (_gates.Base)
        {
            lock (_gate)
            {
                bool isOver = _begun >= _plan.MostBeads || Left() is { Nanoseconds: <= 0 };
                mayComeLater = !isOver && _busy > 0;
                if (isOver)
                {
                    return null;
                }
            }

            _gates.RefreshIfStale(_plan);

            using Session session = _sessions.Author(agent);
            session.Lock("work", _plan.Patience);
            PhaseView view = PhaseView.Load(session);
            foreach (Opportunity row in Ready(view))
            {
                string function = row.Hotspot.Frame.Function + "\0" + row.Hotspot.Frame.Module;
                if (!Claimed(row, function))
                {
                    continue;
                }

                if (Begin(session, view, row, agent) is { } begun)
                {
                    return (begun.Task, begun.Row, function);
                }

                lock (_gate)
                {
                    _functions.Remove(function);
                    _busy--;
                }
            }

            return null;
        }
    }

    // Two agents at one function would each undo the other's evidence.
    private bool Claimed(Opportunity row, string function)
    {
        lock (_gate)
        {
            if (_tried.Contains(row.Id) || !_functions.Add(function))
            {
                return false;
            }

            _tried.Add(row.Id);
            _busy++;
            return true;
        }
    }

    private (AgentTask Task, WorkRow Row)? Begin(Session session, PhaseView view, Opportunity row, string agent)
    {
        try
        {
            Change change = ChangeStart.Run(session, view, row, _plan.Metric);
            lock (_gate)
            {
                _begun++;
            }

            ChangeFolder folder = ChangeFolder.Of(session, change.Id);
            string bead = change.Bead ?? row.Id;
            _sessions.Progress.Say($"{bead}: given to {agent}, change {change.Id}");
            return (
                new(agent, bead, change.Id, folder, Path.Combine(folder.Worktree, CandidateReading.Prefix(session))),
                new(agent, bead, row.Id, change.Id, WorkResult.Stopped));
        }
        catch (ProblemException problem) when (problem.Problem.Exit == ExitCode.GateSaidNo && problem.Problem.Rule.StartsWith("bead-", StringComparison.Ordinal))
        {
            // Somebody else was faster.
            session.Progress.Say($"{row.Id}: {problem.Problem.What}");
            return null;
        }
    }

    private static IEnumerable<Opportunity> Ready(PhaseView view) =>
        view.Report.Matrix.Where(row => view.IsUnresolved(row) && row.Stale is null && row.Lever is not null && view.BeadOf(row) is { IsReady: true });

    private Duration? Left() => _plan.TimeLimit is Duration limit ? limit - new Duration((long)Stopwatch.GetElapsedTime(_started).TotalNanoseconds) : null;
}
