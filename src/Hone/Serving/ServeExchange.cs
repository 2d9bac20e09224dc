using System.Globalization;
using System.Net;
using System.Text;
using Hone.Cli.Http;
using Hone.Problems;

namespace Hone.Cli.Serving;

/// <summary>One request and its answer.</summary>
/// <param name="gate">Lets it in.</param>
/// <param name="hub">What happens.</param>
/// <param name="report">The report page.</param>
/// <param name="isBusy">Whether a phase is being measured.</param>
/// <param name="serving">Ends what lasts.</param>
internal sealed class ServeExchange(ServeGate gate, EventHub hub, LiveReport report, Func<bool> isBusy, CancellationToken serving)
{
    private const string PlainText = "text/plain; charset=utf-8";

    private static readonly TimeSpan _pulse = TimeSpan.FromSeconds(15);
    private static readonly byte[] _retry = "retry: 2000\n\n"u8.ToArray();

    /// <summary>Answers it.</summary>
    public async Task Handle(HttpListenerContext context)
    {
        HttpListenerRequest request = context.Request;
        HttpListenerResponse response = context.Response;
        response.Headers["Cache-Control"] = "no-store";
        response.Headers["X-Content-Type-Options"] = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (gate.Refuse(RequestHead.Of(request)) is Refusal refusal)
        {
            await Refuse(response, refusal).ConfigureAwait(false);
            return;
        }

        switch (request.Url!.AbsolutePath)
        {
            case ServeGate.Shell:
                response.Headers["Content-Security-Policy"] = LiveShell.Policy;
                await Write(response, "text/html; charset=utf-8", LiveShell.Page).ConfigureAwait(false);
                break;
            case ServeGate.State:
                await Write(response, "application/json", Encoding.UTF8.GetBytes(hub.State().ToJsonString() + "\n")).ConfigureAwait(false);
                break;
            case ServeGate.Report:
                await Report(response, fresh: request.QueryString["fresh"] == "1").ConfigureAwait(false);
                break;
            default:
                await Events(response, request.Headers["Last-Event-ID"]).ConfigureAwait(false);
                break;
        }
    }

    private async Task Report(HttpListenerResponse response, bool fresh)
    {
        LiveReport.Answer answer = await report.Read(isBusy(), fresh).ConfigureAwait(false);
        if (answer.Page is null)
        {
            response.StatusCode = 503;
            await Write(response, PlainText, Encoding.UTF8.GetBytes(answer.Why + "\n")).ConfigureAwait(false);
            return;
        }

        response.Headers["X-Hone-Behind"] = answer.IsBehind ? "1" : "0";
        response.Headers["Age"] = ((long)answer.Age.TotalSeconds).ToString(CultureInfo.InvariantCulture);

        // Opened by itself, it has no origin either.
        response.Headers["Content-Security-Policy"] = "sandbox allow-scripts";
        await Write(response, "text/html; charset=utf-8", answer.Page).ConfigureAwait(false);
    }

    private async Task Events(HttpListenerResponse response, string? lastId)
    {
        response.ContentType = "text/event-stream";
        response.SendChunked = true;
        await Tell(new(response.OutputStream, _pulse, Exchange.Patience), hub, lastId, serving).ConfigureAwait(false);
    }

    /// <summary>Tells a client what happens until it has gone, was dropped or takes nothing any more.</summary>
    public static async Task Tell(ReplyStream reply, EventHub hub, string? lastId, CancellationToken serving)
    {
        EventFeed feed = hub.Listen(lastId);
        try
        {
            await using (reply.ConfigureAwait(false))
            {
                await Send(reply, feed, serving).ConfigureAwait(false);
            }
        }
        catch (Exception) when (reply.IsStuck)
        {
            // Whichever write noticed it: a comment's ends the waiting for events, an event's fails. The end of a body waits for the client, too: it is broken off instead.
            throw new ProblemException(Exchange.Stuck);
        }
        finally
        {
            hub.Leave(feed);
        }
    }

    private static async Task Send(ReplyStream reply, EventFeed feed, CancellationToken serving)
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(serving, reply.Gone);
        await reply.WriteAsync((byte[])[.. _retry, .. feed.Missed.SelectMany(happened => happened.Wire)], over.Token).ConfigureAwait(false);
        await reply.FlushAsync(over.Token).ConfigureAwait(false);
        List<byte> bytes = [];
        while (await feed.Waiting.WaitToReadAsync(over.Token).ConfigureAwait(false))
        {
            bytes.Clear();
            while (feed.Waiting.TryRead(out ServerEvent? happened))
            {
                bytes.AddRange(happened.Wire);
            }

            await reply.WriteAsync(bytes.ToArray(), over.Token).ConfigureAwait(false);
        }
    }

    private static async Task Refuse(HttpListenerResponse response, Refusal refusal)
    {
        response.StatusCode = refusal.Status;

        // What is left of a body that nobody wants is not read: the connection ends instead.
        response.KeepAlive = false;
        if (refusal.Status == 401)
        {
            response.Headers["WWW-Authenticate"] = "Bearer";
        }
        else if (refusal.Status == 405)
        {
            response.Headers["Allow"] = "GET";
        }

        await Write(response, PlainText, Encoding.UTF8.GetBytes(refusal.Why + "\n")).ConfigureAwait(false);
    }

    private static Task Write(HttpListenerResponse response, string type, byte[] body)
    {
        response.ContentType = type;
        return Exchange.Write(response, body);
    }
}
