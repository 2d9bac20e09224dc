using Hone.Beads;
using Hone.Units;

namespace Hone.Tests.Beads;

public sealed class StopConditionTests
{
    private static readonly StopFacts Met = new()
    {
        ProfilingBeads = [("bd-p.baseline", true), ("bd-p.flamegraph", true)],
        Opportunities = [new("r1", 1.99)],
        Hotspots = [new("novel", "main", new Ratio(0.0499))],
    };

    [Fact]
    public void It_is_met_when_all_terms_hold()
    {
        StopCondition condition = StopCondition.Of(Met);
        Assert.True(condition.IsMet);
        Assert.Equal(["evidence", "profiling-beads", "opportunities", "hotspots"], condition.Terms.Select(term => term.Name));
        Assert.Equal(["complete", "0 of 2 open", "0 unresolved", "0 actionable"], condition.Terms.Select(term => term.Value));
        Assert.Equal(["0 steps lack it", "0 open", "0 at or above 2.00", "0 at or above 5.0 %"], condition.Terms.Select(term => term.Limit));
    }

    public static TheoryData<StopFacts, string, string> Unmet => new()
    {
        { Met with { ProfilingBeads = [("bd-p.io", false), ("bd-p.baseline", true)] }, "profiling-beads", "bd-p.io" },
        { Met with { StepsWithoutEvidence = ["oracle (missing: novel)"] }, "evidence", "oracle (missing: novel)" },
        { Met with { ProfilingBeads = [] }, "profiling-beads", "hone beads seed" },
        { Met with { ProfilingBeads = null }, "profiling-beads", "hone beads seed" },
        { Met with { Opportunities = [new("r2", 2.0), new("r1", 8)] }, "opportunities", "r1 (8.00)" },
        { Met with { Opportunities = [new("r2", double.NaN)] }, "opportunities", "r2 (NaN)" },
        { Met with { Opportunities = null }, "opportunities", "hone matrix" },
        { Met with { Hotspots = [new("novel", "f", new Ratio(0.05))] }, "hotspots", "novel: f 5.0 %" },
        { Met with { Hotspots = null }, "hotspots", "hone profile" },
    };

    [Theory]
    [MemberData(nameof(Unmet))]
    public void One_term_that_does_not_hold_or_is_not_established_keeps_the_phase_open(StopFacts facts, string term, string left)
    {
        StopCondition condition = StopCondition.Of(facts);
        Assert.False(condition.IsMet);
        StopTerm broken = Assert.Single(condition.Terms, candidate => !candidate.Holds);
        Assert.Equal(term, broken.Name);
        Assert.Equal(left, broken.Left[0]);
    }

    [Fact]
    public void A_hotspot_below_twice_the_smallest_effect_does_not_keep_the_phase_open()
    {
        StopFacts facts = Met with { Hotspots = [new("novel", "f", new Ratio(0.0799))], SmallestEffect = new Ratio(0.04) };
        Assert.True(StopCondition.Of(facts).IsMet);
        Assert.StartsWith("0 at or above 8.0 %", StopCondition.Of(facts).Terms[3].Limit, StringComparison.Ordinal);
        Assert.False(StopCondition.Of(facts with { SmallestEffect = new Ratio(0.039) }).IsMet);
        Assert.False(StopCondition.Of(facts with { SmallestEffect = new Ratio(0.001) }).IsMet);
    }
}
