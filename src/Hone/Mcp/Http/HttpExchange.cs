using System.Net;
using System.Text.Json.Nodes;
using Hone.Cli.Http;
using Hone.Cli.Mcp.Messages;
using Hone.Problems;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Hone.Cli.Mcp.Http;

/// <summary>One request over HTTP and its answer (MCP specification, transports, Streamable HTTP).</summary>
/// <param name="gate">Lets it in.</param>
/// <param name="sessions">The clients.</param>
internal sealed class HttpExchange(RequestGate gate, HttpSessions sessions)
{
    private const string SessionHeader = "Mcp-Session-Id";
    private const string VersionHeader = "MCP-Protocol-Version";

    // Later versions have no sessions; a client of one is told which there are, and falls back to its initialize.
    private static readonly string[] _versions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"];
    private static readonly TimeSpan _pulse = TimeSpan.FromSeconds(15);

    /// <summary>Answers it.</summary>
    public async Task Handle(HttpListenerContext context)
    {
        HttpListenerRequest request = context.Request;
        if (gate.Refuse(RequestHead.Of(request)) is Refusal refusal)
        {
            await Refuse(context, refusal.Status, null, McpErrorCode.InvalidRequest, refusal.Why).ConfigureAwait(false);
            return;
        }

        string? id = request.Headers[SessionHeader];
        if (request.HttpMethod == "DELETE")
        {
            context.Response.StatusCode = id is not null && await sessions.End(id).ConfigureAwait(false) ? 204 : 404;
            return;
        }

        if (await Body(request).ConfigureAwait(false) is not byte[] body)
        {
            await Refuse(context, 413, null, McpErrorCode.InvalidRequest, FormattableString.Invariant($"the body is longer than {LineTransport.LongestLine} bytes")).ConfigureAwait(false);
            return;
        }

        if (WireJson.Read(body, out string? wrong) is not JsonRpcMessage message)
        {
            await Refuse(context, 400, WireJson.IdIn(body), McpErrorCode.ParseError, "this is no JSON-RPC 2.0 message: " + wrong).ConfigureAwait(false);
            return;
        }

        RequestId? asked = (message as JsonRpcRequest)?.Id;
        if (request.Headers[VersionHeader] is string version && !_versions.Contains(version))
        {
            await Refuse(
                context, 400, asked, McpErrorCode.UnsupportedProtocolVersion, "over HTTP only versions with sessions are spoken; begin with initialize",
                new() { ["supported"] = new JsonArray([.. _versions.Select(each => JsonValue.Create(each))]), ["requested"] = version }).ConfigureAwait(false);
            return;
        }

        if (await Session(context, id, message, asked).ConfigureAwait(false) is HttpSession session)
        {
            await Post(context, session, message).ConfigureAwait(false);
        }
    }

    private async Task<HttpSession?> Session(HttpListenerContext context, string? id, JsonRpcMessage message, RequestId? asked)
    {
        if (id is not null)
        {
            if (sessions.Find(id) is HttpSession known)
            {
                return known;
            }

            await Refuse(context, 404, asked, McpErrorCode.InvalidRequest, "there is no such session; begin one with initialize").ConfigureAwait(false);
            return null;
        }

        if (message is not JsonRpcRequest { Method: RequestMethods.Initialize })
        {
            await Refuse(context, 400, asked, McpErrorCode.InvalidRequest, "a session begins with initialize; send the Mcp-Session-Id of its answer with what follows").ConfigureAwait(false);
            return null;
        }

        if (await sessions.Begin().ConfigureAwait(false) is HttpSession begun)
        {
            return begun;
        }

        await Refuse(context, 503, asked, McpErrorCode.InvalidRequest, FormattableString.Invariant($"{HttpSessions.Most} clients are at work already")).ConfigureAwait(false);
        return null;
    }

    private static async Task Post(HttpListenerContext context, HttpSession session, JsonRpcMessage message)
    {
        HttpListenerResponse response = context.Response;
        response.Headers[SessionHeader] = session.Id;
        response.Headers["Cache-Control"] = "no-store";
        response.ContentType = "text/event-stream";
        response.SendChunked = true;
        ReplyStream reply = new(response.OutputStream, _pulse, Exchange.Patience);
        bool isAnswered;
        try
        {
            await using (reply.ConfigureAwait(false))
            {
                isAnswered = await session.Post(message, reply).ConfigureAwait(false);
            }
        }
        catch (IOException) when (reply.IsStuck)
        {
            isAnswered = true;
        }

        // The end of a body waits for the client, too: it is broken off instead.
        if (reply.IsStuck)
        {
            throw new ProblemException(Exchange.Stuck);
        }

        if (!isAnswered)
        {
            response.SendChunked = false;
            response.ContentLength64 = 0;
            response.ContentType = null;
            response.StatusCode = 202;
        }
    }

    // Null when it is longer than it may be, said or not.
    private static async Task<byte[]?> Body(HttpListenerRequest request)
    {
        byte[] buffer = new byte[Math.Min(LineTransport.LongestLine + 1, request.ContentLength64 >= 0 ? request.ContentLength64 + 1 : LineTransport.LongestLine + 1)];
        int length = 0;
        using CancellationTokenSource tooSlow = new(Exchange.Patience);
        while (length < buffer.Length)
        {
            int read = await request.InputStream.ReadAsync(buffer.AsMemory(length), tooSlow.Token).AsTask().WaitAsync(tooSlow.Token).ConfigureAwait(false);
            if (read == 0)
            {
                return buffer[..length];
            }

            length += read;
        }

        return length > LineTransport.LongestLine ? null : buffer;
    }

    private static async Task Refuse(HttpListenerContext context, int status, RequestId? id, McpErrorCode code, string why, JsonObject? data = null)
    {
        JsonRpcError error = WireJson.Refusal(id, code, why);
        error.Error.Data = data;
        HttpListenerResponse response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";

        // What is left of a body that nobody wants is not read: the connection ends instead.
        response.KeepAlive = status is not (401 or 403 or 413);
        if (status == 401)
        {
            response.Headers["WWW-Authenticate"] = "Bearer";
        }
        else if (status == 405)
        {
            response.Headers["Allow"] = "POST, DELETE";
        }

        byte[] body = WireJson.Write(error);
        await Exchange.Write(response, body).ConfigureAwait(false);
    }
}
