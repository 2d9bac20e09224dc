using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>A repository whose work is tracked with br, or bd, by the built tool; the trackers are doubles (tests/fixtures/trackers/README.md).</summary>
public sealed class DrivenTrackerTests : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("hone-state-").FullName;

    private string? _fault;

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
    public void Its_own_program_is_driven_and_Hones_list_is_kept_where_somebody_wants_that(string program, string database)
    {
        _project.Write(database, "");

        // A PATH without the program is no choice of another tracker.
        Tool.Answer without = Tool.Run(_project.Path, new Dictionary<string, string?> { ["XDG_STATE_HOME"] = _state }, Tool.Program, "beads", "seed");
        Assert.True(without.ExitCode == 3 && without.Error.Contains("[tracker-program-missing]", StringComparison.Ordinal), without.ToString());
        Assert.False(File.Exists(_project.File(".hone/beads.jsonl")));
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
        Assert.Contains("[gate-of-epic]", Hone(2, "beads", "gate", "bd-driven", "--demand").Error, StringComparison.Ordinal);
        Assert.Contains("[tracker-refused]", Hone(1, "beads", "close", "matrix", "--reason", "7 rows").Error, StringComparison.Ordinal);
        Hone(0, "beads", "close", "baseline", "--reason", "30 runs, p50 12 ms");
        Assert.Contains("bd-driven.flamegraph", Hone(0, "beads", "ready").Output, StringComparison.Ordinal);

        Tool.Answer own = Tool.Run(_project.Path, new Dictionary<string, string?> { ["HONE_TRACKER"] = "own" }, Tool.Program, "beads", "seed");
        Assert.True(own.ExitCode == 0 && File.Exists(_project.File(".hone/beads.jsonl")), own.ToString());
    }

    [Fact]
    public void A_verdict_is_told_although_the_tracker_does_not_take_it()
    {
        _project.Write(".beads/beads.db", "");
        Hone(0, "beads", "seed");
        _fault = "ungated";
        Tool.Answer verdict = Hone(1, "beads", "gate", "baseline");
        Assert.Contains("bd-driven.baseline: does not pass", verdict.Output, StringComparison.Ordinal);
        Assert.Contains("the tracker was not told: 'br gate report", verdict.Output, StringComparison.Ordinal);
        JsonElement document = JsonDocument.Parse(Hone(1, "beads", "gate", "baseline", "--json").Output).RootElement;
        Assert.False(document.GetProperty("passes").GetBoolean());
        Assert.Contains("no gate is configured", document.GetProperty("done")[0].GetString(), StringComparison.Ordinal);
    }

    private Tool.Answer Hone(int exit, params string[] words)
    {
        Dictionary<string, string?> environment = new()
        {
            ["PATH"] = Path.Combine(Repository.Root, "tests/fixtures/trackers/bin") + ":" + Environment.GetEnvironmentVariable("PATH"),
            ["XDG_STATE_HOME"] = _state,
            ["DOUBLE_FAULT"] = _fault,
        };
        Tool.Answer answer = Tool.Run(_project.Path, environment, Tool.Program, words);
        Assert.True(answer.ExitCode == exit, answer.ToString());
        return answer;
    }
}
