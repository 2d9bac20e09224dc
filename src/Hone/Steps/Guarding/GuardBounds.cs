using System.Text;
using Hone.Guardrails;
using Hone.Ledger;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Cli.Steps.Guarding;

/// <summary>The limits of one check: those that were set, with the losses that the owner accepted and the base does not have yet.</summary>
internal static class GuardBounds
{
    /// <summary>One limit for each workload and metric.</summary>
    public static IReadOnlyList<GuardLimit> Of(Session session, GuardRecord record, GuardPlan plan, ArmSource before, IReadOnlyList<Workload> workloads)
    {
        AcceptedLoss[] losses = [.. (plan.Drift ? record.AcceptedSinceSet : NotInBase(session, record, before)).Select(accepted => accepted.Fact.AsLoss())];
        return
        [
            .. workloads.SelectMany(workload => plan.Metrics.Select(metric =>
            {
                GuardLimit limit = record.LimitOf(workload.Name, metric);
                return limit with
                {
                    Worse = plan.Drift ? Math.Max(limit.Worse, record.Set!.Fact.Drift) : limit.Worse,
                    Accepted = AcceptedLoss.Together(losses, workload.Name, metric, Session.Now),
                };
            })),
        ];
    }

    /// <summary>Reads a metric's name.</summary>
    public static string Metric(string name) => GuardLimits.All.Contains(name) ? name : throw new ProblemException(new(
        ExitCode.Usage, "unknown-metric", $"there is no metric called '{name}' to guard", "there are: " + string.Join(", ", GuardLimits.All)));

    /// <summary>
    /// The losses that a check against a base may still count: a loss that the base has already is not given a second time. The base has it
    /// when its own record holds the entry, or when it comes after the commit at which the loss was accepted, or is that commit.
    /// </summary>
    public static IEnumerable<Recorded<GuardAcceptFact>> NotInBase(Session session, GuardRecord record, ArmSource before)
    {
        if (record.Accepted.Count == 0)
        {
            return [];
        }

        string prefix = session.Git.Ask(session.Cancellation, "rev-parse", "--show-prefix").Output.TrimEnd('\n');
        (int exit, byte[] ledger) = session.Git.AskForBytes(["cat-file", "blob", $"{before.Commit}:{prefix}.hone/ledger.jsonl"], null, session.Cancellation);
        string known = exit == 0 ? Encoding.UTF8.GetString(ledger) : "";
        return record.Accepted.Where(accepted => !known.Contains(accepted.Entry.Hash, StringComparison.Ordinal) && !IsBehind(session, accepted.Entry.Commit, before.Commit!));
    }

    // What was accepted with files that were not committed yet belongs to a commit that nobody knew then: one that comes after the same commit
    // on another branch does not have it. Of such a loss only the base's own record tells.
    private static bool IsBehind(Session session, string commit, string before) =>
        !commit.Contains('+', StringComparison.Ordinal) && session.Git.Ask(session.Cancellation, "merge-base", "--is-ancestor", commit, before).Exit == 0;
}
