using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
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

/// <summary>Asks a server once whether it is ready.</summary>
internal static class ReadinessProbe
{
    private const int TimeoutMs = 1000;
    private const int FirstError = 400;

    /// <summary>Whether the server takes connections and, for HTTP, answers well.</summary>
    public static bool Ask(Readiness readiness) => readiness switch
    {
        Readiness.Http http => Get(http.Request),
        Readiness.Tcp tcp => Exchange(tcp.Address, _ => true),
        _ => false,
    };

    private static bool Get(RequestTemplate request) => Exchange(request.Address, socket =>
    {
        RequestBytes bytes = new(request);
        socket.Send(bytes.For(0));
        ResponseReader reader = new();
        reader.Begin(bytes.IsHead);
        byte[] received = new byte[4096];
        long started = Stopwatch.GetTimestamp();
        while (reader.State == ResponseState.Open && Stopwatch.GetElapsedTime(started).TotalMilliseconds < TimeoutMs)
        {
            int got = socket.Receive(received);
            if (got == 0)
            {
                _ = reader.EndsWithConnection();
                break;
            }

            _ = reader.Read(received.AsSpan(0, got));
        }

        return reader.State == ResponseState.Complete && reader.Status < FirstError;
    });

    private static bool Exchange(RequestAddress address, Func<Socket, bool> talk)
    {
        try
        {
            IPEndPoint to = LoadTarget.Resolve(address);
            using Socket socket = new(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { SendTimeout = TimeoutMs, ReceiveTimeout = TimeoutMs };
            return socket.ConnectAsync(to).Wait(TimeoutMs) && talk(socket);
        }
        catch (Exception error) when (error is SocketException or AggregateException)
        {
            return false;
        }
    }
}

/// <summary>Watches the lines of a program's output for one that matches, and keeps the last ones.</summary>
internal sealed class OutputLines(Regex? pattern)
{
    private const int LongestLine = 4096;
    private const int KeptLines = 20;

    private readonly Lock _gate = new();
    private readonly Queue<string> _last = new();
    private readonly List<byte> _line = [];
    private volatile bool _matched;

    /// <summary>Whether a line matched.</summary>
    public bool Matched => _matched;

    /// <summary>Takes bytes as they come; what is beyond the first 4 KiB of a line is passed over.</summary>
    public void Add(ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            ReadOnlySpan<byte> rest = bytes.Span;
            for (int end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
            {
                AddToLine(rest[..end]);
                EndLine();
                rest = rest[(end + 1)..];
            }

            AddToLine(rest);
        }
    }

    /// <summary>The last lines, at most so many.</summary>
    public string Last(int lines)
    {
        lock (_gate)
        {
            IEnumerable<string> all = _line.Count > 0 ? _last.Append(Encoding.UTF8.GetString([.. _line])) : _last;
            return string.Join('\n', all.TakeLast(lines));
        }
    }

    private void AddToLine(ReadOnlySpan<byte> bytes) => _line.AddRange(bytes[..Math.Min(bytes.Length, LongestLine - _line.Count)]);

    private void EndLine()
    {
        string line = Encoding.UTF8.GetString([.. _line]).TrimEnd('\r');
        _line.Clear();
        _last.Enqueue(line);
        if (_last.Count > KeptLines)
        {
            _ = _last.Dequeue();
        }

        _matched |= pattern is not null && !_matched && pattern.IsMatch(line);
    }
}
