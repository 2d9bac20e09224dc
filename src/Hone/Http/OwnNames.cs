namespace Hone.Cli.Http;

/// <summary>
/// The names that a server on the loopback interface answers to. A web page that was resolved to this machine (DNS rebinding) is stopped by
/// its Host, a page of another origin by its Origin, whatever else either of them shows.
/// </summary>
/// <param name="port">The port of the server, on 127.0.0.1.</param>
internal sealed class OwnNames(int port)
{
    private readonly string[] _hosts = [FormattableString.Invariant($"127.0.0.1:{port}"), FormattableString.Invariant($"localhost:{port}")];

    /// <summary>Why the request is refused; null when it is meant for this server.</summary>
    public Refusal? Refuse(RequestHead head) =>
        !_hosts.Contains(head.Host, StringComparer.OrdinalIgnoreCase) ? new(403, "this server answers to 127.0.0.1 only")
        : head.Origin is not null && !_hosts.Any(host => string.Equals(head.Origin, "http://" + host, StringComparison.OrdinalIgnoreCase)) ? new(403, "this server answers no pages of other origins")
        : null;
}
