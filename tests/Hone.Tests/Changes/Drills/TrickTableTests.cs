using Hone.Changes.Drills;
using Hone.Problems;

namespace Hone.Tests.Changes.Drills;

public sealed class TrickTableTests
{
    [Fact]
    public void A_line_is_a_trick_with_a_rule_for_each_example()
    {
        Trick trick = Assert.Single(TrickTable.Parse("# the tricks\n\nrace | semantics | patch | built | output-differs, wordfreq=tests-fail, logreport=- | threads share\n"));
        Assert.Equal(("race", "semantics", true, TrickCost.Built, "threads share"), (trick.Name, trick.Group, trick.IsPatch, trick.Cost, trick.What));
        Assert.Equal("output-differs", trick.RuleIn("routes"));
        Assert.Equal("tests-fail", trick.RuleIn("wordfreq"));
        Assert.Null(trick.RuleIn("logreport"));
    }

    [Theory]
    [InlineData("race | semantics | patch | built | rule", "line 1")]
    [InlineData("# x\nrace | semantics | patch | built |  | what", "line 2")]
    [InlineData("race | other | patch | built | rule | what", "line 1")]
    [InlineData("race | form | guess | built | rule | what", "line 1")]
    [InlineData("race | form | patch | slow | rule | what", "line 1")]
    [InlineData("race | form | patch | built | rule, routes | what", "line 1")]
    [InlineData("race | form | patch | built | rule | what\nrace | form | step | quick | rule | what", "line 2")]
    public void A_line_of_another_form_is_named(string text, string place) => Assert.Equal(place, Assert.Throws<ProblemException>(() => TrickTable.Parse(text)).Problem.Place);

    [Fact]
    public void A_patch_begins_with_what_it_is_about()
    {
        DrillPatch patch = DrillPatch.Parse("What: less work: none\nRow: Ranking.Top\nLines: a.c:1-2\n\ndiff --git a/a.c b/a.c\n", "p");
        Assert.Equal(("less work: none", "Ranking.Top", null, "a.c:1-2", "diff --git a/a.c b/a.c\n"), (patch.What, patch.Row, patch.Lever, patch.Lines, patch.Diff));
        Assert.Equal("p", Assert.Throws<ProblemException>(() => DrillPatch.Parse("What: x\n", "p")).Problem.Place);
        Assert.Throws<ProblemException>(() => DrillPatch.Parse("Row: x\n\ndiff --git a/a b/a\n", "p"));
        Assert.Throws<ProblemException>(() => DrillPatch.Parse("What\n\ndiff --git a/a b/a\n", "p"));
    }
}
