using Hone.Linux.Machines;

namespace Hone.Tests.Machines;

public sealed class ToolBoxTests
{
    [Fact]
    public void Every_tool_says_where_it_comes_from_and_what_it_gives()
    {
        IReadOnlyList<Tool> tools = ToolBox.Find();
        Assert.Contains(tools, tool => tool is { Name: "perf", Package: "linux-perf" });
        Assert.Contains(tools, tool => tool is { Name: "ctags", Package: "universal-ctags" });
        Assert.All(tools, tool =>
        {
            Assert.NotEmpty(tool.Gives);
            Assert.Equal(tool.Found, tool.Path is string path && File.Exists(path));
            Assert.Null(tool.Version);
        });
    }

    [Theory]
    [InlineData("git")]
    [InlineData("perf")]
    [InlineData("strace")]
    [InlineData("heaptrack")]
    [InlineData("valgrind")]
    [InlineData("ctags")]
    public void A_tool_states_its_version(string name)
    {
        Tool tool = ToolBox.WithVersion(ToolBox.Find().First(tool => tool.Name == name), CancellationToken.None);
        Assert.True(tool.Found, name + " is needed for this test");
        Assert.Matches(@"^\d+\.\d+", tool.Version);
    }

    [Fact]
    public void A_tool_that_is_not_there_is_left_as_it_is()
    {
        Tool missing = new("perf", null, null, "linux-perf", "CPU profiles");
        Assert.Same(missing, ToolBox.WithVersion(missing, CancellationToken.None));
    }

    [Theory]
    [InlineData("sleep 61")]
    [InlineData("echo no number here")]
    [InlineData("exit 1")]
    public void A_tool_that_does_not_say_keeps_no_version(string line)
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, "#!/bin/sh\n" + line + "\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Tool tool = new("git", file, null, "git", "the commit");
        Assert.Null(ToolBox.WithVersion(tool, CancellationToken.None).Version);
        File.Delete(file);
    }
}
