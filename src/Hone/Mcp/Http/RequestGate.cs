using Hone.Cli.Http;

namespace Hone.Cli.Mcp.Http;

/// <summary>
/// Stands before everything. Who is not meant for this server is stopped by its name, another user or program by the token; only then is
/// anything told apart.
/// </summary>
/// <param name="port">The port of the server, on 127.0.0.1.</param>
/// <param name="token">What must be shown.</param>
/// <param name="longest">The longest body, in bytes.</param>
internal sealed class RequestGate(int port, AccessToken token, long longest)
{
    /// <summary>The one path that is served.</summary>
    public const string ServedPath = "/mcp";

    private readonly OwnNames _names = new(port);

    /// <summary>Why the request is refused; null when it may come in.</summary>
    public Refusal? Refuse(RequestHead head) => _names.Refuse(head)
        ?? (!token.Fits(head.Authorization) ? new(401, "show the token: Authorization: Bearer TOKEN; the file that the server names on its standard error has it")
        : head.Path != ServedPath ? new(404, "only " + ServedPath + " is served")
        : head.Method is not ("POST" or "DELETE") ? new(405, "only POST and DELETE are served; there is no stream of unasked messages")
        : head.Method == "POST" && !IsJson(head.ContentType) ? new(415, "the body must be application/json")
        : head.Length > longest ? new(413, FormattableString.Invariant($"the body is longer than {longest} bytes"))
        : null);

    private static bool IsJson(string? type) => type is not null && type.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);
}
