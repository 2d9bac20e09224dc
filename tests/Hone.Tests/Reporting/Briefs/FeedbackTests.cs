using Hone.Changes.Runs;
using Hone.Changes.Verdicts;
using Hone.Reporting.Briefs;

namespace Hone.Tests.Reporting.Briefs;

public sealed class FeedbackTests
{
    [Fact]
    public void A_rejection_comes_with_rule_measured_limit_and_next() => Golden.Check(Feedback.With(
        "# Brief\n", Feedback.Of(new Verdict.Rejected("output-differs", "stdout of `ties`\ndiffers <at> line 3", "the same bytes", "mend it")), 2, 3));

    [Fact]
    public void Findings_come_with_what_blocks_first()
    {
        string text = Feedback.Of(
        [
            new GateFinding("lint", "docs-touched", "README.md:1", "a document", "source", "take it out", Blocks: false),
            new GateFinding("lint", "two-levers", "src/a.c:3", "two\u001b levers", "one", "split it", Blocks: true),
        ]);
        Assert.StartsWith("- two-levers at `src/a.c:3`: two· levers; limit: one; next: split it\n- docs-touched (a warning)", text, StringComparison.Ordinal);
    }
}
