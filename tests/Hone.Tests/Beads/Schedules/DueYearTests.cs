using CsCheck;

namespace Hone.Tests.Beads.Schedules;

/// <summary>A year of times and commits, clocks changed twice: never two phases at once, no time missed, no round for nothing.</summary>
public sealed class DueYearTests
{
    private static readonly TimeOnly[] _times = [new(2, 30), new(2, 10), new(1, 45), new(0, 0), new(23, 59)];
    private static readonly DayOfWeek?[] _days = [null, DayOfWeek.Sunday, DayOfWeek.Wednesday];
    private static readonly int?[] _commits = [null, 5, 40];

    // Lord Howe Island changes its clocks by half an hour, at two in the morning.
    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("UTC")]
    public void Every_time_brings_one_round_as_soon_as_one_can_begin(string name)
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, _times.Length - 1], Gen.Int[0, _days.Length - 1], Gen.Int[0, _commits.Length - 1])
            .Sample(
                (seed, whichTime, whichDay, whichCommits) =>
                {
                    (TimeOnly at, DayOfWeek? day, int? every) = (_times[whichTime], _days[whichDay], _commits[whichCommits]);
                    SimulatedYear year = new(seed, zone, at, day, every);
                    Assert.True(year.Phases.Count > 5, $"{year.Phases.Count} phases");
                    for (int i = 1; i < year.Phases.Count; i++)
                    {
                        (DateTimeOffset before, DateTimeOffset closed, _) = year.Phases[i - 1];
                        (DateTimeOffset began, _, int commits) = year.Phases[i];
                        Assert.True(closed <= began, $"two phases at {began:u}");
                        Assert.True(commits >= every || year.Times.Any(time => time > before && time <= began), $"a round for nothing at {began:u}");
                    }

                    foreach (DateTimeOffset time in year.Times)
                    {
                        int free = year.Free.FindIndex(moment => moment >= time);
                        Assert.True(free < 0 || year.Phases.Exists(phase => phase.Began >= time && phase.Began <= year.Free[free]), $"{time:u} was missed");
                    }
                },
                iter: 4,
                threads: 2);
    }
}
