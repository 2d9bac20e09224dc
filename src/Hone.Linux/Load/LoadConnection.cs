using System.Net;
using System.Runtime.InteropServices;
using Hone.Linux.Processes;

namespace Hone.Linux.Load;

/// <summary>A request that is due: when it was meant to start, its number, and whether it was sent before.</summary>
internal readonly record struct DueRequest(long Intended, long Number, bool Retried);

/// <summary>One kept connection and what is going on on it.</summary>
internal sealed unsafe class LoadConnection
{
    private byte[] _unsent = [];
    private int _unsentAt;

    private LoadConnection(int fd, ulong key)
    {
        Fd = fd;
        Key = key;
    }

    public int Fd { get; private set; }

    /// <summary>What epoll knows it by: never used twice, for an event may come after its connection was closed.</summary>
    public ulong Key { get; }

    /// <summary>Until the kernel says that the connection is made, or refused.</summary>
    public bool IsConnecting { get; set; } = true;

    /// <summary>Whether a request is under way.</summary>
    public bool IsBusy { get; set; }

    /// <summary>The request under way.</summary>
    public DueRequest Request { get; set; }

    /// <summary>When the connection was begun, and then when the request under way was sent.</summary>
    public long Since { get; set; }

    /// <summary>How many answers came over it.</summary>
    public long Served { get; set; }

    public ResponseReader Response { get; } = new();

    public bool IsOpen => Fd >= 0;

    /// <summary>Whether a part of the request waits for the socket to take more.</summary>
    public bool HasUnsent => _unsentAt < _unsent.Length;

    /// <summary>Begins to connect; null when the kernel gives no socket, with the reason in errno.</summary>
    public static LoadConnection? Begin(IPEndPoint to, ulong key, long now)
    {
        SocketAddress address = to.Serialize();
        int fd = SocketCalls.Open(address.Family == System.Net.Sockets.AddressFamily.InterNetworkV6 ? SocketCalls.Inet6 : SocketCalls.Inet, SocketCalls.StreamNonBlocking, 0);
        if (fd < 0)
        {
            return null;
        }

        int on = 1;
        _ = SocketCalls.SetOption(fd, SocketCalls.LevelTcp, SocketCalls.NoDelay, &on, sizeof(int));
        fixed (byte* bytes = address.Buffer.Span)
        {
            if (SocketCalls.Connect(fd, bytes, (uint)address.Size) < 0 && Marshal.GetLastPInvokeError() != SocketCalls.Einprogress)
            {
                int error = Marshal.GetLastPInvokeError();
                _ = LibC.Close(fd);
                Marshal.SetLastPInvokeError(error);
                return null;
            }
        }

        return new(fd, key) { Since = now };
    }

    /// <summary>Whether the connection was made.</summary>
    public bool IsMade()
    {
        int error = 0;
        uint length = sizeof(int);
        return SocketCalls.GetOption(Fd, SocketCalls.LevelSocket, SocketCalls.SocketError, &error, &length) == 0 && error == 0;
    }

    /// <summary>Sends as much as the socket takes and keeps the rest; false when the connection is gone.</summary>
    public bool Send(ReadOnlySpan<byte> bytes)
    {
        int sent = Push(bytes);
        if (sent >= 0 && sent < bytes.Length)
        {
            (_unsent, _unsentAt) = (bytes[sent..].ToArray(), 0);
        }

        return sent >= 0;
    }

    /// <summary>Sends on what was kept; false when the connection is gone.</summary>
    public bool SendOn()
    {
        int sent = Push(_unsent.AsSpan(_unsentAt));
        _unsentAt += Math.Max(0, sent);
        return sent >= 0;
    }

    /// <summary>Takes what has come: the number of bytes, 0 at the end of the connection, −1 when nothing is there, −2 when it is broken.</summary>
    public int Receive(Span<byte> into)
    {
        while (true)
        {
            nint got;
            fixed (byte* at = into)
            {
                got = SocketCalls.Receive(Fd, at, (nuint)into.Length, 0);
            }

            if (got >= 0)
            {
                return (int)got;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case SocketCalls.Eintr:
                    continue;
                case SocketCalls.Eagain:
                    return -1;
                default:
                    return -2;
            }
        }
    }

    public void Close()
    {
        _ = LibC.Close(Fd);
        Fd = -1;
        _unsent = [];
        _unsentAt = 0;
    }

    private int Push(ReadOnlySpan<byte> bytes)
    {
        int sent = 0;
        while (sent < bytes.Length)
        {
            nint taken;
            fixed (byte* at = bytes[sent..])
            {
                taken = SocketCalls.Send(Fd, at, (nuint)(bytes.Length - sent), SocketCalls.NoSignal);
            }

            if (taken >= 0)
            {
                sent += (int)taken;
                continue;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case SocketCalls.Eintr:
                    continue;
                case SocketCalls.Eagain:
                    return sent;
                default:
                    return -1;
            }
        }

        return sent;
    }
}
