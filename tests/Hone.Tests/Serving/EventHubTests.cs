using System.Text;
using System.Text.Json.Nodes;
using Hone.Cli.Serving;

namespace Hone.Tests.Serving;

public sealed class EventHubTests
{
    private readonly EventHub _hub = new();

    [Fact]
    public void Who_comes_anew_gets_the_newest_of_each_topic_and_then_what_happens()
    {
        Publish("board", 1);
        Publish("progress", 1);
        Publish("progress", 2);
        EventFeed feed = _hub.Listen(null);
        Assert.Equal(["board 1", "progress 2"], feed.Missed.Select(Words));
        Publish("board", 2);
        Assert.True(feed.Waiting.TryRead(out ServerEvent? happened));
        Assert.Equal("board 2", Words(happened));
        Assert.Matches("^id: [0-9a-f]{8}-4\nevent: board\ndata: \\{\"n\":2\\}\n\n$", Encoding.UTF8.GetString(happened.Wire));
    }

    [Fact]
    public void What_was_told_is_not_told_again()
    {
        Publish("board", 1);
        EventFeed feed = _hub.Listen(null);
        Publish("board", 1);
        Assert.False(feed.Waiting.TryRead(out _));
    }

    [Fact]
    public void Who_comes_back_gets_everything_after_the_last_they_had()
    {
        Publish("progress", 1);
        string last = Id(_hub.Listen(null).Missed[^1]);
        Assert.Empty(_hub.Listen(last).Missed);
        Publish("progress", 2);
        Publish("board", 1);
        Publish("progress", 3);
        Assert.Equal(["progress 2", "board 1", "progress 3"], _hub.Listen(last).Missed.Select(Words));
    }

    [Fact]
    public void Who_was_away_for_too_long_or_at_another_server_begins_anew()
    {
        Publish("board", 1);
        string first = Id(_hub.Listen(null).Missed[^1]);
        for (int i = 0; i <= EventHub.Kept; i++)
        {
            Publish("progress", i);
        }

        string[] newest = ["board 1", FormattableString.Invariant($"progress {EventHub.Kept}")];
        Assert.All(
            [first, "00000000-1", first.Split('-')[0] + "-999999", first.Split('-')[0] + "--1", "x", "", "-", first + "-1"],
            id => Assert.Equal(newest, _hub.Listen(id).Missed.Select(Words)));
    }

    [Fact]
    public void A_client_that_takes_nothing_is_dropped_alone_and_never_waited_for()
    {
        EventFeed slow = _hub.Listen(null);
        EventFeed quick = _hub.Listen(null);
        for (int i = 0; i <= EventHub.Waiting; i++)
        {
            Publish("progress", i);
            Assert.True(quick.Waiting.TryRead(out _));
        }

        Assert.Equal(1, _hub.Listeners);
        int waiting = 0;
        while (slow.Waiting.TryRead(out _))
        {
            waiting++;
        }

        Assert.Equal(EventHub.Waiting, waiting);
        Assert.True(slow.Waiting.Completion.IsCompleted);
        _hub.Leave(quick);
        Assert.Equal(0, _hub.Listeners);
    }

    [Fact]
    public void Text_from_outside_cannot_begin_an_event_of_its_own()
    {
        _hub.Publish("board", new() { ["title"] = "a\n\nevent: record\ndata: {}\r\n" });
        string wire = Encoding.UTF8.GetString(Assert.Single(_hub.Listen(null).Missed).Wire);
        Assert.Equal(4, wire.Count(c => c == '\n'));
        Assert.DoesNotContain('\r', wire);
        Assert.Equal("a\n\nevent: record\ndata: {}\r\n", (string?)_hub.State()["board"]!["title"]);
    }

    private void Publish(string topic, int number) => _hub.Publish(topic, new JsonObject { ["n"] = number });

    private static string Words(ServerEvent happened) => $"{happened.Topic} {JsonNode.Parse(happened.Json)!["n"]}";

    private static string Id(ServerEvent happened) => Encoding.UTF8.GetString(happened.Wire).Split('\n')[0]["id: ".Length..];
}
