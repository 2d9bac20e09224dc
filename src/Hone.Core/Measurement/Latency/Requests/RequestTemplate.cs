using System.Text;

namespace Hone.Measurement.Latency.Requests;

/// <summary>One header of a request.</summary>
public sealed record RequestHeader(string Name, string Value);

/// <summary>A request as it is to be sent, with <c>{n}</c> where its number stands.</summary>
/// <param name="Method">Such as <c>GET</c>.</param>
/// <param name="Address">Where it goes.</param>
/// <param name="Target">The path with the query.</param>
/// <param name="Headers">Its headers, in order; <c>Host</c> and <c>Content-Length</c> are added where they are missing.</param>
/// <param name="Body">The body; empty for none.</param>
public sealed record RequestTemplate(string Method, RequestAddress Address, string Target, IReadOnlyList<RequestHeader> Headers, string Body)
{
    /// <summary>Stands for the number of the request, counted from 0.</summary>
    public const string Number = "{n}";

    /// <summary>Whether sending it twice does the same as once (RFC 9110 §9.2.2), so that it may be sent again.</summary>
    public bool IsIdempotent => Method is "GET" or "HEAD" or "PUT" or "DELETE" or "OPTIONS" or "TRACE";

    /// <summary>
    /// The message (RFC 9112 §2.1) in pieces of bytes, between which the number stands; one piece when it has none. The length
    /// that the header states holds for a number of <paramref name="digits"/> digits.
    /// </summary>
    public IReadOnlyList<byte[]> Pieces(int digits)
    {
        StringBuilder text = new();
        text.Append(Method).Append(' ').Append(Target).Append(" HTTP/1.1\r\n");
        if (!Has("Host"))
        {
            text.Append("Host: ").Append(Address).Append("\r\n");
        }

        foreach (RequestHeader header in Headers)
        {
            text.Append(header.Name).Append(": ").Append(header.Value).Append("\r\n");
        }

        string[] body = Body.Split(Number);
        if ((Body.Length > 0 || Method is "POST" or "PUT" or "PATCH") && !Has("Content-Length"))
        {
            int length = body.Sum(Encoding.UTF8.GetByteCount) + (body.Length - 1) * digits;
            text.Append("Content-Length: ").Append(length).Append("\r\n");
        }

        text.Append("\r\n").Append(Body);
        return [.. text.ToString().Split(Number).Select(Encoding.UTF8.GetBytes)];
    }

    private bool Has(string name) => Headers.Any(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
