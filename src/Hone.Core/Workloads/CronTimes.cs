using Cronos;

namespace Hone.Workloads;

/// <summary>
/// Times as a cron expression states them: five fields, or a word such as <c>@daily</c>. What happens when clocks are changed is what
/// Vixie cron does: a time of day that is skipped comes at the first moment after the gap, one that occurs twice comes once, and
/// an interval (<c>*/30</c>) goes on by real time.
/// </summary>
public sealed class CronTimes
{
    private readonly CronExpression _expression;

    private CronTimes(string text, CronExpression expression)
    {
        Text = text;
        _expression = expression;
    }

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    /// <summary>Reads an expression; null, with the reason, when it is none or names no time that ever comes.</summary>
    public static CronTimes? Parse(string text, out string reason)
    {
        try
        {
            CronTimes times = new(text, CronExpression.Parse(text));
            bool comes = times.NextAfter(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeZoneInfo.Utc) is not null;
            reason = comes ? "" : "no such day is in any calendar";
            return comes ? times : null;
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            reason = error.Message;
            return null;
        }
    }

    /// <summary>The first time after a moment, itself excluded, with the offset that is then in force; null when there is none left.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset moment, TimeZoneInfo zone) => _expression.GetNextOccurrence(moment, zone);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
