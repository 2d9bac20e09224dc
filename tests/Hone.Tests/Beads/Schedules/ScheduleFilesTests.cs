using CsCheck;
using Hone.Beads.Schedules;
using Hone.Problems;

namespace Hone.Tests.Beads.Schedules;

public sealed class ScheduleFilesTests
{
    private static Timetable Table { get; } = new("wordfreq", "/home/ann/50 % \"fast\" $code/it's", "/opt/hone/hone", "/usr/local/bin:/usr/bin:/bin", 15);

    [Fact]
    public void The_units_of_systemd() => Golden.Check(string.Concat(SystemdUnits.Of(Table).Select(file => $"== {file.Name}\n{file.Text}")));

    [Fact]
    public void The_lines_of_a_crontab() => Golden.Check(CrontabBlock.Of(Table));

    [Fact]
    public void Variables_that_choose_the_tracker_go_along()
    {
        Timetable table = Table with { Variables = [("BEADS_DIR", "/a b/50 %"), ("HONE_TRACKER", "own")] };
        Assert.Contains("\nEnvironment=\"PATH=/usr/local/bin:/usr/bin:/bin\"\nEnvironment=\"BEADS_DIR=/a b/50 %%\"\nEnvironment=\"HONE_TRACKER=own\"\nExecStart=", SystemdUnits.Of(table)[0].Text, StringComparison.Ordinal);
        Assert.Contains(" BEADS_DIR='/a b/50 \\%' HONE_TRACKER=own ", CrontabBlock.Of(table), StringComparison.Ordinal);
        Assert.Equal("schedule-path", Assert.Throws<ProblemException>(() => (table with { Variables = [("BEADS_DIR", "/a\nb")] }).Checked()).Problem.Rule);
    }

    [Theory]
    [InlineData(1, "* * * * * PATH")]
    [InlineData(20, "*/20 * * * * PATH")]
    [InlineData(60, "0 * * * * PATH")]
    public void A_crontab_asks_as_often_as_it_is_to(int minutes, string begins) =>
        Assert.Contains("\n" + begins, CrontabBlock.Of(Table with { Minutes = minutes }), StringComparison.Ordinal);

    [Fact]
    public void Two_copies_of_a_project_have_names_of_their_own()
    {
        Assert.NotEqual(Table.Name, (Table with { Folder = "/other" }).Name);
        Assert.StartsWith("hone-wordfreq-", Table.Name, StringComparison.Ordinal);
        Assert.Equal("schedule-path", Assert.Throws<ProblemException>(() => (Table with { Folder = "/a\nb" }).Checked()).Problem.Rule);
    }

    [Fact]
    public void Every_other_byte_of_a_crontab_stays_as_it_is() =>
        Gen.Select(Gen.Int[0, 4].Select(i => new[] { "MAILTO=ann", "0 4 * * * backup", "# END hone schedule x", "", " # BEGIN hone schedule " + Table.Name }[i]).Array[0, 6], Gen.Bool)
            .Sample((lines, ends) =>
            {
                string before = string.Join('\n', lines) + (ends && lines.Length > 0 ? "\n" : "");
                string block = CrontabBlock.Of(Table);
                string put = CrontabBlock.Put(before, Table.Name, block);
                Assert.Equal(block, CrontabBlock.In(put, Table.Name));
                Assert.Equal(put, CrontabBlock.Put(put, Table.Name, block));
                Assert.Equal(before.Length == 0 || before.EndsWith('\n') ? before : before + "\n", CrontabBlock.Remove(put, Table.Name));
                string changed = CrontabBlock.Put(put, Table.Name, CrontabBlock.Of(Table with { Minutes = 5 }));
                Assert.Equal(CrontabBlock.Remove(put, Table.Name), CrontabBlock.Remove(changed, Table.Name));
            });

    [Theory]
    [InlineData("# BEGIN hone schedule {0}\n* * * * * x\n")]
    [InlineData("* * * * * x\n# END hone schedule {0}\n")]
    public void One_mark_without_the_other_is_a_persons_to_mend(string crontab) =>
        Assert.Equal("crontab-marks", Assert.Throws<ProblemException>(() => CrontabBlock.Put(string.Format(null, crontab, Table.Name), Table.Name, "")).Problem.Rule);
}
