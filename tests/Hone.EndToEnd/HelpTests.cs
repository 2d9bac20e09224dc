namespace Hone.EndToEnd;

/// <summary>Help is read by people in a terminal and by agents through a pipe.</summary>
public sealed class HelpTests
{
    [Theory]
    [InlineData()]
    [InlineData("oracle")]
    [InlineData("change")]
    [InlineData("guard")]
    public void Commands_are_listed_a_line_each_with_their_first_sentence(params string[] command)
    {
        string[] lines = Tool.Hone(Path.GetTempPath(), [.. command, "--help"]).Output.Split('\n');
        string[] listed = [.. lines.SkipWhile(line => line != "Commands:").Skip(1).TakeWhile(line => line.Length > 0)];
        Assert.True(listed.Length >= 4, string.Join('\n', lines));
        Assert.All(listed, line => Assert.InRange(line.TrimEnd().Length, 20, 400));
        Assert.All(listed, line => Assert.Matches("^  [a-z-]+", line));
    }

    [Fact]
    public void The_whole_description_stays_in_the_commands_own_help()
    {
        string help = Tool.Hone(Path.GetTempPath(), "run", "--help").Output;
        Assert.Contains("Example: hone run --if-due", help, StringComparison.Ordinal);
    }
}
