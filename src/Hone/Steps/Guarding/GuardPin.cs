using Hone.Changes.Runs;
using Hone.Cli.Steps.Changes;
using Hone.Cli.Steps.Sealing;
using Hone.Guardrails;
using Hone.Ledger;
using Hone.Measurement;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Cli.Steps.Guarding;

/// <summary>Pins what later commits are held against: a commit, how its program ran, and how much worse it may become.</summary>
internal static class GuardPin
{
    /// <summary>Pins the commit that the project is at, from its recorded baselines. The session holds the project.</summary>
    /// <param name="session">The project.</param>
    /// <param name="workloads">The workloads.</param>
    /// <param name="limits">Limits that somebody named, by workload (null for every one) and metric.</param>
    /// <param name="drift">The drift budget; null for the one that stands, or the usual one.</param>
    public static Recorded<GuardSetFact> Set(Session session, IReadOnlyList<Workload> workloads, IReadOnlyDictionary<(string? Workload, string Metric), double> limits, double? drift)
    {
        SealGuard.Insist(session);
        string commit = session.Commit;
        if (commit == "none" || commit.EndsWith("+dirty", StringComparison.Ordinal))
        {
            throw new ProblemException(new(
                ExitCode.GateSaidNo,
                "not-committed",
                commit == "none" ? "there is no commit to pin" : "files differ from the commit, and a later check builds the commit",
                "commit what is there, then: hone baseline && hone guard set")
            { Place = session.Folder });
        }

        Evidence evidence = session.Evidence();
        List<PinnedRuns> pinned = [];
        foreach (Workload workload in workloads.Where(workload => workload.Service is null))
        {
            if (evidence.Baselines.GetValueOrDefault(workload.Name) is not { } baseline || RecordedBaseline.Of(session, baseline.Entry) is not BaselineSummary summary
                || !session.Git.IsSourceUnchangedSince(baseline.Entry.Commit, session.Cancellation))
            {
                throw new ProblemException(new(
                    ExitCode.GateSaidNo, "missing-baseline", $"{workload.Name} has no baseline of this program", $"hone baseline -w {workload.Name}")
                { Place = session.Folder });
            }

            pinned.Add(new(workload.Name, summary.Samples.Runs));
        }

        foreach ((string? workload, string _) in limits.Keys)
        {
            if (workload is not null && pinned.All(each => each.Workload != workload))
            {
                throw new ProblemException(new(ExitCode.Usage, "unknown-workload", $"a limit names the workload '{workload}', which is not pinned here", "there are: " + string.Join(", ", pinned.Select(each => each.Workload))));
            }
        }

        GuardLimit[] all = [.. pinned.SelectMany(each => GuardLimits.All.Select(metric => Limit(each, metric, limits)).OfType<GuardLimit>())];
        return Append(session, new GuardSetFact(commit, all, drift ?? evidence.Guard.Set?.Fact.Drift ?? GuardLimits.Drift), pinned);
    }

    /// <summary>
    /// Pins the commit of a change that has just landed, from the timed runs of its verification: half of what was gained may not be lost
    /// again, as far as the runs can tell that much, and no limit that stands becomes wider. The session holds the project; without timed
    /// runs nothing is pinned.
    /// </summary>
    public static void AtLanding(Session session, ChangeView view, string commit)
    {
        if (view.Last?.Run is not ChangeRun run || run.Timed.Count == 0)
        {
            return;
        }

        PinnedRuns[] pinned = [.. run.Timed.Select(timed => new PinnedRuns(timed.Workload, [.. timed.Pairs.Rounds.Select(round => round.Runs[1]).OfType<RunSample>()])).Where(each => each.Runs.Count > 0)];
        GuardRecord record = session.Evidence().Guard;
        double? gain = view.Last.Gain(view.Change)?.Gain;
        GuardLimit[] limits =
        [
            .. pinned.SelectMany(each => GuardLimits.Metrics.Select(metric =>
                GuardLimits.AtLanding(each.Workload, metric, each.Runs, each.Workload == view.Change.Workload && metric == view.Change.Metric ? gain : null, record.Limits))),
        ];
        _ = Append(session, new GuardSetFact(commit, limits, record.Set?.Fact.Drift ?? GuardLimits.Drift, view.Change.Id), pinned);
    }

    // What nobody named and nobody looks at by itself has no limit of its own.
    private static GuardLimit? Limit(PinnedRuns runs, string metric, IReadOnlyDictionary<(string? Workload, string Metric), double> named)
    {
        GuardLimit usual = GuardLimits.OfRuns(runs.Workload, metric, runs.Runs);
        return named.TryGetValue((runs.Workload, metric), out double own) || named.TryGetValue((null, metric), out own) ? usual with { Worse = own }
            : GuardLimits.Metrics.Contains(metric) || metric == GuardLimits.Tail || GuardLimits.IsCounted(metric) ? usual
            : null;
    }

    private static Recorded<GuardSetFact> Append(Session session, GuardSetFact fact, IReadOnlyList<PinnedRuns> pinned)
    {
        GuardReference reference = new() { Commit = fact.Commit, Host = session.Host.Id, Workloads = pinned };
        Artifact artifact = session.Artifacts.Put(GuardSetFact.Artifact, reference.Write());
        return new(session.Append(EntryKind.GuardSet, fact, FactJson.Default.GuardSetFact, [artifact]), fact);
    }
}
