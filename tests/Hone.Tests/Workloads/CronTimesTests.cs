using Hone.Workloads;

namespace Hone.Tests.Workloads;

public sealed class CronTimesTests
{
    [Theory]
    [InlineData("0 3 * * *")]
    [InlineData("*/15 8-17 * * MON-FRI")]
    [InlineData("@daily")]
    [InlineData("0 0 29 2 *")]
    public void An_expression_that_names_times_is_read(string text) => Assert.Equal(text, CronTimes.Parse(text, out _)!.Text);

    [Theory]
    [InlineData("")]
    [InlineData("0 3 * *")]
    [InlineData("60 3 * * *")]
    [InlineData("every night")]
    [InlineData("0 0 30 2 *")]
    public void Any_other_is_refused_with_the_reason(string text)
    {
        Assert.Null(CronTimes.Parse(text, out string reason));
        Assert.NotEmpty(reason);
    }

    [Theory]
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-29T03:00:00+02:00")]
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T02:30:00+02:00")]
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-10-25T00:30:00Z", "2026-10-26T02:30:00+01:00")]
    [InlineData("America/New_York", "30 2 * * *", "2026-03-08T01:00:00Z", "2026-03-08T03:00:00-04:00")]
    [InlineData("Australia/Lord_Howe", "10 2 * * *", "2026-10-03T12:00:00Z", "2026-10-04T02:30:00+11:00")]
    public void A_time_that_is_skipped_comes_after_the_gap_and_one_that_occurs_twice_comes_once(string zone, string cron, string after, string next) =>
        Assert.Equal(
            DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture),
            CronTimes.Parse(cron, out _)!.NextAfter(DateTimeOffset.Parse(after, System.Globalization.CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("Australia/Lord_Howe")]
    public void An_interval_goes_on_by_real_time_all_year(string zone)
    {
        CronTimes half = CronTimes.Parse("*/30 * * * *", out _)!;
        TimeZoneInfo at = TimeZoneInfo.FindSystemTimeZoneById(zone);
        DateTimeOffset time = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (int i = 0; i < 365 * 48; i++)
        {
            DateTimeOffset next = half.NextAfter(time, at)!.Value;
            Assert.Equal(TimeSpan.FromMinutes(30), next - time);
            time = next;
        }
    }
}
