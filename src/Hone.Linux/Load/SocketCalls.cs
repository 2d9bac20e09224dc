using System.Runtime.InteropServices;

namespace Hone.Linux.Load;

/// <summary>The socket and epoll calls of the load generator, without what System.Net.Sockets puts around them.</summary>
internal static unsafe partial class SocketCalls
{
    public const int Inet = 2;
    public const int Inet6 = 10;
    public const int StreamNonBlocking = 1 | 0x800 | 0x80000; // SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC
    public const int LevelTcp = 6;
    public const int NoDelay = 1;
    public const int LevelSocket = 1;
    public const int SocketError = 4;
    public const int NoSignal = 0x4000;
    public const int EpollAdd = 1;
    public const int CloseOnExec = 0x80000;
    public const uint Readable = 1;
    public const uint Writable = 4;
    public const uint Failed = 8;
    public const uint HungUp = 0x10;
    public const uint PeerClosed = 0x2000;
    public const uint EdgeTriggered = 1u << 31;
    public const long EpollPwait2Number = 441;
    public const int Eintr = 4;
    public const int Eagain = 11;
    public const int Enosys = 38;
    public const int Einprogress = 115;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Open(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int fd, byte* address, uint length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(int fd, int level, int name, void* value, uint length);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int GetOption(int fd, int level, int name, void* value, uint* length);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int fd, byte* bytes, nuint count, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int fd, byte* bytes, nuint count, int flags);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, int fd, byte* item);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, byte* items, int most, int timeoutMs);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial long EpollPwait2(long number, long epoll, byte* items, long most, long* timeout, void* mask, nuint maskSize);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial long SetScheduler(long number, long thread, void* attributes, long flags);
}
