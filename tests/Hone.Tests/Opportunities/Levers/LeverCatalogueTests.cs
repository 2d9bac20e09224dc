using Hone.Opportunities.Levers;
using Hone.Reporting;
using Hone.Workloads;

namespace Hone.Tests.Opportunities.Levers;

public sealed class LeverCatalogueTests
{
    [Fact]
    public void All_levers_of_the_method_are_there_and_work_elimination_first() => Assert.Equal(
        [
            "work-elimination", "n-plus-one", "zero-copy", "buffer-reuse", "scatter-gather", "serialization", "bounded-queue", "striped-locks", "memoization", "dynamic-programming", "lazy-evaluation",
            "streaming", "precomputation", "index-lookup", "binary-search", "two-pointer", "prefix-sums",
        ],
        LeverCatalogue.All.Select(lever => lever.Name));

    [Fact]
    public void Every_lever_says_what_it_may_break_in_the_words_of_the_proof() => Assert.All(LeverCatalogue.All, lever =>
    {
        Assert.NotEmpty(lever.MayBreak);
        Assert.All(lever.MayBreak, claim => Assert.Contains(claim, ProofClaims.All));
        Assert.Equal(lever.MayBreak.Distinct(), lever.MayBreak);
    });

    [Fact]
    public void Every_limit_stands_in_a_rule_and_every_rule_names_limits_that_exist()
    {
        Assert.All(RuleThresholds.All, threshold => Assert.Contains(LeverCatalogue.All, lever => lever.Thresholds.Contains(threshold)));
        Assert.All(LeverCatalogue.All, lever => Assert.DoesNotContain('{', lever.RuleText));
        Assert.All(LeverCatalogue.All.Where(lever => lever.Name != "binary-search"), lever => Assert.NotEmpty(lever.Thresholds));
    }

    [Fact]
    public void A_rule_is_told_with_the_limits_in_force()
    {
        RuleThresholds stated = RuleThresholds.Standard.With(RuleThresholds.CodecShare, 0.25);
        Lever lever = LeverCatalogue.Find("serialization")!;
        Assert.Contains("At least 10.0 % of the CPU time in codecs", lever.RuleText, StringComparison.Ordinal);
        Assert.Contains("At least 25.0 % of the CPU time in codecs", lever.RuleIn(stated), StringComparison.Ordinal);
        Assert.Contains("codec-share = 25.0 % (stated; else 10.0 %)", LeverPages.Explain(lever, stated), StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_fit_80_columns()
    {
        IEnumerable<string> pages = [LeverPages.List(), .. LeverCatalogue.All.Select(lever => LeverPages.Explain(lever, RuleThresholds.Standard))];
        Assert.All(pages.SelectMany(page => page.Split('\n')), line => Assert.True(line.Length <= 80 || line.StartsWith("  before", StringComparison.Ordinal) || line.StartsWith("  after", StringComparison.Ordinal), line));
    }

    [Fact]
    public void The_list_and_a_page() => Golden.Check(LeverPages.List() + "\n" + LeverPages.Explain(LeverCatalogue.Find("buffer-reuse")!, RuleThresholds.Standard));

    [Fact]
    public void The_findings_of_a_workload() => Golden.Check(LeverPages.Findings("day", new Recorded()
        .Baseline(wall: 1, user: 0.5, system: 0.4)
        .Io("main;report;write@call;/home/me/app/out.txt@file 400000000 20000 400000", "main;load;read@call;/home/me/app/in.txt@file 1000000 100 409600")
        .Find()));
}
