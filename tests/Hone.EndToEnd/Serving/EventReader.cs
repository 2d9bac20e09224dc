using System.Text.Json;

namespace Hone.EndToEnd.Serving;

/// <summary>A stream of server-sent events, as a client reads it.</summary>
internal sealed class EventReader(HttpResponseMessage answer, StreamReader reader) : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>One event.</summary>
    public sealed record Event(string Id, string Topic, JsonElement Data)
    {
        public long Number => long.Parse(Id.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    public static async Task<EventReader> Open(HttpClient client, string? lastId = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/events");
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new(answer, new(await answer.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next event; longer than half a minute is a failure.</summary>
    public async Task<Event> Next()
    {
        string id = "", topic = "", data = "";
        while (await reader.ReadLineAsync().WaitAsync(_patience) is string line)
        {
            if (line.Length == 0 && data.Length > 0)
            {
                return new(id, topic, JsonDocument.Parse(data).RootElement);
            }

            (id, topic, data) = line.Split(": ", 2) is [string field, string value]
                ? (field == "id" ? value : id, field == "event" ? value : topic, field == "data" ? value : data)
                : (id, topic, data);
        }

        throw new EndOfStreamException("the server ended the stream");
    }

    /// <summary>The next event that is of a topic and as it should be.</summary>
    public async Task<Event> Until(string topic, Func<JsonElement, bool> isIt)
    {
        while (true)
        {
            Event next = await Next();
            if (next.Topic == topic && isIt(next.Data))
            {
                return next;
            }
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        answer.Dispose();
    }
}
