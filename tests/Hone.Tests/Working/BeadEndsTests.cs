using Hone.Changes.Lint;
using Hone.Changes.Runs;
using Hone.Changes.Verdicts;
using Hone.Cli.Steps.Working;
using Hone.Tests.Changes;

namespace Hone.Tests.Working;

public sealed class BeadEndsTests
{
    [Theory]
    [InlineData(".hone/golden/day.txt")]
    [InlineData("hone.toml")]
    [InlineData("app.csproj")]
    [InlineData("Directory.Build.props")]
    [InlineData("my.targets")]
    [InlineData("Makefile")]
    [InlineData("CMakeLists.txt")]
    [InlineData("package.json")]
    [InlineData("Cargo.lock")]
    [InlineData("go.sum")]
    [InlineData(".github/workflows/ci.yml")]
    [InlineData(".gitlab-ci.yml")]
    [InlineData(".githooks/pre-commit")]
    [InlineData(".gitattributes")]
    [InlineData(".gitmodules")]
    public void Whoever_edits_what_is_not_the_authors_is_not_asked_again(string path)
    {
        PathKind? kind = PathKinds.Of(GitFolder.Diff((path, "a\n", "b\n")).Files[0], new() { Project = "" });
        Assert.NotNull(kind);
        Assert.True(BeadEnds.IsForGood(Rejected(kind.Rule), []), kind.Rule);
    }

    [Fact]
    public void A_rule_that_did_not_decide_ends_it_too_where_it_blocks()
    {
        Assert.False(BeadEnds.IsForGood(Rejected(LintRuleNames.Size), [Finding(LintRuleNames.Size, true)]));
        Assert.True(BeadEnds.IsForGood(Rejected(LintRuleNames.Size), [Finding(LintRuleNames.Size, true), Finding(LintRuleNames.Ci, true)]));
        Assert.False(BeadEnds.IsForGood(Rejected(LintRuleNames.Size), [Finding(LintRuleNames.Ci, false)]));
    }

    [Fact]
    public void A_gain_that_is_too_good_and_evidence_that_does_not_decide_end_it_and_a_want_of_gain_does_not()
    {
        Assert.True(BeadEnds.IsForGood(Rejected("beyond-bound") with { Quarantined = true }, []));
        Assert.True(BeadEnds.IsForGood(new Verdict.Inconclusive("busy-machine", "", ""), []));
        Assert.True(BeadEnds.IsForGood(null, []));
        Assert.False(BeadEnds.IsForGood(new Verdict.Inconclusive("gain-not-shown", "", ""), []));
        Assert.False(BeadEnds.IsForGood(Rejected("output-differs"), []));
    }

    private static Verdict.Rejected Rejected(string rule) => new(rule, "", "", "");

    private static GateFinding Finding(string rule, bool blocks) => new("lint", rule, "", "", "", "", blocks);
}
