using Hone.Opportunities.Levers.Reading;
using Hone.Profiling;
using Hone.Profiling.Waiting;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Opportunities.Levers;

/// <summary>The rule about waiting for locks: striped-locks.</summary>
internal static class LockRules
{
    /// <summary>What the lock profile shows, or the off-CPU profile where there is none.</summary>
    public static IEnumerable<LeverFinding?> Find(RuleContext context)
    {
        if (context.Lock is StackFigures locks)
        {
            yield return Site(context, locks, Sites(locks, _ => true), "as the lock profile has it");
        }
        else if (context.OffCpu is StackFigures blocked)
        {
            yield return Site(context, blocked, Sites(blocked, reason => reason is WaitReason.Lock or WaitReason.Futex), null);
        }
    }

    private static LeverFinding? Site(RuleContext context, StackFigures figures, Dictionary<int, long> sites, string? exact)
    {
        long all = sites.Values.Sum();
        KeyValuePair<int, long> most = sites.Where(pair => pair.Key >= 0).OrderByDescending(pair => pair.Value).FirstOrDefault(new KeyValuePair<int, long>(-1, 0));
        if (most.Value <= 0)
        {
            return null;
        }

        RuleThresholds limits = context.Limits;
        (Ratio waiting, string of) = Waiting(context, figures, all);
        Ratio site = Ratio.Of(most.Value, all);
        int? threads = figures.Profile.Times?.Threads;
        return new Readings()
            .Needs("waiting for locks", $"{waiting} of {of}", "at least " + limits.Text(RuleThresholds.LockWait), waiting.Value >= limits[RuleThresholds.LockWait])
            .Needs("of that waiting in the function", site.ToString(), "at least " + limits.Text(RuleThresholds.LockSite), site.Value >= limits[RuleThresholds.LockSite])
            .Asks("threads", threads is int known ? Unit.Count.Format(known) : "not recorded", "more than one", threads is int count ? count > 1 : null)
            .Lowers("what is waited for", exact ?? "a futex, whose use the off-CPU profile guesses", "a lock profile", exact is not null, "without a lock profile a wait in futex may be for something else")
            .Finding(WorkLevers.StripedLocks, figures.Frames[most.Key], figures.Profile.Kind, figures.Part(most.Value), 0.95, LeverReliability.NeedsLines);
    }

    private static Dictionary<int, long> Sites(StackFigures figures, Func<WaitReason, bool> counts)
    {
        Dictionary<int, long> sites = [];
        foreach (StackValues stack in figures.Profile.Stacks)
        {
            List<Frame> frames = [];
            for (int node = stack.Node; node >= 0; node = figures.Profile.Nodes[node].Parent)
            {
                frames.Add(figures.Frames[figures.Profile.Nodes[node].Frame]);
            }

            frames.Reverse();
            if (stack.Values[0] > 0 && counts(WaitReasons.Of(frames)))
            {
                int site = figures.SiteOf(stack.Node);
                sites[site] = sites.GetValueOrDefault(site) + stack.Values[0];
            }
        }

        return sites;
    }

    // Several threads wait at once, so that it is held against the time of as many CPUs as the program used.
    private static (Ratio Share, string Of) Waiting(RuleContext context, StackFigures figures, long waited)
    {
        if (figures.Profile.Times is RunTimes { Main.Wall.Nanoseconds: > 0 } times)
        {
            double cpus = Math.Max(1, Math.Round((double)times.All.OnCpu.Nanoseconds / times.Main.Wall.Nanoseconds, MidpointRounding.AwayFromZero));
            return (Ratio.Of(waited, times.Main.Wall.Nanoseconds * cpus), $"{times.Main.Wall} wall × {cpus} CPUs");
        }

        double wall = context.Facts.Baseline?.P50.Value ?? 0;
        return wall > 0
            ? (Ratio.Of(waited, wall * (figures.Profile.Runs ?? 1)), $"{new Duration((long)wall)} wall")
            : (figures.Part(waited), "all waiting that was recorded");
    }
}
