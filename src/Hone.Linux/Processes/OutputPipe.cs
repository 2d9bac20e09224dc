using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Hone.Problems;

namespace Hone.Linux.Processes;

/// <summary>Hone's end of a pipe that a child writes to.</summary>
internal sealed unsafe class OutputPipe : IDisposable
{
    private const int PipeBytes = 1 << 20;
    private const int BufferBytes = 256 << 10;
    private const int Closed = -1;

    private static readonly Lazy<int> _null = new(() => LibC.Open("/dev/null", LibC.OpenWriteOnly | LibC.CloseOnExec, 0));

    private readonly OutputTarget _target;
    private readonly ArrayBufferWriter<byte> _kept = new();
    private readonly IncrementalHash? _hash;
    private bool _splices;

    private OutputPipe(int fd, OutputTarget target)
    {
        Fd = fd;
        _target = target;
        _hash = target is OutputTarget.Hash ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        _splices = target is OutputTarget.Drain && _null.Value >= 0;
    }

    /// <summary>The descriptor, which never blocks; -1 once it is closed.</summary>
    public int Fd { get; private set; }

    /// <summary>True when something is done with the bytes that takes its time.</summary>
    public bool HasSink => _target is OutputTarget.ToSink or OutputTarget.Hash;

    /// <summary>All bytes that came.</summary>
    public long Total { get; private set; }

    /// <summary>The bytes that were kept.</summary>
    public byte[] Kept => _kept.WrittenSpan.ToArray();

    /// <summary>SHA-256 of the bytes that came, in lower-case hex; null unless they are hashed.</summary>
    public string? Sha256 => _hash is null ? null : Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>What the sink threw first, or null.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>A pipe; <paramref name="childEnd"/> is the caller's to close after the spawn.</summary>
    public static OutputPipe Open(OutputTarget target, out int childEnd)
    {
        int* pipe = stackalloc int[2];
        if (LibC.Pipe2(pipe, LibC.CloseOnExec) != 0)
        {
            throw new ProblemException(ChildFiles.Refused("a pipe", Marshal.GetLastPInvokeError()));
        }

        // Larger than the default 64 KiB where the limit allows: fewer switches between the program and Hone.
        _ = LibC.Fcntl(pipe[0], LibC.SetPipeSize, PipeBytes);
        _ = LibC.Fcntl(pipe[0], LibC.SetFlags, LibC.NonBlocking);
        childEnd = pipe[1];
        return new(pipe[0], target);
    }

    /// <summary>Takes what is there, up to a limit; false when there is nothing now or never again (then it is closed).</summary>
    public bool Take()
    {
        if (Fd == Closed)
        {
            return false;
        }

        nint got = _splices ? LibC.Splice(Fd, null, _null.Value, null, PipeBytes, LibC.SpliceNonBlocking) : Read();
        if (got > 0)
        {
            Total += got;
            return true;
        }

        int error = got == 0 ? 0 : Marshal.GetLastPInvokeError();
        if (error == LibC.Eintr)
        {
            return true;
        }

        if (_splices && got < 0 && error != LibC.Eagain)
        {
            _splices = false;
            return true;
        }

        if (error != LibC.Eagain)
        {
            Dispose();
        }

        return false;
    }

    public void Dispose()
    {
        if (Fd != Closed)
        {
            _ = LibC.Close(Fd);
            Fd = Closed;
        }
    }

    private nint Read()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        nint got;
        fixed (byte* start = buffer)
        {
            got = LibC.Read(Fd, start, BufferBytes);
        }

        int error = Marshal.GetLastPInvokeError();
        if (got > 0)
        {
            Keep(buffer.AsMemory(0, (int)got));
        }

        ArrayPool<byte>.Shared.Return(buffer);
        Marshal.SetLastPInvokeError(error);
        return got;
    }

    private void Keep(ReadOnlyMemory<byte> bytes)
    {
        switch (_target)
        {
            case OutputTarget.Capture capture when _kept.WrittenCount < capture.MaxBytes:
                _kept.Write(bytes.Span[..Math.Min(bytes.Length, capture.MaxBytes - _kept.WrittenCount)]);
                break;
            case OutputTarget.Hash:
                _hash!.AppendData(bytes.Span);
                break;
            case OutputTarget.ToSink sink when Failure is null:
                try
                {
                    sink.Sink(bytes);
                }
#pragma warning disable CA1031 // Whatever the sink throws must not end the reading, or the child would wait for ever.
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
