using System.Net;

namespace Hone.Cli.Http;

/// <summary>The head of a request, as far as a gate looks at it.</summary>
/// <param name="Host">The Host header.</param>
/// <param name="Origin">The Origin header, which browsers send.</param>
/// <param name="Authorization">The Authorization header.</param>
/// <param name="Path">The path that is asked for.</param>
/// <param name="Method">The method.</param>
/// <param name="ContentType">The type of the body.</param>
/// <param name="Length">The length of the body in bytes; negative when it is not said.</param>
internal sealed record RequestHead(string? Host, string? Origin, string? Authorization, string Path, string Method, string? ContentType, long Length)
{
    /// <summary>The head of a request that came in.</summary>
    public static RequestHead Of(HttpListenerRequest request) => new(
        request.Headers["Host"], request.Headers["Origin"], request.Headers["Authorization"], request.Url?.AbsolutePath ?? "", request.HttpMethod, request.ContentType, request.ContentLength64);
}

/// <summary>Why a request is not let in.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Why">A sentence.</param>
internal sealed record Refusal(int Status, string Why);
