using Hone.Changes.Ablation;
using Hone.Changes.Lint;
using Hone.Statistics;

namespace Hone.Tests.Changes.Ablation;

public sealed class AblationRuleTests
{
    private static readonly HunkGroup _group = new("token_index (sql.py)", [], new HashSet<Hone.Changes.Patches.HunkId>(), 3);

    [Theory]
    [InlineData(0.20, 0.199, true)]
    [InlineData(0.20, 0.17, false)]
    [InlineData(0.54, 0.539, true)]
    [InlineData(0.54, 0.49, false)]
    [InlineData(0.95, 0.90, false)]
    [InlineData(0.03, 0.0295, true)]
    [InlineData(0.03, 0.02, false)]
    public void A_group_is_unneeded_when_the_rest_keeps_the_gain_and_is_as_fast_as_the_whole(double gain, double rest, bool isUnneeded)
    {
        IReadOnlyList<LintFinding> found = AblationRule.Judge(gain, new(gain - 0.005, gain + 0.005), [new(_group, true, true, rest, new(rest - 0.005, rest + 0.005))]);

        Assert.Equal(isUnneeded ? 1 : 0, found.Count);
        Assert.All(found, finding => Assert.Equal(LintWeight.Block, finding.Weight));
    }

    [Fact]
    public void Intervals_that_leave_it_open_whether_the_group_makes_it_a_tenth_faster_block_nobody()
    {
        Interval wide = new(0.40, 0.60);
        Assert.Equal(LintWeight.Warn, Assert.Single(AblationRule.Judge(0.5, wide, [new(_group, true, true, 0.5, wide)])).Weight);
        Assert.Equal(LintWeight.Warn, Assert.Single(AblationRule.Judge(0.5, new(0.49, 0.51), [new(_group, true, true, 0.5, wide)])).Weight);
        Assert.Equal(LintWeight.Block, Assert.Single(AblationRule.Judge(0.5, new(0.49, 0.51), [new(_group, true, true, 0.5, new(0.49, 0.51))])).Weight);
    }
}
