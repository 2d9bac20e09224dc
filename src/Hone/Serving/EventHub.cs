using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Hone.Cli.Serving;

/// <summary>
/// Tells all clients what changes. Each event holds the whole state of its topic, so that the newest of each is all that somebody needs who
/// comes anew; who comes back says which one they had last and gets those after it.
/// </summary>
internal sealed class EventHub
{
    /// <summary>How many events are kept for those who come back.</summary>
    public const int Kept = 256;

    /// <summary>How many events wait for one client.</summary>
    public const int Waiting = 64;

    private readonly string _server = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    private readonly Lock _gate = new();
    private readonly Queue<ServerEvent> _kept = new();
    private readonly SortedDictionary<string, ServerEvent> _latest = new(StringComparer.Ordinal);
    private readonly HashSet<EventFeed> _feeds = [];
    private long _last;

    /// <summary>The clients that listen.</summary>
    public int Listeners
    {
        get
        {
            lock (_gate)
            {
                return _feeds.Count;
            }
        }
    }

    /// <summary>Tells what a topic is like now; nothing is told that was told already.</summary>
    public void Publish(string topic, JsonObject state)
    {
        string json = state.ToJsonString();
        lock (_gate)
        {
            if (_latest.TryGetValue(topic, out ServerEvent? before) && before.Json == json)
            {
                return;
            }

            ServerEvent happened = ServerEvent.Of(_server, ++_last, topic, json);
            _latest[topic] = happened;
            _kept.Enqueue(happened);
            if (_kept.Count > Kept)
            {
                _kept.Dequeue();
            }

            _feeds.RemoveWhere(feed => !feed.Offer(happened));
        }
    }

    /// <summary>What each topic is like now, as one document.</summary>
    public JsonObject State()
    {
        lock (_gate)
        {
            JsonObject state = new() { ["schema"] = "hone.live/1" };
            foreach ((string topic, ServerEvent latest) in _latest)
            {
                state[topic] = JsonNode.Parse(latest.Json);
            }

            return state;
        }
    }

    /// <summary>Listens.</summary>
    /// <param name="lastId">The id of the last event that the client had (Last-Event-ID); null for none.</param>
    public EventFeed Listen(string? lastId)
    {
        lock (_gate)
        {
            EventFeed feed = new(Missed(lastId), Waiting);
            _feeds.Add(feed);
            return feed;
        }
    }

    /// <summary>The client has gone.</summary>
    public void Leave(EventFeed feed)
    {
        lock (_gate)
        {
            _feeds.Remove(feed);
        }

        feed.End();
    }

    private IReadOnlyList<ServerEvent> Missed(string? lastId)
    {
        if (lastId?.Split('-') is [string server, string digits] && server == _server
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long last) && last <= _last && last >= _last - _kept.Count)
        {
            return [.. _kept.Where(happened => happened.Number > last)];
        }

        return [.. _latest.Values.OrderBy(latest => latest.Number)];
    }
}
