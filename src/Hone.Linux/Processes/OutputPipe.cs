using System.Buffers;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Hone.Problems;

namespace Hone.Linux.Processes;

/// <summary>Hone's end of a pipe that a child writes to.</summary>
internal sealed unsafe class OutputPipe : IDisposable
{
    private const int PipeBytes = 1 << 20;
    private const int BufferBytes = 256 << 10;
    private const int DefaultBytes = 64 << 10;
    private const int Closed = -1;
    private const long ShortestRest = 50_000;
    private const long LongestRest = 2_000_000;

    private static readonly Lazy<int> _null = new(() => LibC.Open("/dev/null", LibC.OpenWriteOnly | LibC.CloseOnExec, 0));

    private readonly OutputTarget _target;
    private readonly ArrayBufferWriter<byte> _kept = new();
    private readonly IncrementalHash? _hash;
    private readonly int _capacity;
    private bool _splices;
    private long _rest;
    private long _restsUntil;

    private OutputPipe(int fd, int capacity, OutputTarget target)
    {
        Fd = fd;
        _capacity = capacity;
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
        int capacity = LibC.Fcntl(pipe[0], LibC.SetPipeSize, PipeBytes);
        _ = LibC.Fcntl(pipe[0], LibC.SetFlags, LibC.NonBlocking);
        childEnd = pipe[1];
        return new(pipe[0], capacity > 0 ? capacity : DefaultBytes, target);
    }

    /// <summary>
    /// How long to leave it alone, in nanoseconds; 0 when it is worth a look. A reader that waits for every byte is woken by every
    /// write, on the program's own CPU and time; one that comes when the pipe is a quarter to half full is not noticed.
    /// </summary>
    public long RestNanoseconds => _restsUntil == 0 ? 0 : Math.Max(0, _restsUntil - Stopwatch.GetTimestamp()) * (1_000_000_000 / Stopwatch.Frequency);

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
            Rest(got);
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

    // A read that filled the buffer says nothing of how full the pipe was, except that there is probably more.
    private void Rest(nint got)
    {
        bool more = got == BufferBytes;
        _rest = more || got > _capacity / 2 ? (_rest / 2 < ShortestRest ? 0 : _rest / 2)
            : got < _capacity / 4 ? Math.Clamp(_rest * 2, ShortestRest, LongestRest)
            : _rest;
        _restsUntil = more || _rest == 0 ? 0 : Stopwatch.GetTimestamp() + (_rest * Stopwatch.Frequency / 1_000_000_000);
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
