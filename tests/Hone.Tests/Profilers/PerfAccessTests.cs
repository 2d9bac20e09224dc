using Hone.Linux.Profilers;

namespace Hone.Tests.Profilers;

public sealed class PerfAccessTests
{
    // The levels of perf_event_paranoid (perf_event_open(2)); 3 and 4 are Debian's and Ubuntu's own "nothing at all".
    [Theory]
    [InlineData(-1, false, true, true)]
    [InlineData(1, false, true, true)]
    [InlineData(2, false, true, false)]
    [InlineData(3, false, false, false)]
    [InlineData(4, false, false, false)]
    [InlineData(4, true, true, true)]
    public void The_level_says_what_may_be_seen(int level, bool root, bool available, bool kernel)
    {
        PerfAccess access = new("/usr/bin/perf", level, root, 1000);
        Assert.Equal((available, kernel), (access.Unavailable is null, access.Kernel));
        Assert.Equal(kernel, access.Advice is null);
    }

    [Fact]
    public void The_advice_names_the_setting_its_value_and_the_remedy()
    {
        string advice = new PerfAccess("/usr/bin/perf", 3, false, 1000).Advice!;
        Assert.Contains("kernel.perf_event_paranoid is 3", advice, StringComparison.Ordinal);
        Assert.Contains("sysctl kernel.perf_event_paranoid=1", advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_without_perf_events_offers_nothing_to_root_either() =>
        Assert.Contains("CONFIG_PERF_EVENTS", new PerfAccess("/usr/bin/perf", null, true, 1000).Unavailable, StringComparison.Ordinal);
}
