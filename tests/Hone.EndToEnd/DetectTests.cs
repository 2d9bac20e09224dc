using System.Globalization;
using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary><c>hone detect</c> on files, pipes and growing histories.</summary>
public sealed class DetectTests : IDisposable
{
    private readonly ProjectFolder _folder = new(git: false);

    [Fact]
    public void Json_has_the_changes_and_nothing_else_is_printed()
    {
        _folder.Write("runs.csv", "commit,ms,kb\n" + string.Concat(Enumerable.Range(0, 60).Select(i => string.Create(CultureInfo.InvariantCulture, $"c{i},{(i < 40 ? 100 : 120) + (i * 7 % 5)},{i}\n"))));
        Tool.Answer answer = _folder.Hone("detect", "runs.csv", "--column", "ms", "--label", "commit", "--json");
        Assert.True(answer is { ExitCode: 0, Error: "" }, answer.ToString());
        JsonElement document = JsonDocument.Parse(answer.Output).RootElement;
        Assert.Equal("hone.detect/1", document.GetProperty("schema").GetString());
        Assert.Equal(60, document.GetProperty("points").GetInt32());
        JsonElement change = Assert.Single(document.GetProperty("changePoints").EnumerateArray());
        Assert.Equal(40, change.GetProperty("index").GetInt32());
        Assert.Equal("c40", change.GetProperty("label").GetString());
        Assert.Equal("holds", change.GetProperty("state").GetString());
        Assert.InRange(change.GetProperty("before").GetDouble(), 100, 104);
        Assert.InRange(change.GetProperty("after").GetDouble(), 120, 124);
        Assert.InRange(change.GetProperty("interval").GetProperty("low").GetDouble(), 0.1, change.GetProperty("effect").GetDouble());
        Assert.True(change.GetProperty("evidence").GetProperty("statistic").GetDouble() > change.GetProperty("evidence").GetProperty("limit").GetDouble());
    }

    [Fact]
    public void Exit_codes_say_what_was_found()
    {
        string step = string.Join('\n', Enumerable.Repeat(100, 20).Concat(Enumerable.Repeat(120, 20)));
        _folder.Write("step.txt", step);
        _folder.Write("few.txt", "1\n2\n3\n");
        Assert.Equal(0, _folder.Hone("detect", "step.txt").ExitCode);
        Assert.Equal(1, _folder.Hone("detect", "step.txt", "--exit-code").ExitCode);
        Assert.Equal(1, _folder.Hone("detect", "step.txt", "--exit-code", "--better", "lower").ExitCode);
        Assert.Equal(0, _folder.Hone("detect", "step.txt", "--exit-code", "--better", "higher").ExitCode);
        Assert.Equal(0, _folder.Hone("detect", "step.txt", "--exit-code", "--min-effect", "30%").ExitCode);
        Assert.Equal(4, _folder.Hone("detect", "few.txt").ExitCode);
        Tool.Answer missing = _folder.Hone("detect", "nothing.txt");
        Assert.True(missing.ExitCode == 2 && missing.Error.Contains("nothing.txt: there is no such file [series-unreadable]", StringComparison.Ordinal), missing.ToString());
    }

    [Fact]
    public void A_history_grows_run_by_run_and_alarms_once()
    {
        _folder.Write("first.txt", string.Join('\n', Enumerable.Range(0, 40).Select(i => 100 + (i * 7 % 5))));
        Tool.Answer began = _folder.Hone("detect", "first.txt", "--append", "p50.state");
        Assert.True(began.ExitCode == 0 && began.Output.Contains("a new history of 40 points", StringComparison.Ordinal), began.ToString());
        int alarms = 0;
        for (int i = 0; i < 8; i++)
        {
            _folder.Write("next.txt", (130 + (i * 7 % 5)).ToString(CultureInfo.InvariantCulture));
            Tool.Answer answer = _folder.Hone("detect", "next.txt", "--append", "p50.state", "--exit-code", "--json");
            JsonElement document = JsonDocument.Parse(answer.Output).RootElement;
            Assert.Equal(41 + i, document.GetProperty("points").GetInt64());
            if (answer.ExitCode == 1)
            {
                alarms++;
                Assert.Equal(40, Assert.Single(document.GetProperty("changePoints").EnumerateArray()).GetProperty("index").GetInt64());
            }
        }

        Assert.Equal(1, alarms);
        _folder.Write("p50.state", "{}");
        Tool.Answer bad = _folder.Hone("detect", "next.txt", "--append", "p50.state");
        Assert.True(bad.ExitCode == 2 && bad.Error.Contains("[state-unreadable]", StringComparison.Ordinal), bad.ToString());
    }

    [Fact]
    public void A_pipe_is_read()
    {
        Tool.Answer answer = Tool.Run(_folder.Path, "sh", "-c", $"(yes 5 | head -30; yes 6 | head -30) | '{Tool.Program}' detect");
        Assert.True(answer.ExitCode == 0 && answer.Output.Contains("60 points", StringComparison.Ordinal) && answer.Output.Contains("30", StringComparison.Ordinal), answer.ToString());
    }

    public void Dispose() => _folder.Dispose();
}
