using System.Text.Json.Nodes;
using Hone.Cli.Serving;
using Hone.Cli.Steps.Working;
using Hone.Linux.Storage;

namespace Hone.Tests.Serving;

public sealed class LiveWatchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-test-").FullName;
    private readonly EventHub _hub = new();
    private readonly LiveWatch _watch;

    public LiveWatchTests()
    {
        File.WriteAllText(Path.Combine(_folder, "hone.toml"), "[project]\nname = \"watched\"\n[[workload]]\nname = \"day\"\ncommand = [\"true\"]\n");
        new StateFolder(_folder).Create();
        _watch = new(_folder, _hub, CancellationToken.None);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_project_at_rest_says_each_thing_once()
    {
        _watch.Look();
        JsonObject state = _hub.State();
        Assert.Equal("watched", (string?)state["board"]!["project"]);
        Assert.Null(state["progress"]!["running"]);
        Assert.All(["record", "board", "agents"], topic => Assert.Null(state[topic]!["problem"]));
        EventFeed feed = _hub.Listen(null);
        _watch.Look();
        Assert.False(feed.Waiting.TryRead(out _));
    }

    [Fact]
    public void A_ledger_that_is_none_and_a_manifest_that_is_broken_are_told_until_they_are_put_right()
    {
        string path = Path.Combine(_folder, "hone.toml");
        string manifest = File.ReadAllText(path);
        File.WriteAllText(path, "[project\n");
        _watch.Look();
        Assert.Contains("hone.toml", (string?)_hub.State()["board"]!["problem"], StringComparison.Ordinal);
        Assert.Null(_hub.State()["record"]!["problem"]);
        File.WriteAllText(path, manifest);
        File.WriteAllText(Path.Combine(_folder, ".hone/ledger.jsonl"), "{\"seq\":1}\n");
        _watch.Look();
        Assert.Contains("the ledger was altered", (string?)_hub.State()["record"]!["problem"], StringComparison.Ordinal);
        File.Delete(Path.Combine(_folder, ".hone/ledger.jsonl"));
        _watch.Look();
        Assert.Null(_hub.State()["record"]!["problem"]);
        Assert.Null(_hub.State()["board"]!["problem"]);
    }

    [Fact]
    public void A_command_at_work_is_seen_and_its_end_too()
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using (ProgressFile file = new(new(_folder), "run", now))
        {
            file.Tell(new(2, 8, "build", now, "make", 0, null), now);
            _watch.Look();
            Assert.True(_watch.IsBusy);
            Assert.Equal(("run", 2, "make"), Running());
        }

        _watch.Look();
        Assert.False(_watch.IsBusy);
        Assert.Null(_hub.State()["progress"]!["running"]);
    }

    [Fact]
    public void A_hone_work_that_is_alive_is_seen_and_one_that_is_dead_is_not()
    {
        string marks = WorkClaims.Folder(_folder);
        AliveMark.Begin(marks, "dead0000").Dispose();
        using (AliveMark.Begin(marks, "a1b2c3d4"))
        {
            _watch.Look();
            Assert.Equal(["a1b2c3d4"], _hub.State()["agents"]!["runs"]!.AsArray().Select(run => (string?)run!["run"]));
        }

        _watch.Look();
        Assert.Empty(_hub.State()["agents"]!["runs"]!.AsArray());
        Directory.Delete(marks, recursive: true);
    }

    private (string? Command, int Step, string? Text) Running() => _hub.State()["progress"]!["running"] is JsonNode running ? ((string?)running["command"], (int)running["step"]!, (string?)running["text"]) : default;
}
