using CsCheck;
using Hone.Opportunities;

namespace Hone.Tests.Opportunities;

public sealed class SourceLinesTests
{
    [Theory]
    [InlineData("src/a.c:12-20", "src/a.c", 12, 20)]
    [InlineData("src/a.c:12", "src/a.c", 12, 12)]
    [InlineData("odd:name.c:1-2", "odd:name.c", 1, 2)]
    public void Lines_of_a_file_are_read(string text, string file, int first, int last) => Assert.Equal((file, first, last), SourceLines.Read(text));

    [Theory]
    [InlineData("src/a.c")]
    [InlineData(":1-2")]
    [InlineData("a.c:")]
    [InlineData("a.c:0-2")]
    [InlineData("a.c:3-2")]
    [InlineData("a.c:1-2-3")]
    [InlineData("a.c:-1")]
    [InlineData("a.c:1-99999999999")]
    public void What_names_no_lines_is_refused(string text) => Assert.Null(SourceLines.Read(text));

    [Fact]
    public void Any_text_is_read_or_refused() => Gen.String.Sample(text =>
    {
        if (SourceLines.Read(text) is var (file, first, last))
        {
            Assert.True(file.Length > 0 && first >= 1 && last >= first);
        }
    }, iter: 2000);
}
