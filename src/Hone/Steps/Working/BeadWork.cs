using System.Diagnostics;
using System.Text;
using Hone.Changes.Runs;
using Hone.Changes.Verdicts;
using Hone.Cli.Steps.Briefs;
using Hone.Cli.Steps.Changes;
using Hone.Ledger;
using Hone.Problems;
using Hone.Reporting.Briefs;
using Hone.Reporting.Working;
using Hone.Units;

namespace Hone.Cli.Steps.Working;

/// <summary>
/// Works one bead: calls the agent, verifies what it left, tells it what was refused, and ends the bead. The agent is the author; every
/// verification is Hone's own.
/// </summary>
/// <param name="plan">How beads are worked.</param>
/// <param name="sessions">Opens the project.</param>
/// <param name="calls">Calls agents.</param>
/// <param name="gates">What is done one at a time.</param>
internal sealed class BeadWork(WorkPlan plan, WorkSessions sessions, AgentCalls calls, WorkGates gates)
{
    // What is known so far: an exception on the way does not take it out of the report.
    private WorkRow _row = null!;

    /// <summary>Works it to its end; the claim is given back whatever happens.</summary>
    /// <param name="task">The change that was begun.</param>
    /// <param name="row">Its row of the report, as far as it is known.</param>
    /// <param name="longest">How long agents may go on; null for no limit.</param>
    public WorkRow Run(AgentTask task, WorkRow row, Func<Duration?> longest)
    {
        long started = Stopwatch.GetTimestamp();
        _row = row;
        try
        {
            row = Work(task, longest);
        }
        catch (OperationCanceledException)
        {
            _ = WorkEnd.Returned(sessions, _row, WorkResult.Stopped, "interrupted", "hone work was interrupted");
            throw;
        }
        catch (ProblemException problem)
        {
            row = WorkEnd.Returned(sessions, _row, WorkResult.Stopped, problem.Problem.Rule, problem.Problem.What.Split('\n')[0]);
        }
        catch
        {
            _ = WorkEnd.Returned(sessions, _row, WorkResult.Stopped, "bug", "hone work could not go on");
            throw;
        }

        return row with { Time = new((long)Stopwatch.GetElapsedTime(started).TotalNanoseconds) };
    }

    private WorkRow Work(AgentTask task, Func<Duration?> longest)
    {
        WorktreeGuard guard = new(task.Folder.Worktree);
        string? found = null;
        string? verified = null;
        for (int call = 1; call <= plan.Agent.Attempts; call++)
        {
            Duration? left = longest();
            if (left is { Nanoseconds: <= 0 })
            {
                return Over(verified, WorkResult.Stopped, "time-limit", "the time for agents was over before it could be called");
            }

            AgentTurn turn = Call(task, call, found, left);
            _row = Add(_row, turn, call);
            if (guard.Restore())
            {
                return WorkEnd.Returned(sessions, _row, WorkResult.Refused, "worktree-altered", "the agent altered the file .git of its worktree, by which git knows its repository");
            }

            if (!turn.IsWell)
            {
                return Over(verified, WorkResult.Failed, turn.Outcome.TimedOut ? "agent-timed-out" : "agent-failed", turn.Outcome.TimedOut
                    ? $"the agent did not end within {turn.Outcome.Wall}"
                    : $"the agent ended with exit code {turn.Outcome.ExitCode}");
            }

            (string digest, bool isEmpty) = Left(task);
            if (isEmpty)
            {
                return Over(verified, WorkResult.NoChange, null, "the agent changed nothing");
            }

            // The same patch again: the author has no other.
            if (digest == verified)
            {
                break;
            }

            verified = digest;
            (JudgedRun judged, WorkRow row, bool isEnd) = gates.Verify(task.Change, plan, run => _row = Add(_row, run, task));
            if (isEnd)
            {
                return row;
            }

            if (BeadEnds.IsForGood(judged.Verdict, judged.Run?.Findings ?? []))
            {
                break;
            }

            found = Told(judged);
        }

        return gates.End(_row);
    }

    // What an earlier call's work was measured to be stays measured, whatever became of the next call: the bead ends by that.
    private WorkRow Over(string? verified, WorkResult result, string? rule, string because)
    {
        if (verified is null)
        {
            return WorkEnd.Returned(sessions, _row, result, rule, because);
        }

        sessions.Progress.Say($"{_row.Bead}: {because}; it ends by what was verified before");
        return gates.End(_row);
    }

    private AgentTurn Call(AgentTask task, int call, string? found, Duration? longest)
    {
        string brief;
        using (Session session = sessions.Judge())
        {
            brief = Brief.Render(BriefStep.Of(session, PhaseView.Load(session), RowOf(task.Change), call - 1));
        }

        brief = found is null ? brief : Feedback.With(brief, found, call, plan.Agent.Attempts);
        AgentTurn turn = calls.Call(task, brief, longest, sessions.Cancellation);
        Record(task, call, brief, turn);
        return turn;
    }

    private void Record(AgentTask task, int call, string brief, AgentTurn turn)
    {
        using Session session = sessions.Judge();
        session.Lock("work", plan.Patience);
        session.Append(
            EntryKind.Work,
            new WorkFact(
                task.Agent, task.Bead, task.Change, call, Path.GetFileName(plan.Agent.Command[0]), turn.Ended, turn.Outcome.ExitCode, turn.Outcome.Wall.Nanoseconds,
                (turn.Outcome.User + turn.Outcome.System).Nanoseconds, turn.Outcome.PeakRss.Value, turn.OutputBytes)
            {
                InputTokens = turn.Usage.InputTokens,
                OutputTokens = turn.Usage.OutputTokens,
                CostUsd = turn.Usage.CostUsd,
                Without = calls.Without,
            },
            FactJson.Default.WorkFact,
            [session.Artifacts.Put(WorkFact.BriefArtifact, Encoding.UTF8.GetBytes(brief)), session.Artifacts.Put(WorkFact.TranscriptArtifact, Encoding.UTF8.GetBytes(turn.Transcript))]);
    }

    private (string Digest, bool IsEmpty) Left(AgentTask task)
    {
        using Session session = sessions.Judge();
        using Scratch scratch = new();
        Candidate candidate = CandidateReading.Read(session, ChangeView.FindOpen(session, task.Change).Change, scratch.Sub("git"));

        // What is no source is part of what may be refused, and so of what may be the same again.
        string all = candidate.Digest + "\n" + string.Join('\n', candidate.Paths.Select(path => path.Path + " " + path.Class));
        return (all, candidate.Paths.Count == 0);
    }

    private static string Told(JudgedRun judged)
    {
        GateFinding[] findings = [.. (judged.Run?.Findings ?? []).Where(finding => finding.Blocks)];
        return Feedback.Of(judged.Verdict!) + (findings.Length > 1 ? "\nAll that was found:\n" + Feedback.Of(findings) : "");
    }

    private static WorkRow Add(WorkRow row, AgentTurn turn, int call) => row with
    {
        Calls = call,
        AgentTime = row.AgentTime + turn.Outcome.Wall,
        Usage = new(Sum(row.Usage.InputTokens, turn.Usage.InputTokens), Sum(row.Usage.OutputTokens, turn.Usage.OutputTokens), row.Usage.CostUsd is null && turn.Usage.CostUsd is null ? null : (row.Usage.CostUsd ?? 0) + (turn.Usage.CostUsd ?? 0)),
    };

    private WorkRow Add(WorkRow row, JudgedRun judged, AgentTask task)
    {
        using Session session = sessions.Judge();
        GainFigures? gain = judged.Gain(ChangeView.Find(session, task.Change).Change) is { } figures && double.IsFinite(figures.Gain) ? figures : null;
        return row with
        {
            Verified = row.Verified + 1,
            Rule = judged.Verdict?.DecidedBy,
            Measured = judged.Verdict switch
            {
                Verdict.Rejected rejected => rejected.Measured,
                Verdict.Inconclusive inconclusive => inconclusive.Because,
                _ => null,
            },
            Gain = gain is null ? null : FormattableString.Invariant($"{gain.Metric.Name} {gain.Gain * 100:+0.0;-0.0} %{(gain.Range is { } range ? FormattableString.Invariant($" ({range.Low * 100:0.0}–{range.High * 100:0.0})") : "")}"),
            GainValue = gain?.Gain,
            GainLow = gain?.Range?.Low,
            GainHigh = gain?.Range?.High,
        };
    }

    private static long? Sum(long? one, long? other) => one is null && other is null ? null : (one ?? 0) + (other ?? 0);

    private static string RowOf(string change) => change[..change.LastIndexOf('.')];
}
