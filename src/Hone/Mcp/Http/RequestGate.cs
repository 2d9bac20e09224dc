namespace Hone.Cli.Mcp.Http;

/// <summary>The head of a request, as far as the gate looks at it.</summary>
/// <param name="Host">The Host header.</param>
/// <param name="Origin">The Origin header, which browsers send.</param>
/// <param name="Authorization">The Authorization header.</param>
/// <param name="Path">The path that is asked for.</param>
/// <param name="Method">The method.</param>
/// <param name="ContentType">The type of the body.</param>
/// <param name="Length">The length of the body in bytes; negative when it is not said.</param>
internal sealed record RequestHead(string? Host, string? Origin, string? Authorization, string Path, string Method, string? ContentType, long Length);

/// <summary>Why a request is not let in.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Why">A sentence.</param>
internal sealed record Refusal(int Status, string Why);

/// <summary>
/// Stands before everything. A web page that was resolved to this machine (DNS rebinding) is stopped by its Host and Origin, another user
/// or program by the token; only then is anything told apart.
/// </summary>
/// <param name="port">The port of the server, on 127.0.0.1.</param>
/// <param name="token">What must be shown.</param>
/// <param name="longest">The longest body, in bytes.</param>
internal sealed class RequestGate(int port, AccessToken token, long longest)
{
    /// <summary>The one path that is served.</summary>
    public const string ServedPath = "/mcp";

    private readonly string[] _hosts = [FormattableString.Invariant($"127.0.0.1:{port}"), FormattableString.Invariant($"localhost:{port}")];

    /// <summary>Why the request is refused; null when it may come in.</summary>
    public Refusal? Refuse(RequestHead head) =>
        !_hosts.Contains(head.Host, StringComparer.OrdinalIgnoreCase) ? new(403, "this server answers to 127.0.0.1 only")
        : head.Origin is not null && !_hosts.Any(host => string.Equals(head.Origin, "http://" + host, StringComparison.OrdinalIgnoreCase)) ? new(403, "this server answers no pages of other origins")
        : !token.Fits(head.Authorization) ? new(401, "show the token: Authorization: Bearer TOKEN; the file that the server names on its standard error has it")
        : head.Path != ServedPath ? new(404, "only " + ServedPath + " is served")
        : head.Method is not ("POST" or "DELETE") ? new(405, "only POST and DELETE are served; there is no stream of unasked messages")
        : head.Method == "POST" && !IsJson(head.ContentType) ? new(415, "the body must be application/json")
        : head.Length > longest ? new(413, FormattableString.Invariant($"the body is longer than {longest} bytes"))
        : null;

    private static bool IsJson(string? type) => type is not null && type.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);
}
