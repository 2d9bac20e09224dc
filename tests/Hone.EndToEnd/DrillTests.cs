using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>
/// The tricks that need no build and no timing, through the tool. An example takes two minutes, so a run of all tests plays every
/// other one in one language; HONE_DRILL=all plays all of them in all three, and <c>hone drill examples</c> plays every trick.
/// </summary>
public sealed class DrillTests
{
    private static readonly string _examples = Path.Combine(Repository.Root, "examples");

    [Theory]
    [InlineData("routes")]
    [InlineData("logreport")]
    [InlineData("wordfreq")]
    public void Every_quick_trick_is_caught_by_the_rule_meant_for_it(string example)
    {
        bool isWhole = Environment.GetEnvironmentVariable("HONE_DRILL") == "all";
        Assert.SkipUnless(example == "routes" || isWhole, "HONE_DRILL=all");
        string[] chosen = [.. JsonDocument.Parse(Tool.Hone(Repository.Root, "drill", "--list", "--json").Output).RootElement.GetProperty("tricks").EnumerateArray()
            .Where(trick => trick.GetProperty("cost").GetString() == "quick" && trick.GetProperty("rules").TryGetProperty(example, out _))
            .Where((_, i) => isWhole || i % 2 == 0)
            .SelectMany(trick => new[] { "--only", trick.GetProperty("trick").GetString()! })];
        Tool.Answer answer = Tool.Hone(Repository.Root, ["drill", .. chosen, "--example", example, "--json", _examples]);
        JsonElement drill = JsonDocument.Parse(answer.Output).RootElement;
        Assert.Equal("hone.drill/1", drill.GetProperty("schema").GetString());
        JsonElement[] rows = [.. drill.GetProperty("rows").EnumerateArray()];
        Assert.Equal(chosen.Length / 2, rows.Length);
        Assert.True(rows.Length >= (isWhole ? 50 : 25), $"{rows.Length} tricks");
        Assert.All(rows, row => Assert.True(
            row.GetProperty("caughtBy").GetString() == row.GetProperty("expectedRule").GetString(), $"{row.GetProperty("trick")}: expected {row.GetProperty("expectedRule")}, {row.GetProperty("caughtBy")}: {row.GetProperty("measured")}"));
        Assert.True(answer.ExitCode == 0, answer.Error);
    }

    [Fact]
    public void The_list_names_each_trick_and_its_rule()
    {
        Tool.Answer answer = Tool.Hone(Repository.Root, "drill", "--list", "--json");
        Assert.Equal(0, answer.ExitCode);
        JsonElement[] tricks = [.. JsonDocument.Parse(answer.Output).RootElement.GetProperty("tricks").EnumerateArray()];
        Assert.True(tricks.Length >= 30);
        Assert.Contains(tricks, trick => trick.GetProperty("trick").GetString() == "hard-coded-input" && trick.GetProperty("rules").GetProperty("routes").GetString() == "hard-coded-input");
    }

    [Fact]
    public void What_is_not_there_is_named()
    {
        Tool.Answer unknown = Tool.Hone(Repository.Root, "drill", "--only", "no-such-trick", "--json", _examples);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Equal("unknown-trick", JsonDocument.Parse(unknown.Output).RootElement.GetProperty("rule").GetString());
        Tool.Answer nowhere = Tool.Hone(Repository.Root, "drill", "--json", Path.Combine(Repository.Root, "docs"));
        Assert.Equal(2, nowhere.ExitCode);
        Assert.Equal("no-examples", JsonDocument.Parse(nowhere.Output).RootElement.GetProperty("rule").GetString());
    }
}
