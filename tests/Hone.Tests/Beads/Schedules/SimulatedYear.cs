using Hone.Beads.Schedules;
using Hone.Workloads;

namespace Hone.Tests.Beads.Schedules;

/// <summary>
/// A year of a machine that asks every half hour whether a round is due, begins one when it is, works on the phase for some time, is
/// switched off now and then, and gets commits. When times of day come is worked out here from the zone alone, not from a cron expression.
/// </summary>
internal sealed class SimulatedYear
{
    private static readonly TimeSpan _tick = TimeSpan.FromMinutes(30);

    private readonly Random _random;
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> _off = [];
    private readonly List<DateTimeOffset> _commits = [];

    public SimulatedYear(int seed, TimeZoneInfo zone, TimeOnly at, DayOfWeek? day, int? everyCommits)
    {
        _random = new(seed);
        Times = [.. Days(zone, at, day)];
        DateTimeOffset time = Begin;
        while ((time += TimeSpan.FromDays(_random.NextDouble() * 40)) < End)
        {
            DateTimeOffset back = time + TimeSpan.FromHours(_random.NextDouble() * 100);
            _off.Add((time, back));
            time = back;
        }

        for (time = Begin; time < End; time += TimeSpan.FromHours(_random.NextDouble() * 60))
        {
            _commits.Add(time);
        }

        Live(zone, at, day, everyCommits);
    }

    private static DateTimeOffset Begin { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset End { get; } = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Every time at which the schedule wants a round.</summary>
    public IReadOnlyList<DateTimeOffset> Times { get; }

    /// <summary>Every phase: when its round began, and when its last bead was closed.</summary>
    public List<(DateTimeOffset Began, DateTimeOffset Closed, int Commits)> Phases { get; } = [];

    /// <summary>Moments at which somebody asked and could have begun a round.</summary>
    public List<DateTimeOffset> Free { get; } = [];

    private void Live(TimeZoneInfo zone, TimeOnly at, DayOfWeek? day, int? everyCommits)
    {
        ScheduleSettings schedule = new()
        {
            Cron = CronTimes.Parse($"{at.Minute} {at.Hour} * * {(day is { } weekday ? (int)weekday : "*")}", out _)!,
            TimeZone = zone.Id,
            EveryCommits = everyCommits,
        };
        for (DateTimeOffset now = Begin; now < End; now += _tick)
        {
            if (_off.Exists(off => off.From <= now && now < off.To))
            {
                continue;
            }

            (DateTimeOffset Began, DateTimeOffset Closed, int) last = Phases.LastOrDefault();
            bool isOpen = Phases.Count > 0 && now < last.Closed;
            int commits = Phases.Count == 0 ? 0 : _commits.Count(commit => commit > last.Began && commit <= now);
            DueAnswer answer = DueRule.Of(new()
            {
                Schedule = schedule,
                Zone = zone,
                Now = now,
                LastRound = Phases.Count == 0 ? null : new(last.Began, last.Began, "c"),
                CommitsSince = commits,
                Open = isOpen ? new("beads", last.Began, "close them") : null,
            });
            if (!isOpen)
            {
                Free.Add(now);
            }

            if (answer.IsDue)
            {
                Phases.Add((now, now + TimeSpan.FromHours(_random.NextDouble() * _random.NextDouble() * 200), commits));
            }
        }
    }

    // A time of day that is skipped comes at the first moment after the gap; one that occurs twice comes the first time.
    private static IEnumerable<DateTimeOffset> Days(TimeZoneInfo zone, TimeOnly at, DayOfWeek? day)
    {
        // The year is one of UTC: elsewhere it begins and ends on another day.
        for (DateTime date = new(2025, 12, 31); date < new DateTime(2027, 1, 2); date = date.AddDays(1))
        {
            DateTime local = date + at.ToTimeSpan();
            if (day is { } weekday && date.DayOfWeek != weekday)
            {
                continue;
            }

            while (zone.IsInvalidTime(local))
            {
                local = local.AddMinutes(1);
            }

            TimeSpan offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
            DateTimeOffset time = new(local, offset);
            if (time >= Begin && time < End)
            {
                yield return time;
            }
        }
    }
}
