using System.Buffers;
using System.Globalization;
using Hone.Problems;

namespace Hone.Measurement.Latency.Requests;

/// <summary>Where requests go: the authority of an <c>http</c> URL.</summary>
/// <param name="Host">A name or an address; IPv6 without its brackets.</param>
/// <param name="Port">1 to 65535.</param>
public sealed record RequestAddress(string Host, int Port)
{
    private const string Scheme = "http://";

    private static readonly SearchValues<char> _neverInHosts = SearchValues.Create("[]{}\\\"<>");

    /// <summary>As the <c>Host</c> header has it.</summary>
    public override string ToString()
    {
        string host = Host.Contains(':', StringComparison.Ordinal) ? "[" + Host + "]" : Host;
        return Port == 80 ? host : string.Create(CultureInfo.InvariantCulture, $"{host}:{Port}");
    }

    /// <summary>Takes an absolute URL apart (RFC 9110 §4.2.1): the address, and what the request line asks for.</summary>
    /// <param name="url">The URL; <c>{n}</c> may stand in its path and query.</param>
    /// <param name="place">Where it stands, for errors.</param>
    public static (RequestAddress Address, string Target) Split(string url, string place)
    {
        if (url.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            throw Bad("https", $"https is not spoken: {url}", "ask the server's plain HTTP port, or put a TLS proxy before it", place);
        }

        if (!url.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw Bad("bad-url", $"not an http URL: {url}", "write http://HOST:PORT/PATH", place);
        }

        ReadOnlySpan<char> rest = url.AsSpan(Scheme.Length);
        int end = rest.IndexOfAny('/', '?', '#');
        ReadOnlySpan<char> authority = end < 0 ? rest : rest[..end];
        string target = end < 0 ? "/" : rest[end] == '/' ? rest[end..].ToString() : "/" + rest[end..].ToString();
        return (Authority(authority, url, place), Target(target, place));
    }

    /// <summary>A path with its query, checked: printable ASCII without spaces; a fragment is dropped, as it is never sent.</summary>
    public static string Target(string target, string place)
    {
        int fragment = target.IndexOf('#', StringComparison.Ordinal);
        string sent = fragment < 0 ? target : target[..fragment];
        return sent.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? throw Bad("bad-url", $"the path has a space or a letter outside of ASCII: {target}", "percent-encode it, a space as %20", place)
            : sent;
    }

    internal static ProblemException Bad(string rule, string what, string next, string place) =>
        new(new(ExitCode.Usage, "request-" + rule, what, next) { Place = place });

    private static RequestAddress Authority(ReadOnlySpan<char> authority, string url, string place)
    {
        if (authority.Contains('@'))
        {
            throw Bad("bad-url", $"a URL with a user name is not taken: {url}", "send an Authorization header", place);
        }

        int bracket = authority.LastIndexOf(']');
        int colon = authority[(bracket + 1)..].LastIndexOf(':') is int at and >= 0 ? at + bracket + 1 : -1;
        ReadOnlySpan<char> host = colon < 0 ? authority : authority[..colon];
        int port = 80;
        bool good = colon < 0 || (int.TryParse(authority[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and < 65536);
        host = bracket > 0 && host[0] == '[' && host[^1] == ']' ? host[1..^1] : host;
        return good && !host.IsEmpty && !host.ContainsAnyExceptInRange('!', '~') && !host.ContainsAny(_neverInHosts)
            ? new(host.ToString(), port)
            : throw Bad("bad-url", $"no host and port can be read from the URL: {url}", "write http://HOST:PORT/PATH", place);
    }
}
