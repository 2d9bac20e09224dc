using System.Text;
using Hone.Cli.Steps.Pages;

namespace Hone.Tests.Steps.Pages;

public sealed class PageSourcesTests
{
    [Theory]
    [InlineData("one\ntwo\n")]
    [InlineData("one\r\ntwo\r\n")]
    [InlineData("one\r\ntwo")]
    public void Lines_are_the_same_whichever_way_they_end(string file) => Assert.Equal(["one", "two"], PageSources.Lines(Encoding.UTF8.GetBytes(file)));
}
