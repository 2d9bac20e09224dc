using Hone.Cli.Terminal;

namespace Hone.Tests.Terminal;

public class RoffTextTests
{
    [Fact]
    public void A_line_that_looks_like_a_request_or_holds_an_escape_is_text()
    {
        Assert.Equal("\\&.so /etc/\\:passwd\n", RoffText.Line("", ".so /etc/passwd"));
        Assert.Equal("\\&'br\n", RoffText.Line("", "'br"));
        Assert.Equal("\\efBbold\\efR \\(dqquoted\\(dq\n", RoffText.Line("", "\\fBbold\\fR \"quoted\""));
    }

    [Fact]
    public void An_option_can_be_copied_and_a_long_list_be_broken() =>
        Assert.Equal("\\fB\\-\\-to <svg|\\:html,\\:json>, \\-k\\fR\n", RoffText.Line("\\fB", "--to <svg|html,json>, -k"));

    [Fact]
    public void Prose_is_filled_and_examples_stay_as_they_are() =>
        Assert.Equal(
            "Says what,\nand why.\n.PP\nMore.\n.PP\n.nf\nExample: hone x\n         hone y\n.fi\n.PP\nThe end.\n",
            RoffText.Paragraphs(["Says what,", "and why.", "", "More.", "", "Example: hone x", "         hone y", "", "The end."]));
}
