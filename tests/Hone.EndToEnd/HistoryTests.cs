using System.Globalization;
using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary><c>hone history</c> on real repositories.</summary>
public sealed class HistoryTests : IDisposable
{
    private const string Manifest = """
        [project]
        name = "past"
        [[workload]]
        name = "day"
        command = ["/bin/true"]
        runs = 6
        warmups = 0
        """;

    private readonly ProjectFolder _folder = new(Manifest);

    [Fact]
    public void A_baseline_adds_an_entry_at_its_commit_and_nothing_to_the_working_tree()
    {
        Assert.Equal(4, _folder.Hone("history").ExitCode);
        Assert.Equal(0, _folder.Hone("baseline").ExitCode);
        JsonElement document = Json(_folder.Hone("history", "--json"));
        Assert.Equal("hone.history/1", document.GetProperty("schema").GetString());
        JsonElement wall = document.GetProperty("series").EnumerateArray().First(series => series.GetProperty("metric").GetString() == "wall");
        Assert.Equal("ns", wall.GetProperty("unit").GetString());
        JsonElement point = Assert.Single(wall.GetProperty("points").EnumerateArray());
        Assert.Equal(Tool.Run(_folder.Path, "git", "rev-parse", "HEAD").Output.Trim(), point.GetProperty("commit").GetString());
        Assert.DoesNotContain("hone/", Tool.Run(_folder.Path, "git", "branch", "-a").Output, StringComparison.Ordinal);
        string line = _folder.Hone("history", "export", "--format", "jsonl").Output;
        Assert.Contains("\"kernel\":", line, StringComparison.Ordinal);
        Assert.Equal("# EOF", _folder.Hone("history", "export", "--format", "openmetrics").Output.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public void A_loss_in_imported_results_is_an_incident_and_a_gate()
    {
        for (int i = 0; i < 24; i++)
        {
            _folder.Write("note.txt", i.ToString(CultureInfo.InvariantCulture));
            _folder.Commit("change " + i);
            double seconds = (i < 12 ? 0.100 : 0.115) + (0.0004 * (i * 7 % 5));
            System.IO.File.WriteAllText("/tmp/" + Path.GetFileName(_folder.Path) + ".json", FormattableString.Invariant($$"""{"results":[{"command":"day","mean":{{seconds}},"median":{{seconds}},"user":0.01,"system":0.01}]}"""));
            Tool.Answer imported = _folder.Hone("history", "import", "--commit", "HEAD", "/tmp/" + Path.GetFileName(_folder.Path) + ".json");
            Assert.True(imported.ExitCode == 0 && imported.Output.Contains("1 new in the history", StringComparison.Ordinal), imported.ToString());
        }

        Tool.Answer again = _folder.Hone("history", "import", "--commit", "HEAD", "/tmp/" + Path.GetFileName(_folder.Path) + ".json");
        Assert.Contains("0 new in the history", again.Output, StringComparison.Ordinal);
        System.IO.File.Delete("/tmp/" + Path.GetFileName(_folder.Path) + ".json");
        Tool.Answer shown = _folder.Hone("history", "--metric", "wall", "--exit-code");
        Assert.True(shown.ExitCode == 1, shown.ToString());
        Assert.Equal(0, _folder.Hone("history", "--metric", "wall", "--exit-code", "--min-effect", "40%").ExitCode);
        JsonElement incident = Assert.Single(Json(_folder.Hone("history", "--metric", "wall", "--json")).GetProperty("incidents").EnumerateArray());
        Assert.Equal(Tool.Run(_folder.Path, "git", "rev-parse", "HEAD~11").Output.Trim(), incident.GetProperty("upTo").GetString());
        Assert.True(incident.GetProperty("openLoss").GetBoolean());
    }

    [Fact]
    public void Two_clones_exchange_what_they_measured()
    {
        string remote = Directory.CreateTempSubdirectory("hone-e2e-").FullName;
        string other = Directory.CreateTempSubdirectory("hone-e2e-").FullName;
        try
        {
            Assert.Equal(0, Tool.Run(remote, "git", "init", "-q", "--bare", ".").ExitCode);
            _folder.Git("remote", "add", "origin", remote);
            _folder.Git("push", "-q", "origin", "HEAD");
            Assert.Equal(0, Tool.Run("/", "git", "clone", "-q", remote, other).ExitCode);
            Assert.Equal(0, _folder.Hone("baseline").ExitCode);
            Assert.Equal(0, Tool.Hone(other, "baseline").ExitCode);
            Assert.True(Json(_folder.Hone("history", "sync", "origin", "--json")).GetProperty("pushed").GetBoolean());
            Assert.Equal(1, Json(Tool.Hone(other, "history", "sync", "origin", "--json")).GetProperty("fetched").GetInt32());
            Assert.Equal(1, Json(_folder.Hone("history", "sync", "origin", "--json")).GetProperty("fetched").GetInt32());
            string here = _folder.Hone("history", "export").Output;
            Assert.Equal(2, here.Split('\n').Count(line => line.Contains(",wall,", StringComparison.Ordinal)));
            Assert.Equal(here, Tool.Hone(other, "history", "export").Output);
        }
        finally
        {
            Directory.Delete(remote, recursive: true);
            Directory.Delete(other, recursive: true);
        }
    }

    [Fact]
    public void A_database_that_is_away_fails_no_baseline_and_is_told()
    {
        Dictionary<string, string?> away = new() { ["HONE_HISTORY"] = "postgresql://nobody:secret@127.0.0.1:1/none" };
        Tool.Answer baseline = Tool.Run(_folder.Path, away, Tool.Program, "baseline");
        Assert.True(baseline.ExitCode == 0 && baseline.Error.Contains("1 delivery waits for it", StringComparison.Ordinal), baseline.ToString());
        Tool.Answer shown = Tool.Run(_folder.Path, away, Tool.Program, "history");
        Assert.True(shown.ExitCode == 0 && shown.Output.Contains("1 delivery waits for the shared database", StringComparison.Ordinal), shown.ToString());
        Assert.DoesNotContain("secret", baseline.Error + shown.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static JsonElement Json(Tool.Answer answer)
    {
        Assert.True(answer.ExitCode == 0, answer.ToString());
        return JsonDocument.Parse(answer.Output).RootElement;
    }
}
