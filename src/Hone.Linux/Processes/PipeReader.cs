using System.Buffers;
using System.Runtime.InteropServices;

namespace Hone.Linux.Processes;

/// <summary>Reads one pipe of a child to its end on a thread of its own, so that the child never waits for Hone.</summary>
internal sealed unsafe class PipeReader
{
    private const int PipeBytes = 1 << 20;
    private const int BufferBytes = 256 << 10;

    private readonly int _fd;
    private readonly int _stop;
    private readonly OutputTarget _target;
    private readonly ArrayBufferWriter<byte> _kept = new();
    private readonly Thread _thread;

    private PipeReader(int fd, OutputTarget target)
    {
        _fd = fd;
        _stop = LibC.EventFd(0, LibC.CloseOnExec);
        _target = target;
        _thread = new(Run, maxStackSize: 256 << 10) { IsBackground = true, Name = "pipe reader" };
    }

    /// <summary>All bytes that came.</summary>
    public long Total { get; private set; }

    /// <summary>The bytes that were kept.</summary>
    public byte[] Kept => _kept.WrittenSpan.ToArray();

    /// <summary>What the sink threw, or null.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>A pipe whose other end the child gets; <paramref name="childEnd"/> is closed by the caller after the spawn.</summary>
    public static PipeReader Open(OutputTarget target, out int childEnd)
    {
        int* pipe = stackalloc int[2];
        if (LibC.Pipe2(pipe, LibC.CloseOnExec) != 0)
        {
            throw new IOException("pipe2 failed with errno " + Marshal.GetLastPInvokeError());
        }

        // Larger than the default 64 KiB where the limit allows: fewer switches between the program and Hone.
        _ = LibC.Fcntl(pipe[0], LibC.SetPipeSize, PipeBytes);
        childEnd = pipe[1];
        return new(pipe[0], target);
    }

    /// <summary>Begins to read.</summary>
    public void Start() => _thread.Start();

    /// <summary>
    /// The tree is gone: reads what is left and closes. A process that escaped the tree may hold the pipe open; it is not
    /// waited for.
    /// </summary>
    public void Finish()
    {
        if (_thread.IsAlive && !_thread.Join(TimeSpan.FromSeconds(1)))
        {
            ulong one = 1;
            _ = LibC.Write(_stop, (byte*)&one, sizeof(ulong));
            _thread.Join();
        }

        _ = LibC.Close(_fd);
        _ = LibC.Close(_stop);
    }

    /// <summary>Closes a pipe that was never read because the spawn failed.</summary>
    public void Abandon()
    {
        _ = LibC.Close(_fd);
        _ = LibC.Close(_stop);
    }

    private void Run()
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
        LibC.PollFd* fds = stackalloc LibC.PollFd[2];
        fds[0] = new() { Fd = _fd, Events = LibC.PollIn };
        fds[1] = new() { Fd = _stop, Events = LibC.PollIn };
        while (true)
        {
            int ready = LibC.Poll(fds, 2, -1);
            if (ready < 0 && Marshal.GetLastPInvokeError() == LibC.Eintr)
            {
                continue;
            }

            if (ready < 0 || fds[0].Revents == 0)
            {
                return;
            }

            nint read;
            fixed (byte* start = buffer)
            {
                read = LibC.Read(_fd, start, BufferBytes);
            }

            if (read <= 0)
            {
                return;
            }

            Take(buffer.AsMemory(0, (int)read));
        }
    }

    private void Take(ReadOnlyMemory<byte> bytes)
    {
        Total += bytes.Length;
        switch (_target)
        {
            case OutputTarget.Capture capture when _kept.WrittenCount < capture.MaxBytes:
                _kept.Write(bytes.Span[..(int)Math.Min(bytes.Length, capture.MaxBytes - _kept.WrittenCount)]);
                break;
            case OutputTarget.ToSink sink when Failure is null:
                try
                {
                    sink.Sink(bytes);
                }
#pragma warning disable CA1031 // Whatever the sink throws must not end the reading thread, or the child would wait for ever.
                catch (Exception error)
#pragma warning restore CA1031
                {
                    Failure = error;
                }

                break;
            default:
                break;
        }
    }
}
