using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Hone.Linux.Processes;
using Hone.Problems;

namespace Hone.Linux.Load;

/// <summary>What became ready: the key that was registered, and epoll's flags.</summary>
internal readonly record struct ReadyEvent(ulong Key, uint Flags);

/// <summary>
/// Readiness of sockets, edge-triggered (epoll(7)), with time-outs in nanoseconds where the kernel has them (epoll_pwait2(2),
/// Linux 5.11); on older ones a wait below a millisecond does not sleep.
/// </summary>
internal sealed unsafe class EventQueue : IDisposable
{
    private const int Most = 128;
    private const long NanosecondsPerMs = 1_000_000;

    // struct epoll_event is packed on x86-64 alone.
    private static readonly int _size = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int _keyAt = _size - 8;

    private readonly int _fd = SocketCalls.EpollCreate(SocketCalls.CloseOnExec);
    private readonly byte* _items = (byte*)NativeMemory.AllocZeroed((nuint)(Most * 16));
    private bool _coarse;

    public EventQueue()
    {
        if (_fd < 0)
        {
            NativeMemory.Free(_items);
            throw new ProblemException(new(ExitCode.ToolMissing, "epoll-refused", $"the kernel refused epoll (errno {Marshal.GetLastPInvokeError()})", "raise the limit: ulimit -n"));
        }
    }

    /// <summary>Follows a socket until it is closed; false when the kernel refuses.</summary>
    public bool Add(int fd, ulong key)
    {
        byte* item = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(new Span<byte>(item, 4), SocketCalls.Readable | SocketCalls.Writable | SocketCalls.PeerClosed | SocketCalls.EdgeTriggered);
        *(ulong*)(item + _keyAt) = key;
        return SocketCalls.EpollControl(_fd, SocketCalls.EpollAdd, fd, item) == 0;
    }

    /// <summary>Waits at most so long; the number of events, which <see cref="this"/> gives.</summary>
    public int Wait(long nanoseconds)
    {
        long held = Math.Max(0, nanoseconds);
        if (_coarse)
        {
            return Math.Max(0, SocketCalls.EpollWait(_fd, _items, Most, (int)(held / NanosecondsPerMs)));
        }

        long* timeout = stackalloc long[2];
        timeout[0] = held / (1000 * NanosecondsPerMs);
        timeout[1] = held % (1000 * NanosecondsPerMs);
        long ready = SocketCalls.EpollPwait2(SocketCalls.EpollPwait2Number, _fd, _items, Most, timeout, null, 0);
        if (ready < 0 && Marshal.GetLastPInvokeError() == SocketCalls.Enosys)
        {
            _coarse = true;
        }

        return (int)Math.Max(0, ready);
    }

    /// <summary>An event of the last wait.</summary>
    public ReadyEvent this[int index] => new(*(ulong*)(_items + index * _size + _keyAt), *(uint*)(_items + index * _size));

    public void Dispose()
    {
        _ = LibC.Close(_fd);
        NativeMemory.Free(_items);
    }
}
