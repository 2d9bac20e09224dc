using System.Text;
using Hone.Equivalence;

namespace Hone.Tests.Equivalence;

public sealed class ClockTraceTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 27, 11, 24, 41, TimeSpan.Zero);

    [Theory]
    [InlineData("at 2026-11-27T11:24", true)]
    [InlineData("Fri Nov 27 11:24:41", true)]
    [InlineData("28 Nov 2026 in Kiritimati", true)]
    [InlineData("1795778690.5", true)]
    [InlineData("built 2020-01-01", false)]
    [InlineData("no time at all", false)]
    public void The_date_of_the_run_is_found(string text, bool found) => Assert.Equal(found, ClockTrace.IsIn(Encoding.UTF8.GetBytes(text), _now));
}
