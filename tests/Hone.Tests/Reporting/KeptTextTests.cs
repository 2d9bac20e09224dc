using CsCheck;
using Hone.Reporting;

namespace Hone.Tests.Reporting;

public sealed class KeptTextTests
{
    private const string Rendered = "# Title\n\nIntro.\n\n## A\n\nfigures 2\n\n### novel · cpu\n\ntable 2\n\n## C\n\nend\n";
    private const string Mine = "<!-- kept -->\nHypothesis: the map is rehashed.\n\n## not a heading of Hone's\nRuled out: I/O.\n<!-- /kept -->";

    [Fact]
    public void What_people_wrote_stays_in_its_section_when_the_figures_change() =>
        Assert.Equal(
            Rendered.Replace("table 2\n\n", "table 2\n\n" + Mine + "\n\n", StringComparison.Ordinal),
            KeptText.Carry("# Title\n\n## A\n\nfigures 1\n\n### novel · cpu\n\n" + Mine + "\n\ntable 1\n\n## B\n\nold\n", Rendered));

    [Fact]
    public void Text_whose_section_is_gone_is_kept_at_the_end() =>
        Assert.Equal(Rendered + "## Kept from earlier\n\n" + Mine + "\n\n", KeptText.Carry("## B\n" + Mine + "\nold\n", Rendered));

    [Fact]
    public void A_block_without_its_end_goes_to_the_end_of_the_document() =>
        Assert.EndsWith("\nend\n<!-- kept -->\nmine\nmore\n<!-- /kept -->\n\n", KeptText.Carry("## C\n\n<!-- kept -->\nmine\nmore\n", Rendered), StringComparison.Ordinal);

    [Fact]
    public void Nothing_kept_changes_nothing()
    {
        Assert.Equal(Rendered, KeptText.Carry("", Rendered));
        Assert.Equal(Rendered, KeptText.Carry("## A\nby hand\n", Rendered));
    }

    [Fact]
    public void Writing_again_changes_nothing_and_no_block_is_ever_lost() =>
        Gen.Int[0, 8].Select(i => new[] { "## A", "## C", "## B", "### novel · cpu", "text", "", "<!-- kept -->", "<!-- /kept -->", "mine" }[i]).Array[0, 30]
            .Sample(lines =>
            {
                string once = KeptText.Carry(string.Join('\n', lines), Rendered);
                Assert.Equal(once, KeptText.Carry(once, Rendered));
                Assert.Equal(once.Split(KeptText.Opening).Length, KeptText.Carry(once, Rendered).Split(KeptText.Opening).Length);
            });
}
