using System.Text.Json.Nodes;
using Hone.Beads;
using Hone.Cli.Serving;
using Hone.Cli.Steps;

namespace Hone.Tests.Serving;

public sealed class LiveBoardTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 28, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_bead_stands_in_the_column_of_what_can_be_done_about_it()
    {
        BeadView[] beads =
        [
            Bead("waits", BeadStatus.Open),
            Bead("ready", BeadStatus.Open, isReady: true),
            Bead("claimed", BeadStatus.InProgress, who: "tester"),
            Bead("stale", BeadStatus.InProgress, who: "gone", lease: _now.AddHours(-1), isReady: true),
            Bead("closed", BeadStatus.Closed, who: "tester"),
            Bead("deleted", BeadStatus.Tombstone),
        ];
        JsonArray board = LiveBoard.Of(beads, _now)["beads"]!.AsArray();
        Assert.Equal(
            ["claimed:claimed:tester", "closed:closed:", "closed:deleted:", "ready:ready:", "ready:stale:", "waiting:waits:"],
            board.Select(bead => $"{bead!["column"]}:{bead["name"]}:{bead["who"]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_many_that_are_closed_the_latest_are_shown_and_the_rest_counted()
    {
        JsonObject board = LiveBoard.Of([.. Enumerable.Range(0, 150).Select(i => Bead(FormattableString.Invariant($"b{i}"), BeadStatus.Closed, closed: _now.AddMinutes(i)))], _now);
        Assert.Equal((100, "b149", 50), (board["beads"]!.AsArray().Count, (string?)board["beads"]![0]!["name"], (int)board["more"]!));
    }

    [Fact]
    public void An_agent_is_at_work_with_the_beads_that_its_run_holds()
    {
        BeadView[] beads = [Bead("one", BeadStatus.InProgress, who: "claude-1.0a0b0c0d"), Bead("other", BeadStatus.InProgress, who: "tester"), Bead("done", BeadStatus.Closed, who: "claude-2.0a0b0c0d")];
        JsonArray runs = LiveBoard.Agents(["0a0b0c0d", "ffffffff"], beads, _now);
        Assert.Equal("claude-1.0a0b0c0d: one", string.Join(", ", runs[0]!["agents"]!.AsArray().Select(agent => $"{agent!["name"]}: {agent["bead"]}")));
        Assert.Empty(runs[1]!["agents"]!.AsArray());
    }

    [Fact]
    public void Titles_are_printable_and_short()
    {
        JsonNode bead = LiveBoard.Of([Bead("one", BeadStatus.Open) with { Bead = new() { Id = "one", Title = "\u202e\u001b[31m" + new string('w', 1 << 20) } }], _now)["beads"]![0]!;
        string title = (string)bead["title"]!;
        Assert.InRange(title.Length, 1, 400);
        Assert.DoesNotContain('\u202e', title);
        Assert.DoesNotContain('\u001b', title);
    }

    private static BeadView Bead(string name, string status, string? who = null, DateTimeOffset? lease = null, DateTimeOffset? closed = null, bool isReady = false) =>
        new(new() { Id = name, Title = name, Status = status, Assignee = who, LeaseUntil = lease, ClosedAt = closed }, name, IsProfiling: false, isReady);
}
