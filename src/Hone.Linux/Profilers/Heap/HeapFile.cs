using Hone.Profiling.Formats;

namespace Hone.Linux.Profilers.Heap;

/// <summary>
/// The recording of one process, read while it is written. A process that replaces its program (execve(2)) opens the same file
/// again and writes from its front without truncating it; that is noticed by the changed beginning, and the new program's
/// recording is read from the front once it has grown over the old one.
/// </summary>
internal sealed class HeapFile(string path) : IDisposable
{
    private const int HeadBytes = 256;
    private const int FirstRead = 64 << 10;

    private readonly GrowingFile _file = new(path);
    private readonly long _seen = Environment.TickCount64;
    private readonly byte[] _head = new byte[HeadBytes];
    private int _headLength;
    private long _barrier;
    private HeaptrackRaw _raw = new();

    /// <summary>The recordings of programs that this process ran before its last one.</summary>
    public List<HeaptrackRecording> Earlier { get; } = [];

    /// <summary>Bytes on disk.</summary>
    public long OnDisk => _file.OnDisk;

    /// <summary>Reads on; false when there was nothing new.</summary>
    /// <param name="buffer">Scratch room.</param>
    /// <param name="ended">True once the process is gone, so that nothing will change any more.</param>
    public bool Advance(byte[] buffer, bool ended)
    {
        long length = _file.Length;
        if (!ended && (length <= _barrier || (_file.Position == 0 && length < FirstRead && Environment.TickCount64 - _seen < 50)))
        {
            return false;
        }

        int read = _file.Read(buffer);
        if (read == 0)
        {
            return false;
        }

        Span<byte> head = stackalloc byte[HeadBytes];
        int headLength = _file.ReadHead(head);
        if (!head[..Math.Min(headLength, _headLength)].SequenceEqual(_head.AsSpan(0, _headLength)))
        {
            Restart(length);
            return true;
        }

        if (_headLength == 0)
        {
            head.CopyTo(_head);
            _headLength = headLength;
        }

        _raw.Feed(buffer.AsSpan(0, read));
        _file.Free();
        return true;
    }

    /// <summary>The recording of the last program.</summary>
    public HeaptrackRecording Finish() => _raw.Finish();

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Restart(long length)
    {
        // That the program before broke off is no loss worth a note: it ended by becoming another one.
        HeaptrackRecording before = _raw.Finish();
        if (before.Events > 0)
        {
            Earlier.Add(before with { Notes = [] });
        }

        _raw = new HeaptrackRaw();
        _headLength = 0;
        _barrier = length;
        _file.Rewind();
    }
}
