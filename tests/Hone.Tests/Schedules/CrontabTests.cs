using Hone.Linux.Schedules;
using Hone.Problems;

namespace Hone.Tests.Schedules;

public sealed class CrontabTests : IDisposable
{
    private readonly string _project = Directory.CreateTempSubdirectory("hone-test-").FullName;

    public void Dispose() => Directory.Delete(_project, recursive: true);

    [Fact]
    public void A_crontab_that_another_hone_changes_is_told_as_one_and_not_as_a_tracker()
    {
        using IDisposable held = Crontab.Lock(_project, TimeSpan.FromSeconds(10));
        Assert.Equal("crontab-locked", Assert.Throws<ProblemException>(() => Crontab.Lock(_project, TimeSpan.FromMilliseconds(50))).Problem.Rule);
    }
}
