using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>A repository whose work is tracked with br, or bd, by the built tool; the trackers are doubles (tests/fixtures/trackers/README.md).</summary>
public sealed class DrivenTrackerTests : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("hone-state-").FullName;

    private readonly ProjectFolder _project = new("""
        [project]
        name = "driven"
        [[workload]]
        name = "w"
        shell = "true"
        """);

    public void Dispose()
    {
        _project.Dispose();
        Directory.Delete(_state, recursive: true);
    }

    [Theory]
    [InlineData("br", ".beads/beads.db")]
    [InlineData("bd", ".beads/embeddeddolt/x")]
    public void Its_own_program_is_driven_where_there_is_one_and_Hones_list_is_kept_where_there_is_none(string program, string database)
    {
        _project.Write(database, "");
        Tool.Answer dry = Hone(0, "beads", "seed", "--dry-run");
        Assert.StartsWith("added bd-driven\n", dry.Output, StringComparison.Ordinal);
        Assert.Contains($"\n{program} create ", dry.Output, StringComparison.Ordinal);
        Hone(0, "beads", "seed");
        Assert.Contains("nothing to add", Hone(0, "beads", "seed").Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_project.File(".hone/beads.jsonl")));

        JsonElement claimed = JsonDocument.Parse(Hone(0, "beads", "claim", "--next", "--lease", "30m", "--json").Output).RootElement;
        Assert.Equal(program, claimed.GetProperty("file").GetString());
        Assert.Equal("bd-driven.baseline", claimed.GetProperty("beads")[0].GetProperty("name").GetString());
        Assert.True(claimed.GetProperty("beads")[0].GetProperty("leaseUntil").GetDateTimeOffset() > DateTimeOffset.UtcNow);
        Assert.Contains("does not pass", Hone(1, "beads", "gate", "baseline").Output, StringComparison.Ordinal);
        Assert.Contains("[tracker-refused]", Hone(1, "beads", "close", "matrix", "--reason", "7 rows").Error, StringComparison.Ordinal);
        Hone(0, "beads", "close", "baseline", "--reason", "30 runs, p50 12 ms");
        Assert.Contains("bd-driven.flamegraph", Hone(0, "beads", "ready").Output, StringComparison.Ordinal);

        Tool.Answer own = Tool.Run(_project.Path, new Dictionary<string, string?> { ["HONE_TRACKER"] = "own" }, Tool.Program, "beads", "seed");
        Assert.True(own.ExitCode == 0 && File.Exists(_project.File(".hone/beads.jsonl")), own.ToString());
    }

    private Tool.Answer Hone(int exit, params string[] words)
    {
        Dictionary<string, string?> environment = new()
        {
            ["PATH"] = Path.Combine(Repository.Root, "tests/fixtures/trackers/bin") + ":" + Environment.GetEnvironmentVariable("PATH"),
            ["XDG_STATE_HOME"] = _state,
        };
        Tool.Answer answer = Tool.Run(_project.Path, environment, Tool.Program, words);
        Assert.True(answer.ExitCode == exit, answer.ToString());
        return answer;
    }
}
