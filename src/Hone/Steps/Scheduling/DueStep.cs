using Hone.Beads;
using Hone.Beads.Schedules;
using Hone.Cli.Steps.Rows;
using Hone.Cli.Steps.Sealing;
using Hone.Ledger;
using Hone.Linux.Schedules;
using Hone.Linux.Storage;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Cli.Steps.Scheduling;

/// <summary>Gathers what <see cref="DueRule"/> needs: the last round, what changed since, and whether a phase is open. Writes nothing.</summary>
internal static class DueStep
{
    /// <summary>The answer now.</summary>
    /// <param name="session">The project.</param>
    /// <param name="otherwise">The cron expression that stands in where the manifest has no schedule; null for none.</param>
    /// <param name="holdsLock">This command itself is the hone at work here.</param>
    public static (DueAnswer Answer, RoundMark? LastRound) Ask(Session session, string? otherwise, bool holdsLock)
    {
        SealGuard.Insist(session);
        ScheduleSettings schedule = Schedule(session, otherwise);
        Evidence evidence = session.Evidence();
        RoundMark? last = LastRound(evidence);
        (long? commits, string? uncountable) = last is null || schedule.EveryCommits is null ? (null, null) : Commits(session, last);
        return (DueRule.Of(new()
        {
            Schedule = schedule,
            Zone = TimeZones.Find(schedule.TimeZone, session.Project.Places.GetValueOrDefault("schedule.time-zone")),
            Now = Session.Now,
            LastRound = last,
            Unended = evidence.Unended?.Time,
            CommitsSince = commits,
            Uncountable = uncountable,
            HotCode = last is null || schedule.HotCodeShare is null ? null : HotCode(session, evidence),
            Open = Open(session, last, holdsLock),
        }), last);
    }

    /// <summary>
    /// The last whole round; a baseline that was recorded by itself after it, or without any, stands for one: somebody goes through the steps one
    /// by one. That of a round which did not come to its end stands for none. The order is the record's, because clocks are put back.
    /// </summary>
    internal static RoundMark? LastRound(Evidence evidence)
    {
        LedgerEntry? baseline = evidence.LastBaseline;
        return evidence.LastRun is { } run && !(baseline?.Seq > run.Entry.Seq)
            ? new(run.Entry.Time - TimeSpan.FromTicks(Math.Max(0, run.Fact.WallNs) / 100), run.Entry.Time, run.Entry.Commit)
            : baseline is null ? null : new(baseline.Time, baseline.Time, baseline.Commit);
    }

    private static ScheduleSettings Schedule(Session session, string? otherwise)
    {
        if (session.Project.Schedule is { } stated)
        {
            return stated;
        }

        if (otherwise is null)
        {
            throw new ProblemException(new(
                ExitCode.Usage, "no-schedule", "hone.toml states no schedule", "add [schedule] with cron = \"0 3 * * 1-5\", or give one for now: hone due --otherwise \"0 0 * * *\"")
            { Place = Path.Combine(session.Folder, Manifest.FileName) });
        }

        return CronTimes.Parse(otherwise, out string reason) is { } times
            ? new() { Cron = times }
            : throw new ProblemException(new(ExitCode.Usage, "bad-cron", $"'{otherwise}' is no cron expression: {reason}", "give five fields, minute hour day month weekday, such as \"0 3 * * 1-5\""));
    }

    private static (long? Count, string? Uncountable) Commits(Session session, RoundMark last)
    {
        string recorded = last.Commit.Split('+')[0];
        if (session.Commit == "none")
        {
            return (null, "the project is not in a git repository");
        }

        if (recorded == "none" || session.Git.Resolve(recorded, session.Cancellation) is not { } from)
        {
            return (null, null);
        }

        (int exit, string count) = session.Git.Ask(session.Cancellation, "rev-list", "--count", from + "..HEAD", "--");
        return exit == 0 && long.TryParse(count.Trim(), out long commits) ? (commits, null) : (null, null);
    }

    private static HotCodeChange HotCode(Session session, Evidence evidence)
    {
        FunctionTexts texts = new(new ProjectSource(session.Folder));
        FunctionHash[] hot = [.. evidence.RoundProfiles.Values.SelectMany(profile => profile.Fact.Functions ?? []).DistinctBy(hash => (hash.File, hash.Function))];
        return new(hot.Count(hash => !texts.IsThere(hash)), hot.Length);
    }

    private static OpenPhase? Open(Session session, RoundMark? last, bool holdsLock)
    {
        if (!holdsLock && ProjectLock.HeldBy(session.State) is { } holder)
        {
            return new($"another hone is at work here ({holder})", null, "wait for it to end");
        }

        // Beads that were seeded before the first round wait for it; they do not keep it from beginning unless somebody has one.
        BeadView[] open = [.. BeadsStep.Open(session, BeadsStep.Read(session)).Where(bead => last is not null || bead.Bead.IsHeld(Session.Now))];
        return open.Length == 0 ? null : new(
            $"{open.Length} open bead{(open.Length == 1 ? "" : "s")}, {BeadsStep.Named(open)}",
            open.Min(bead => bead.Bead.CreatedAt),
            "close its beads: hone beads list");
    }
}
