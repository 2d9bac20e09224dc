using System.Text.Json;

namespace Hone.EndToEnd;

public sealed class SelfTestTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-selftest-").FullName;

    [Fact]
    public void A_small_self_test_finds_what_was_planted_and_its_export_gives_the_same_rows()
    {
        Tool.Answer ran = Tool.Hone(_folder, "selftest", "--comparisons", "2", "--effect", "0,100%", "--metric", "cpu", "--commands", "loop,sort", "--time-budget", "4s", "--work", "5ms", "--peers", "--export", "trials.jsonl", "--json");
        Assert.True(ran.ExitCode == 0, ran.ToString());
        JsonElement run = JsonDocument.Parse(ran.Output).RootElement;
        Assert.True(run.GetProperty("holds").GetBoolean());
        JsonElement planted = run.GetProperty("real").EnumerateArray().Single(row => row.GetProperty("effect").GetDouble() == 1);
        Assert.Equal(2, planted.GetProperty("comparisons").GetInt32());
        Assert.Equal(2, planted.GetProperty("found").GetInt32());
        Assert.Equal(12, run.GetProperty("peers").GetArrayLength());

        Tool.Answer again = Tool.Hone(_folder, "selftest", "--read", "trials.jsonl", "--metric", "cpu", "--json");
        Assert.Equal(run.GetProperty("real").GetRawText(), JsonDocument.Parse(again.Output).RootElement.GetProperty("real").GetRawText());
    }

    [Fact]
    public void Interrupted_it_prints_what_there_is()
    {
        string export = Path.Combine(_folder, "trials.jsonl");
        using Tool.Running running = Tool.Start(_folder, new Dictionary<string, string?>(), Tool.Program, "selftest", "--effect", "0", "--commands", "sort", "--time-budget", "200ms", "--comparisons", "100000", "--export", export);
        for (int i = 0; i < 600 && !(File.Exists(export) && new FileInfo(export).Length > 0); i++)
        {
            Thread.Sleep(100);
        }

        _ = Tool.Run(_folder, "kill", "-TERM", running.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Tool.Answer answer = running.Wait(TimeSpan.FromMinutes(2));
        Assert.True(answer.ExitCode == 143, answer.ToString());
        Assert.Contains("false alarms on wall: ", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--effect", "150%")]
    [InlineData("--metric", "speed")]
    [InlineData("--time-budget", "2")]
    [InlineData("--parallel", "0")]
    [InlineData("--commands", "nosuch")]
    [InlineData("--read", "nosuch")]
    public void What_cannot_be_done_is_said_without_a_crash(string option, string value)
    {
        Tool.Answer answer = Tool.Hone(_folder, "selftest", option, value, "--comparisons", "1");
        Assert.True(answer.ExitCode is 2 or 3, answer.ToString());
        Assert.StartsWith("hone: ", answer.Error, StringComparison.Ordinal);
        Assert.Empty(answer.Output);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
