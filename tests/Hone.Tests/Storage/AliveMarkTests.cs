using Hone.Linux.Storage;
using Hone.Problems;

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

    [Fact]
    public void A_mark_that_another_has_for_good_is_told_and_not_as_a_fault_of_the_disk()
    {
        using AliveMark first = AliveMark.Begin(_folder, "one");
        Assert.Equal("mark-held", Assert.Throws<ProblemException>(() => AliveMark.Begin(_folder, "one")).Problem.Rule);
    }

    [Fact]
    public void Who_is_alive_can_be_asked_by_several_at_once_and_holds_nobody_up()
    {
        using AliveMark first = AliveMark.Begin(_folder, "one");
        AliveMark.Begin(_folder, "two").Dispose();
        Assert.Equal(["one"], AliveMark.Alive(_folder));
        Assert.Empty(AliveMark.Alive(Path.Combine(_folder, "none")));
        using (new FileStream(Path.Combine(_folder, "two.run"), FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            Assert.Equal(["one"], AliveMark.Alive(_folder));
        }

        Parallel.For(0, 200, i =>
        {
            _ = AliveMark.Alive(_folder);
            AliveMark.Begin(_folder, FormattableString.Invariant($"run-{i}")).Dispose();
        });
    }
}
