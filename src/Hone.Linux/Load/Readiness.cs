using System.Text.RegularExpressions;
using Hone.Measurement.Latency.Requests;

namespace Hone.Linux.Load;

/// <summary>How to tell that a server is ready for load.</summary>
public abstract record Readiness
{
    private Readiness()
    {
    }

    /// <summary>What is waited for, for people.</summary>
    public abstract string Text { get; }

    /// <summary>A GET of the URL is answered with a status below 400.</summary>
    public sealed record Http(RequestTemplate Request) : Readiness
    {
        /// <inheritdoc/>
        public override string Text => $"an answer from http://{Request.Address}{Request.Target}";
    }

    /// <summary>The port takes connections.</summary>
    public sealed record Tcp(RequestAddress Address) : Readiness
    {
        /// <inheritdoc/>
        public override string Text => $"a connection to {Address.Host} port {Address.Port}";
    }

    /// <summary>A line of the server's output matches; compiled without backtracking, for output is untrusted.</summary>
    public sealed record Output(Regex Pattern) : Readiness
    {
        /// <inheritdoc/>
        public override string Text => $"a line of output that matches {Pattern}";
    }
}
