using Hone.Linux.Storage;

namespace Hone.Tests.Storage;

public sealed class AliveMarkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_is_alive_as_long_as_it_holds_its_mark_and_dead_until_it_is_forgotten()
    {
        string folder = Path.Combine(_folder, "runs");
        using (AliveMark first = AliveMark.Begin(folder, "one"))
        using (AliveMark second = AliveMark.Begin(folder, "two"))
        {
            Assert.Empty(AliveMark.Dead(folder));
            second.Dispose();
            Assert.Equal(["two"], AliveMark.Dead(folder));
        }

        Assert.Equal(["one", "two"], AliveMark.Dead(folder));
        AliveMark.Forget(folder, "one");
        AliveMark.Forget(folder, "never-was");
        Assert.Equal(["two"], AliveMark.Dead(folder));
    }

    [Fact]
    public void A_run_that_has_ended_well_is_forgotten_while_it_still_holds_its_mark()
    {
        using AliveMark mark = AliveMark.Begin(_folder, "one");
        AliveMark.Forget(_folder, "one");
        mark.Dispose();
        Assert.Empty(AliveMark.Dead(_folder));
    }

    [Fact]
    public void Without_a_folder_nothing_is_dead() => Assert.Empty(AliveMark.Dead(Path.Combine(_folder, "none")));

    [Fact]
    public void Looking_for_the_dead_does_not_take_a_mark_away()
    {
        AliveMark.Begin(_folder, "one").Dispose();
        Assert.Equal(["one"], AliveMark.Dead(_folder));
        using AliveMark again = AliveMark.Begin(_folder, "one");
        Assert.Empty(AliveMark.Dead(_folder));
    }
}
