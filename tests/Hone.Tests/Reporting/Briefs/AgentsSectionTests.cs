using System.Text;
using CsCheck;
using Hone.Reporting.Briefs;
using Hone.Workloads;

namespace Hone.Tests.Reporting.Briefs;

public sealed class AgentsSectionTests
{
    private static readonly string _section = AgentsSection.Of(new Project { Name = "wordfreq", Workloads = [] });

    [Fact]
    public void The_section_of_a_project() => Golden.Check(_section);

    [Theory]
    [InlineData("")]
    [InlineData("# Mine\n\nwords\n")]
    [InlineData("no line end")]
    [InlineData("# Mine\r\nwindows\r\n")]
    public void It_is_put_at_the_end_once_and_what_was_there_stays(string before)
    {
        byte[] once = Into(Encoding.UTF8.GetBytes(before));
        Assert.StartsWith(before, Encoding.UTF8.GetString(once), StringComparison.Ordinal);
        Assert.Equal(once, Into(once));
        Assert.Equal(before.Contains('\r', StringComparison.Ordinal), Encoding.UTF8.GetString(once).EndsWith("-->\r\n", StringComparison.Ordinal));
    }

    [Fact]
    public void An_older_section_is_replaced_where_it_stands()
    {
        string text = "above\n<!-- hone-agent-instructions-v0: old -->\nold words\n" + AgentsSection.End + "\nbelow\n";
        Assert.Equal("above\n" + _section + "below\n", Encoding.UTF8.GetString(Into(Encoding.UTF8.GetBytes(text))));
    }

    [Theory]
    [InlineData("<!-- hone-agent-instructions-v1 -->\n", "no end")]
    [InlineData("<!-- end-hone-agent-instructions -->\n", "no beginning")]
    [InlineData("<!-- end-hone-agent-instructions -->\n<!-- hone-agent-instructions-v1 -->\n", "no end after it")]
    [InlineData("<!-- hone-agent-instructions-v1 -->\n<!-- hone-agent-instructions-v1 -->\n<!-- end-hone-agent-instructions -->\n", "two")]
    public void Markers_that_do_not_match_are_told_and_nothing_is_written(string text, string said)
    {
        Assert.Null(AgentsSection.Into(Encoding.UTF8.GetBytes(text), _section, out string? wrong));
        Assert.Contains(said, wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_outside_stay_whatever_they_are_and_a_second_time_changes_nothing() => Gen.Select(Gen.Byte.Array, Gen.Byte.Array).Sample(
        (before, after) =>
        {
            byte[] file = [.. before, (byte)'\n', .. Encoding.UTF8.GetBytes(_section), .. after];
            byte[] then = Into(file);
            byte[] ours = then[(before.Length + 1)..^after.Length];
            return then.AsSpan().StartsWith([.. before, (byte)'\n']) && then.AsSpan().EndsWith(after) && Encoding.UTF8.GetString(ours).ReplaceLineEndings("\n") == _section && Into(then).AsSpan().SequenceEqual(then);
        },
        iter: 300);

    private static byte[] Into(byte[] file) => AgentsSection.Into(file, _section, out string? wrong) ?? throw new InvalidOperationException(wrong);
}
