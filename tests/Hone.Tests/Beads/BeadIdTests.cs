using Hone.Beads;
using Hone.Problems;

namespace Hone.Tests.Beads;

public sealed class BeadIdTests
{
    [Fact]
    public void People_see_the_dotted_name_and_trackers_get_the_dashed_one()
    {
        Assert.Equal("bd-wordfreq.flamegraph", BeadId.Shown(Phase.Project, "wordfreq.flamegraph"));
        Assert.Equal("bd-wordfreq-flamegraph", BeadId.Written(Phase.Project, "wordfreq.flamegraph"));
        Assert.Equal("bd-wordfreq", BeadId.Written(Phase.Project, BeadId.Key(Phase.Project, "")));
    }

    [Theory]
    [InlineData("bd-wordfreq.flamegraph")]
    [InlineData("bd-wordfreq-flamegraph")]
    [InlineData("wordfreq.flamegraph")]
    [InlineData("hone:wordfreq.flamegraph")]
    [InlineData("flamegraph")]
    [InlineData("  BD-Wordfreq.FlameGraph ")]
    public void Every_way_of_typing_a_bead_means_its_key(string typed) =>
        Assert.Equal("wordfreq.flamegraph", BeadId.Candidates(Phase.Project, typed)[0]);

    [Theory]
    [InlineData("bd-wordfreq")]
    [InlineData("wordfreq")]
    public void The_project_alone_means_the_epic(string typed) => Assert.Equal("wordfreq", BeadId.Candidates(Phase.Project, typed)[0]);

    [Fact]
    public void A_bare_matrix_row_means_its_bead() => Assert.Contains("wordfreq.lever-r1", BeadId.Candidates(Phase.Project, "r1"));

    [Theory]
    [InlineData("")]
    [InlineData("bd-")]
    [InlineData(".")]
    [InlineData("wordfreq.")]
    public void Odd_text_is_no_trouble(string typed) => Assert.DoesNotContain("wordfreq", BeadId.Candidates(Phase.Project, typed));

    [Theory]
    [InlineData("r1", "lever-r1")]
    [InlineData("h-12", "lever-h-12")]
    public void A_plain_row_id_stays_readable(string row, string step) => Assert.Equal(step, BeadId.StepOfRow(row));

    [Fact]
    public void Rows_that_reduce_to_one_slug_get_different_beads_that_trackers_accept()
    {
        string[] rows = ["a.b", "a:b", "A.B", "a-b", "日本", "", "---", "-a", new string('x', 41), new string('x', 42), new string('y', 31) + "." + new string('z', 500)];
        string[] steps = [.. rows.Select(BeadId.StepOfRow)];
        Assert.Equal(steps.Length, steps.Distinct().Count());
        Assert.All(steps, step => Assert.Null(TrackerRules.IdRefusal("bd-p-" + step)));
    }

    [Theory]
    [InlineData("BD")]
    [InlineData("b d")]
    [InlineData("pre/fix")]
    public void An_id_that_br_refuses_is_never_made(string prefix)
    {
        ProblemException refused = Assert.Throws<ProblemException>(() => BeadPlan.ForPhase(Phase.Project with { BeadPrefix = prefix }, []));
        Assert.Equal("bead-id-refused", refused.Problem.Rule);
        Assert.Equal(ExitCode.Usage, refused.Problem.Exit);
    }
}
