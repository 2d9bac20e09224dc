using System.Globalization;
using Hone.Units;

namespace Hone.Beads.Schedules;

/// <summary>
/// Whether a round of the phase is due. A round makes up for everything before it began: of times that passed while a phase was open or
/// the machine was off one is caught up on, not each. An open phase keeps the next from beginning, and takes nothing away: what
/// came due meanwhile is due when it ends.
/// </summary>
public static class DueRule
{
    /// <summary>More times that passed are not counted.</summary>
    public const int MostPassed = 1000;

    /// <summary>
    /// After a round that did not come to its end the next waits for so long: what made it fail will often do so again, and a timer would
    /// measure without a pause.
    /// </summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromHours(6);

    /// <summary>Answers from the facts; the same facts give the same answer.</summary>
    public static DueAnswer Of(DueFacts facts)
    {
        List<DueTerm> terms = [];
        List<string> reasons = [];
        int passed = 0;
        DateTimeOffset? next = null;
        if (facts.Schedule.Cron is not null)
        {
            passed = Passed(facts, out DateTimeOffset? first);
            next = facts.Schedule.Cron.NextAfter(facts.Now, facts.Zone);
            Add(terms, reasons, Cron(facts, passed, first, next));
        }

        if (facts.Schedule.EveryCommits is long every)
        {
            Add(terms, reasons, Commits(facts, every));
        }

        if (facts.Schedule.HotCodeShare is Ratio share)
        {
            Add(terms, reasons, HotCode(facts, share));
        }

        if (facts.LastRound is null)
        {
            reasons.Insert(0, "no round is recorded");
        }

        bool isWaiting = facts.Unended is { } unended && facts.Now >= unended && facts.Now < unended + Pause;
        bool wanted = facts.LastRound is null || terms.Exists(term => term.Holds);
        if (isWaiting && wanted)
        {
            DateTimeOffset failed = facts.Unended!.Value;
            reasons = [$"the round that measured at {Moment(failed, facts.Zone)} did not come to its end; none is begun before {Moment(failed + Pause, facts.Zone)}", .. reasons.Select(reason => "due then: " + reason)];
        }

        if (facts.Open is { } open)
        {
            reasons = [$"a phase is open{(open.Since is { } since ? " since " + Moment(since, facts.Zone) : "")}: {open.What}", .. wanted ? reasons.Select(reason => "due when it ends: " + reason) : reasons];
        }

        return new()
        {
            IsDue = wanted && !isWaiting && facts.Open is null,
            Reasons = reasons.Count > 0 ? reasons : ["not yet: " + string.Join("; ", terms.Select(term => $"{term.Value} ({term.Limit})"))],
            Terms = terms,
            Next = next,
            Passed = passed,
            Open = facts.Open,
        };
    }

    /// <summary>A moment as people of the zone read it: <c>2026-03-29 03:00 +02:00</c>.</summary>
    public static string Moment(DateTimeOffset time, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    private static void Add(List<DueTerm> terms, List<string> reasons, DueTerm term)
    {
        terms.Add(term);
        if (term.Holds)
        {
            reasons.Add(term.Value);
        }
    }

    private static int Passed(DueFacts facts, out DateTimeOffset? first)
    {
        first = null;
        int passed = 0;
        DateTimeOffset? at = facts.LastRound?.Began;
        while (at is { } from && passed < MostPassed && facts.Schedule.Cron!.NextAfter(from, facts.Zone) is { } time && time <= facts.Now)
        {
            first ??= time;
            passed++;
            at = time;
        }

        return passed;
    }

    private static DueTerm Cron(DueFacts facts, int passed, DateTimeOffset? first, DateTimeOffset? next)
    {
        string value = passed switch
        {
            0 => next is { } time ? $"the next time is {Moment(time, facts.Zone)}" : "no time is left",
            1 => $"{Moment(first!.Value, facts.Zone)} passed since the last round began",
            _ => $"{(passed < MostPassed ? passed : "at least " + MostPassed)} times passed since the last round began, the first at {Moment(first!.Value, facts.Zone)}; one round makes up for all",
        };
        return new("cron", value, $"cron \"{facts.Schedule.Cron}\" in {facts.Schedule.TimeZone}", passed > 0);
    }

    private static DueTerm Commits(DueFacts facts, long every)
    {
        string limit = string.Create(CultureInfo.InvariantCulture, $"every {every} commit{(every == 1 ? "" : "s")}");
        return facts switch
        {
            { LastRound: null } => new("every-commits", "no round to count from", limit, false),
            { CommitsSince: long since } => new("every-commits", string.Create(CultureInfo.InvariantCulture, $"{since} commit{(since == 1 ? "" : "s")} since the last round"), limit, since >= every),
            { Uncountable: { } why } => new("every-commits", "commits are not counted: " + why, limit, false),

            // A round puts that right: from its own commit on they can be counted again.
            _ => new("every-commits", "commits cannot be counted: the last round's commit is not in this repository any more", limit, true),
        };
    }

    private static DueTerm HotCode(DueFacts facts, Ratio share)
    {
        string limit = $"{share} of the hot functions";
        return facts.HotCode is not { Of: > 0 } hot
            ? new("hot-code-share", "the last round kept no hot function", limit, false)
            : new(
                "hot-code-share",
                string.Create(CultureInfo.InvariantCulture, $"{hot.Changed} of {hot.Of} hot functions have another text since the last round ({Ratio.Of(hot.Changed, hot.Of)})"),
                limit,
                Ratio.Of(hot.Changed, hot.Of) >= share);
    }
}
