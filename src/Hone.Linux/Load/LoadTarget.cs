using System.Net;
using System.Net.Sockets;
using Hone.Measurement.Latency.Requests;
using Hone.Problems;

namespace Hone.Linux.Load;

/// <summary>A server with the requests that it is to be asked, in turn.</summary>
public sealed class LoadTarget
{
    private LoadTarget(IPEndPoint endPoint, IReadOnlyList<RequestTemplate> requests)
    {
        EndPoint = endPoint;
        Address = requests[0].Address;
        Requests = [.. requests.Select(request => new RequestBytes(request))];
    }

    /// <summary>Where connections go.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>The host and port as they were given.</summary>
    public RequestAddress Address { get; }

    internal RequestBytes[] Requests { get; }

    /// <summary>Looks the address up; all requests go to the first one's.</summary>
    /// <param name="requests">At least one.</param>
    public static LoadTarget Resolve(IReadOnlyList<RequestTemplate> requests) => new(Resolve(requests[0].Address), requests);

    /// <summary>The first network address of a host; a name that has none is a <see cref="ProblemException"/>.</summary>
    public static IPEndPoint Resolve(RequestAddress address)
    {
        try
        {
            IPAddress[] found = IPAddress.TryParse(address.Host, out IPAddress? literal) ? [literal] : Dns.GetHostAddresses(address.Host);

            // IPv4 first: "localhost" has both, and most small servers listen on one of them, which is this one.
            IPAddress first = found.OrderBy(each => each.AddressFamily == AddressFamily.InterNetwork ? 0 : 1).First();
            return new(first, address.Port);
        }
        catch (Exception error) when (error is SocketException or InvalidOperationException or ArgumentException)
        {
            throw new ProblemException(new(ExitCode.Usage, "unknown-host", $"no address is known for the host {address.Host}", "check its spelling, or write the address"), error);
        }
    }
}
